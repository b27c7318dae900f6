"""A note on records: a member's, or the transcript of a conversation."""

from __future__ import annotations

from django.db import models

from kaiwa.crm.builtin.models.entry import Entry, EntryQuerySet
from kaiwa.workspaces.models import Member


class NoteQuerySet(EntryQuerySet["Note"]):
    pass


class Note(Entry):
    """Plain text. Of `origin` kaiwa: what was said in a conversation."""

    content = models.TextField()
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta(Entry.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.content[:40]
