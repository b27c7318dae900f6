"""The contract between Kaiwa and a CRM: what it is asked, and how it fails.

A backend translates; it knows nothing of our conversations. Each method is one thing that the inbox needs: it is
synchronous, keeps no state and is called outside any transaction of ours. It raises only CrmErrors, and calls
`account.meter.add` before each request that it makes, whatever becomes of it. Ids are text. Text that we give is in
the backend's markup already. Times are aware.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from kaiwa.crm.capabilities import Capabilities
from kaiwa.crm.items import (
    CrmUser,
    EntryDraft,
    FileDraft,
    Form,
    Found,
    ItemDraft,
    Kind,
    Lost,
    PersonChange,
    PersonDraft,
    Pipeline,
    Provision,
    Readers,
    Ref,
    Snapshot,
    Targets,
    Written,
)

CallKind = Literal["read", "list", "search", "write"]


class Meter(Protocol):
    """Counts the requests to a CRM."""

    def add(self, kind: CallKind, tokens: int = 0) -> None:
        """One request; `tokens`: what it costs of the CRM's budget."""
        ...


@dataclass(frozen=True, slots=True)
class Account:
    """Whose CRM, and in whose name.

    `user`: the CRM's id of the member who asks, "" for Kaiwa itself. `made`: Provision.key → id there.
    """

    workspace: int
    meter: Meter
    user: str = ""
    origin: str = ""
    token: str = ""
    language: str = "en"
    made: Mapping[str, str] = field(default_factory=dict)


class CrmError(Exception):
    """The CRM refused or failed; nothing was done, unless AnswerLost says otherwise. Worded when read."""

    def __init__(self, code: str, *, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.params = dict(params or {})


class Refused(CrmError):
    """Trying again cannot help until a person acts. `cap`: a limit of the CRM's plan (P-07)."""

    def __init__(self, code: str, *, cap: bool = False, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, params=params)
        self.cap = cap


class Gone(CrmError):
    """The record or entry is no more."""

    def __init__(self, ref: Ref | None = None, *, merged_into: Ref | None = None) -> None:
        super().__init__("crm_gone")
        self.ref = ref
        self.merged_into = merged_into


class Changed(CrmError):
    """The entry is not what `expected` says. `content`: as it is now."""

    def __init__(self, content: str) -> None:
        super().__init__("crm_changed")
        self.content = content


class Unavailable(CrmError):
    """Not reached, or it is at work on itself."""

    def __init__(self, *, retry_after: timedelta | None = None) -> None:
        super().__init__("crm_unavailable")
        self.retry_after = retry_after


class Exhausted(CrmError):
    """Too many requests for now, or for today. Pauses the whole account."""

    def __init__(self, *, until: datetime | None = None) -> None:
        super().__init__("crm_exhausted")
        self.until = until


class SignedOut(CrmError):
    """The login is dead: the account needs attention."""

    def __init__(self) -> None:
        super().__init__("crm_signed_out")


class AnswerLost(CrmError):
    """It may have been done. Never repeated blindly: `recover` decides."""

    def __init__(self) -> None:
        super().__init__("crm_answer_lost")


class Backend(Protocol):
    """The adapter behind a CRM. One instance serves all workspaces."""

    name: str
    capabilities: Capabilities

    def me(self, account: Account) -> CrmUser:
        """Whose login it is."""
        ...

    def users(self, account: Account) -> Sequence[CrmUser]:
        """Those of the CRM account."""
        ...

    def prepare(self, account: Account, wanted: Sequence[Provision]) -> Mapping[str, str]:
        """Make what is missing, looking first; what there is, by Provision.key. What a plan refuses is left out."""
        ...

    def pipelines(self, account: Account) -> Sequence[Pipeline]:
        """All of them with their stages, in order; the first is the default."""
        ...

    def match(self, account: Account, tail: str) -> Found:
        """Persons with a number that may end in these 8 digits: more than fit, rather than fewer."""
        ...

    def named(self, account: Account, name: str) -> Found:
        """Persons of this name, for suggestions only."""
        ...

    def search(self, account: Account, text: str, kinds: Collection[Kind], limit: int) -> Sequence[Snapshot]:
        """What `account.user` is offered while they type."""
        ...

    def fetch(self, account: Account, refs: Collection[Ref]) -> Mapping[Ref, Snapshot | None]:
        """Each as it is now; None: it is gone."""
        ...

    def open_items(self, account: Account, person: Ref) -> Sequence[Snapshot]:
        """The person's open deals and leads."""
        ...

    def readers(self, account: Account, ref: Ref) -> Readers:
        """Who can read what is written on the record."""
        ...

    def create_person(self, account: Account, draft: PersonDraft) -> Snapshot: ...

    def create_item(self, account: Account, draft: ItemDraft) -> Snapshot: ...

    def change_person(self, account: Account, person: Ref, change: PersonChange) -> Snapshot: ...

    def set_owner(self, account: Account, ref: Ref, user: str) -> Snapshot: ...

    def set_chat_link(self, account: Account, ref: Ref, url: str) -> None:
        """Where the field is empty or ours; otherwise nothing happens."""
        ...

    def clear_chat_link(self, account: Account, ref: Ref, url: str) -> None:
        """Where the field holds exactly this; otherwise nothing happens."""
        ...

    def convert(self, account: Account, lead: Ref, *, pipeline: str = "", stage: str = "") -> Snapshot:
        """The deal that the lead became, with everything that hung on it."""
        ...

    def write(self, account: Account, draft: EntryDraft) -> Written: ...

    def rewrite(self, account: Account, form: Form, id: str, content: str, *, expected: str) -> Written:
        """`expected`: digest of what the last answer said. Raises Changed when it is something else by now."""
        ...

    def move(self, account: Account, form: Form, id: str, targets: Targets) -> Written:
        """To other records; its content stays, so that what a person edited can be moved too."""
        ...

    def remove(self, account: Account, form: Form, id: str, *, expected: str) -> None: ...

    def upload(self, account: Account, draft: FileDraft) -> str:
        """The file's id there."""
        ...

    def remove_file(self, account: Account, id: str) -> None: ...

    def recover(self, account: Account, lost: Lost) -> Written | Snapshot | str | None:
        """What became of it: an entry, a record, a file's id; None: it was not done."""
        ...


def digest(content: str) -> str:
    """SHA-256 in hex of exactly these characters: what `expected` holds."""
    return hashlib.sha256(content.encode()).hexdigest()
