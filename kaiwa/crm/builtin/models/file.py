"""A file on records."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from kaiwa.crm.builtin.models.entry import Entry, EntryQuerySet


class FileQuerySet(EntryQuerySet["File"]):
    pass


class File(Entry):
    """A copy of its own: what becomes of the conversation it came from does not matter to it (H-12)."""

    name = models.CharField(max_length=255)
    mime = models.CharField(max_length=127, blank=True, db_default="", default="")
    size = models.BigIntegerField(default=0)
    # Where storage keeps it; empty once its bytes are gone
    file = models.CharField(max_length=255, blank=True, db_default="", default="")
    # A smaller picture of it, where storage keeps that; and its size in pixels
    thumbnail = models.CharField(max_length=255, blank=True, db_default="", default="")
    width = models.IntegerField(null=True, blank=True)
    height = models.IntegerField(null=True, blank=True)

    objects = FileQuerySet.as_manager()

    class Meta(Entry.Meta):
        abstract = False
        indexes = [
            *Entry.Meta.indexes,
            # Those whose bytes are to go
            models.Index(
                fields=["deleted_at"],
                condition=Q(deleted_at__isnull=False) & ~Q(file=""),
                name="file_to_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.name
