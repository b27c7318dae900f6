"""Notes on the pages of records."""

from __future__ import annotations

from django.utils import timezone

from kaiwa.crm.builtin.models import Note
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import entries
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.crm.items import EntryChanged, EntryGone
from kaiwa.workspaces.models import Member


def write(record: Record, text: str, *, key: str, by: Member) -> Note:
    """Raises ApiError on what was archived."""
    with telling.worded():
        on = entries.On.record(record)
        return entries.write(Note, on, text, key=key, at=timezone.now(), author=by)


def edit(note: Note, text: str, *, by: Member) -> Note:
    """A transcript too: from then on it is its editor's, and what is said goes on in a new one (INB-38)."""
    with telling.worded():
        row = entries.edit(note, text, by=by)
    telling.report(by.workspace, EntryChanged("note", str(row.pk), row.content))
    return row


def delete(note: Note, *, by: Member) -> None:
    with telling.worded():
        entries.remove(Note, note.workspace_id, note.pk)
    telling.report(by.workspace, EntryGone("note", str(note.pk)))
