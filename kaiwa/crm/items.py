"""What goes over the contract with a CRM: records, drafts of what we write, and what the CRM tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from kaiwa.lib.files import OpenFile

Kind = Literal["person", "organization", "lead", "deal"]
Form = Literal["note", "activity"]
Status = Literal["open", "won", "lost", "archived"]
# everyone: all members; owner: the owner and admins; unknown: the CRM has groups we do not know, so that others
# are shown no title
Audience = Literal["everyone", "owner", "unknown"]


# --- records as they are ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A record by its kind and its id in the CRM."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as somebody typed it."""

    value: str
    label: str = ""
    primary: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class StageOf:
    """Where a deal stands: `place` of `of` stages, from 1."""

    pipeline: str
    pipeline_name: str
    stage: str
    name: str
    place: int
    of: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A record as far as the inbox shows it. `person` of a lead or deal; `organization` by name."""

    ref: Ref
    title: str
    status: Status = "open"
    person: Ref | None = None
    organization: str = ""
    owner: str = ""
    owner_name: str = ""
    audience: Audience = "everyone"
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    stage: StageOf | None = None
    value: Money | None = None
    url: str = ""
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave; not `complete`: there are more than it gives."""

    snapshots: tuple[Snapshot, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Stage:
    id: str
    name: str
    place: int


@dataclass(frozen=True, slots=True)
class Pipeline:
    id: str
    name: str
    stages: tuple[Stage, ...]


@dataclass(frozen=True, slots=True)
class CrmUser:
    id: str
    name: str
    email: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Readers:
    """Who can read what hangs on a record; `everyone`: all users of the CRM account."""

    everyone: bool
    users: tuple[CrmUser, ...] = ()


# --- what we ask for --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Targets:
    """What a note hangs on; `item` is a deal or a lead. One note hangs on both at once."""

    person: Ref | None = None
    item: Ref | None = None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    name: str
    key: str
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    owner: str = ""
    audience: Audience | None = None
    chat_link: str = ""


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A lead or a deal. Empty pipeline: the default one; a pipeline without stage: its first one."""

    title: str
    key: str
    kind: Literal["lead", "deal"]
    person: Ref
    value: Money | None = None
    pipeline: str = ""
    stage: str = ""
    owner: str = ""
    audience: Audience | None = None
    chat_link: str = ""


@dataclass(frozen=True, slots=True)
class PersonChange:
    name: str | None = None
    add_phone: Phone | None = None


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """A note, or an activity already done. `key` stands in `content` (its link ends in #key): the marker.

    `subject`, `type` (as `prepare` gave it) and `day` are an activity's.
    """

    form: Form
    key: str
    content: str
    targets: Targets
    at: datetime
    subject: str = ""
    type: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """An entry as the CRM has it now, sanitized: `content` is the base of the next comparison."""

    id: str
    content: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FileDraft:
    key: str
    name: str
    file: OpenFile
    targets: Targets


@dataclass(frozen=True, slots=True)
class Lost:
    """Something asked for since `since`, of which the answer never came."""

    what: Literal["person", "lead", "deal", "note", "activity", "file"]
    key: str
    targets: Targets
    since: datetime
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """Something the CRM must have before we write: an activity type, or a field."""

    what: Literal["activity_type", "person_field", "deal_field"]
    key: str
    name: str
    icon: str = ""


# --- reports: what the CRM says happened, in any order, twice or never --------------------------------------


@dataclass(frozen=True, slots=True)
class RecordChanged:
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class RecordGone:
    ref: Ref
    merged_into: Ref | None = None


@dataclass(frozen=True, slots=True)
class LeadConverted:
    lead: Ref
    deal: Snapshot


@dataclass(frozen=True, slots=True)
class EntryChanged:
    form: Form
    id: str
    content: str


@dataclass(frozen=True, slots=True)
class EntryGone:
    form: Form
    id: str


@dataclass(frozen=True, slots=True)
class StagesChanged:
    """Pipelines or stages are others than they were; as they are now, where the CRM tells."""

    pipelines: tuple[Pipeline, ...] = ()


Report = RecordChanged | RecordGone | LeadConverted | EntryChanged | EntryGone | StagesChanged
