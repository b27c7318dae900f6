"""What the built-in CRM keeps of conversations: notes, activities, files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kaiwa.crm.base import Account, Gone, Refused
from kaiwa.crm.builtin.models import Activity, Deal, File, Lead, Note, Organization, Person
from kaiwa.crm.builtin.records import activities, deals, entries, files, leads, organizations, persons, rows
from kaiwa.crm.builtin.records.entries import On
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.items import EntryDraft, FileDraft, Form, Kind, Lost, Ref, Snapshot, Targets, Written
from kaiwa.workspaces.models import Member, Workspace

KINDS: dict[Kind, type[Person | Organization | Lead | Deal]] = {
    "person": Person,
    "organization": Organization,
    "lead": Lead,
    "deal": Deal,
}
_FORMS: dict[Form, type[Note] | type[Activity]] = {"note": Note, "activity": Activity}


# Of a note or activity
ENTRY_BYTES = 200_000


class Entries:
    """The half of the backend that writes what was said."""

    def write(self, account: Account, draft: EntryDraft) -> Written:
        account.meter.add("write")
        _require_size(draft.content)
        on = _on(account, draft.targets)
        if draft.form == "note":
            note = entries.write(Note, on, draft.content, key=draft.key, at=draft.at, author=None)
            return _written(note)
        activity = entries.write(
            Activity,
            on,
            draft.content,
            key=draft.key,
            at=draft.at,
            author=None,
            type=activities.type_for(workspace_of(account), draft.type),
            subject=draft.subject[:255],
            due_date=draft.day,
            # A transcript is of what was done
            done_at=draft.at,
        )
        return _written(activity)

    def rewrite(self, account: Account, form: Form, id: str, content: str, *, expected: str) -> Written:
        account.meter.add("write")
        _require_size(content)
        model: Any = _FORMS[form]
        return _written(entries.rewrite(model, account.workspace, _pk(id), content, expected=expected))

    def move(self, account: Account, form: Form, id: str, targets: Targets) -> Written:
        account.meter.add("write")
        model: Any = _FORMS[form]
        return _written(entries.move(model, account.workspace, _pk(id), _on(account, targets)))

    def remove(self, account: Account, form: Form, id: str, *, expected: str) -> None:
        account.meter.add("write")
        model: Any = _FORMS[form]
        entries.remove(model, account.workspace, _pk(id), expected=expected)

    def upload(self, account: Account, draft: FileDraft) -> str:
        account.meter.add("write")
        return str(files.upload(_on(account, draft.targets), draft).pk)

    def remove_file(self, account: Account, id: str) -> None:
        account.meter.add("write")
        files.remove(account.workspace, _pk(id))

    def recover(self, account: Account, lost: Lost) -> Written | Snapshot | str | None:
        """By its key, which everything made here keeps."""
        account.meter.add("search")
        if not lost.key:
            return None
        if lost.what in {"note", "activity"}:
            model: Any = Note if lost.what == "note" else Activity
            entry = model.objects.for_workspace(account.workspace).filter(key=lost.key).first()
            return _written(entry) if entry else None
        if lost.what == "file":
            file = File.objects.for_workspace(account.workspace).filter(key=lost.key).first()
            return str(file.pk) if file else None
        models: dict[str, Any] = {"person": Person, "lead": Lead, "deal": Deal}
        record = models[lost.what].objects.for_workspace(account.workspace).filter(key=lost.key).first()
        return snapshot(record) if record else None


def change(row: rows.Record, changes: Mapping[str, Any], *, by: Member | None) -> rows.Record:
    """Change a record of any kind."""
    if isinstance(row, Person):
        return persons.change(row, changes, by=by)
    if isinstance(row, Organization):
        return organizations.change(row, changes, by=by)
    if isinstance(row, Lead):
        return leads.change(row, changes, by=by)
    return deals.change(row, changes, by=by)


def one(account: Account, ref: Ref) -> rows.Record:
    """The record, whoever may see it: what a member may see is asked where they ask. Raises Gone."""
    objects: Any = KINDS[ref.kind].objects
    column = {"uuid": _uuid(ref.id)} if ref.kind == "lead" else {"pk": _pk(ref.id)}
    row: rows.Record | None = objects.for_workspace(account.workspace).filter(**column).first()
    if row is None:
        raise Gone(ref)
    return row


def lead_of(account: Account, ref: Ref) -> Lead:
    """The lead, even if it is a deal by now. Raises Gone."""
    there = Lead.objects.filter(workspace=account.workspace, deleted_at=None, uuid=_uuid(ref.id))
    row = there.defer("tokens").first()
    if row is None:
        raise Gone(ref)
    return row


def workspace_of(account: Account) -> Workspace:
    return Workspace.objects.get(pk=account.workspace)


def member_of(account: Account) -> Member:
    """Who asks. Raises Refused for somebody who left."""
    there = Member.objects.active().filter(workspace=account.workspace, pk=_pk(account.user))
    member = there.select_related("user").first()
    if member is None:
        raise Refused("crm_not_allowed")
    return member


def owner_of(account: Account, user: str) -> Member | None:
    """Nobody for one who is not here any more."""
    return Member.objects.active().filter(workspace=account.workspace, pk=_pk(user)).first()


def _on(account: Account, targets: Targets) -> On:
    found = [one(account, ref) for ref in (targets.person, targets.item) if ref is not None]
    if not found:
        raise Refused("crm_invalid")
    return On.records(found)


def _require_size(content: str) -> None:
    if len(content.encode()) > ENTRY_BYTES:
        raise Refused("too_large", params={"limit": ENTRY_BYTES})


def _written(row: Note | Activity) -> Written:
    return Written(str(row.pk), row.content, row.at)


def _pk(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
