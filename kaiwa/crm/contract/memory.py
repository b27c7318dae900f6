"""Memory: a CRM as strict as the strictest, for tests. It takes HTML and sanitizes it, and has no keys."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast, get_args

from kaiwa.crm import items
from kaiwa.crm.base import Account, CallKind, Changed, Gone, Refused, digest
from kaiwa.crm.capabilities import Capabilities
from kaiwa.crm.contract import memory_rows as rows_of
from kaiwa.crm.contract.commanded import Commands
from kaiwa.crm.contract.sanitizing import sanitize
from kaiwa.crm.contract.store import Rows, Store
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

P = ParamSpec("P")
R = TypeVar("R")


def _asked(
    kind: CallKind,
) -> Callable[[Callable[Concatenate[Memory, Account, P], R]], Callable[Concatenate[Memory, Account, P], R]]:
    """A request: metered before anything else, strict, and gone wrong when a test said so."""

    def wrap(
        method: Callable[Concatenate[Memory, Account, P], R],
    ) -> Callable[Concatenate[Memory, Account, P], R]:
        @wraps(method)
        def ask(self: Memory, account: Account, *args: P.args, **kwargs: P.kwargs) -> R:
            account.meter.add(kind, 1)
            for argument in (*args, *kwargs.values()):
                _require_text(argument)
            self.commands.before(method.__name__)
            with self.store.open() as self.rows:
                answer = method(self, account, *args, **kwargs)
            self.commands.after(method.__name__)
            return answer

        return cast("Callable[Concatenate[Memory, Account, P], R]", ask)

    return wrap


class Memory:
    """The same for all workspaces. `commands` have it go wrong."""

    name = "memory"
    capabilities = Capabilities(
        label="Memory",
        icon="database",
        markup="html",
        note_bytes=90_000,
        activity_bytes=90_000,
        file_bytes=None,
        title_length=255,
        pages=False,
        keys=False,
        reports=False,
        member_view=True,
        own_users=True,
    )

    def __init__(self) -> None:
        path = os.environ.get("KAIWA_MEMORY_CRM")
        self.store = Store(Path(path) if path else None)
        self.commands = Commands()
        self.rows: Rows = {}

    def reset(self) -> None:
        """As on the first day."""
        self.store.clear()
        self.commands = Commands()

    @_asked("read")
    def me(self, account: Account) -> CrmUser:
        return CrmUser("1", "Kaiwa", "kaiwa@example.com")

    @_asked("list")
    def users(self, account: Account) -> Sequence[CrmUser]:
        return [CrmUser("1", "Kaiwa", "kaiwa@example.com")]

    @_asked("list")
    def prepare(self, account: Account, wanted: Sequence[Provision]) -> Mapping[str, str]:
        return {each.key: f"made-{each.key}" for each in wanted}

    @_asked("list")
    def pipelines(self, account: Account) -> Sequence[Pipeline]:
        return [rows_of.PIPELINE]

    @_asked("search")
    def match(self, account: Account, tail: str) -> Found:
        found = [
            each
            for each in rows_of.persons(self.rows)
            if any(_digits(phone.value).endswith(tail) for phone in each.phones)
        ]
        return Found(tuple(found[:50]), complete=len(found) <= 50)

    @_asked("search")
    def named(self, account: Account, name: str) -> Found:
        wanted = name.casefold()
        return Found(tuple(each for each in rows_of.persons(self.rows) if each.title.casefold() == wanted))

    @_asked("search")
    def search(self, account: Account, text: str, kinds: Collection[Kind], limit: int) -> Sequence[Snapshot]:
        found = [
            each
            for each in rows_of.all_of(self.rows)
            if each.ref.kind in kinds
            and text.casefold() in each.title.casefold()
            and (each.audience == "everyone" or account.user in {"", each.owner})
        ]
        return found[:limit]

    @_asked("read")
    def fetch(self, account: Account, refs: Collection[Ref]) -> Mapping[Ref, Snapshot | None]:
        return {ref: rows_of.find(self.rows, ref) for ref in refs}

    @_asked("list")
    def open_items(self, account: Account, person: Ref) -> Sequence[Snapshot]:
        return [each for each in rows_of.all_of(self.rows) if each.person == person and each.status == "open"]

    @_asked("read")
    def readers(self, account: Account, ref: Ref) -> Readers:
        return Readers(everyone=rows_of.require(self.rows, ref).audience == "everyone")

    @_asked("write")
    def create_person(self, account: Account, draft: PersonDraft) -> Snapshot:
        self.commands.require_room("person")
        return rows_of.add_person(self.rows, draft)

    @_asked("write")
    def create_item(self, account: Account, draft: ItemDraft) -> Snapshot:
        self.commands.require_room(draft.kind)
        return rows_of.add_item(self.rows, draft)

    @_asked("write")
    def change_person(self, account: Account, person: Ref, change: PersonChange) -> Snapshot:
        phones = rows_of.require(self.rows, person).phones
        changes: dict[str, Any] = {}
        if change.name is not None:
            changes["title"] = change.name
        if change.add_phone is not None and change.add_phone.value not in {each.value for each in phones}:
            changes["phones"] = [[each.value, each.label] for each in (*phones, change.add_phone)]
        return rows_of.change(self.rows, person, changes)

    @_asked("write")
    def set_owner(self, account: Account, ref: Ref, user: str) -> Snapshot:
        return rows_of.change(self.rows, ref, {"owner": user})

    @_asked("write")
    def set_chat_link(self, account: Account, ref: Ref, url: str) -> None:
        rows_of.require(self.rows, ref)
        there = self.rows["records"][f"{ref.kind}:{ref.id}"].get("chat_link", "")
        if there.partition("/l/")[0] in {"", url.partition("/l/")[0]}:
            rows_of.change(self.rows, ref, {"chat_link": url})

    @_asked("write")
    def clear_chat_link(self, account: Account, ref: Ref, url: str) -> None:
        rows_of.require(self.rows, ref)
        if self.rows["records"][f"{ref.kind}:{ref.id}"].get("chat_link", "") == url:
            rows_of.change(self.rows, ref, {"chat_link": ""})

    @_asked("write")
    def convert(self, account: Account, lead: Ref, *, pipeline: str = "", stage: str = "") -> Snapshot:
        return rows_of.convert(self.rows, lead)

    @_asked("write")
    def write(self, account: Account, draft: EntryDraft) -> Written:
        self._require_size(draft.form, draft.content)
        rows_of.require_targets(self.rows, draft.targets)
        entry = {
            "content": sanitize(draft.content),
            "at": draft.at.isoformat(),
            "targets": rows_of.targets_of(draft.targets),
        }
        if draft.form == "activity":
            entry |= {"subject": draft.subject, "type": draft.type, "day": str(draft.day)}
        return _written(rows_of.add(self.rows, draft.form, entry), entry)

    @_asked("write")
    def rewrite(self, account: Account, form: Form, id: str, content: str, *, expected: str) -> Written:
        self._require_size(form, content)
        entry = self._expected(form, id, expected)
        entry["content"] = sanitize(content)
        return _written(id, entry)

    @_asked("write")
    def move(self, account: Account, form: Form, id: str, targets: Targets) -> Written:
        entry = self._entry(form, id)
        rows_of.require_targets(self.rows, targets)
        entry["targets"] = rows_of.targets_of(targets)
        return _written(id, entry)

    @_asked("write")
    def remove(self, account: Account, form: Form, id: str, *, expected: str) -> None:
        self._expected(form, id, expected)
        del self.rows[form][id]

    @_asked("write")
    def upload(self, account: Account, draft: FileDraft) -> str:
        rows_of.require_targets(self.rows, draft.targets)
        with draft.file.open() as opened:
            size = len(opened.read())
        entry = {"name": draft.name, "key": draft.key, "size": size}
        return rows_of.add(self.rows, "file", {**entry, "targets": rows_of.targets_of(draft.targets)})

    @_asked("write")
    def remove_file(self, account: Account, id: str) -> None:
        if self.rows["file"].pop(id, None) is None:
            raise Gone

    @_asked("list")
    def recover(self, account: Account, lost: Lost) -> Written | Snapshot | str | None:
        if lost.what in {"note", "activity"}:
            found = [id for id, entry in self.rows[lost.what].items() if f"#{lost.key}" in entry["content"]]
            return _written(found[0], self.rows[lost.what][found[0]]) if found else None
        if lost.what == "file":
            return next((id for id, file in self.rows["file"].items() if file["key"] == lost.key), None)
        return rows_of.keyed(self.rows, lost.what, lost.key)

    def _entry(self, form: Form, id: str) -> dict[str, Any]:
        entry: dict[str, Any] | None = self.rows[form].get(id)
        if entry is None:
            raise Gone
        return entry

    def _expected(self, form: Form, id: str, expected: str) -> dict[str, Any]:
        entry = self._entry(form, id)
        if digest(entry["content"]) != expected:
            raise Changed(entry["content"])
        return entry

    def _require_size(self, form: Form, content: str) -> None:
        limit = self.capabilities.note_bytes if form == "note" else self.capabilities.activity_bytes
        if len(content.encode()) > limit:
            raise Refused("too_large", params={"limit": limit})


def _written(id: str, entry: Mapping[str, Any]) -> Written:
    return Written(id, entry["content"], datetime.fromisoformat(entry["at"]))


def _digits(value: str) -> str:
    return "".join(letter for letter in value if letter.isdigit())


def _require_text(given: object) -> None:
    """Ids, kinds and forms as the contract has them: an int for an id is a mistake of ours."""
    if isinstance(given, Ref):
        if not isinstance(given.id, str) or given.kind not in get_args(items.Kind):
            raise TypeError(given)
    elif is_dataclass(given) and not isinstance(given, type):
        for each in fields(given):
            _require_text(getattr(given, each.name))
    elif isinstance(given, int) and not isinstance(given, bool):
        # `search` has a number, its limit: ids are none
        return
    elif isinstance(given, datetime) and given.tzinfo is None:
        raise TypeError(given)
