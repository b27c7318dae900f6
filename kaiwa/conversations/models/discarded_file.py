"""Files that nobody needs any more, until storage has let go of them."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now


class DiscardedFileManager(models.Manager["DiscardedFile"]):
    def add(self, *names: str) -> None:
        """To be deleted once the caller's transaction commits: until then its rows may still want them."""
        self.bulk_create([DiscardedFile(name=name) for name in names if name])


class DiscardedFile(models.Model):
    """A name in storage. The row goes when the file is gone, however long storage is away until then."""

    name = models.CharField(max_length=255)
    discarded_at = models.DateTimeField(db_default=Now())

    objects = DiscardedFileManager()

    def __str__(self) -> str:
        return self.name
