"""What became of a record: the lines of its feed that nobody wrote."""

from __future__ import annotations

from django.db import models

from kaiwa.crm.builtin.models.entry import Entry, EntryQuerySet

# Worded when read (web/src/i18n/*/crm.json)
CODES = (
    "created",
    "stage_changed",
    "value_changed",
    "won",
    "lost",
    "reopened",
    "converted",
    "archived",
    "restored",
    "owner_changed",
    "brought_back",
)


class ChangeQuerySet(EntryQuerySet["Change"]):
    pass


class Change(Entry):
    """A code and what it is about."""

    code = models.CharField(max_length=32)
    params = models.JSONField(default=dict, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta(Entry.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.code
