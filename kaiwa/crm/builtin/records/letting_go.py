"""What was deleted goes for good once nobody can bring it back any more."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from kaiwa.crm.builtin.models import Activity, Change, Deal, File, Lead, Note, Organization, Person
from kaiwa.crm.builtin.models.entry import KINDS
from kaiwa.crm.builtin.records import files
from kaiwa.crm.builtin.records.rows import Record

_ENTRIES: tuple[Any, ...] = (Note, Activity, File, Change)
_AT_ONCE = 200


def let_go(before: datetime) -> None:
    """What was deleted until then. Raises StorageAway; called again, it goes on."""
    # Leads before whom they are of
    for model in (Deal, Lead, Person, Organization):
        while found := list(_deleted(model, before)[:_AT_ONCE]):
            for row in found:
                _forget(row)


def _deleted(model: Any, before: datetime) -> Any:
    rows = model.objects.filter(deleted_at__lt=before).defer("tokens").order_by("pk")
    column = {Person: "person", Organization: "organization"}.get(model)
    if column is None:
        return rows
    # A lead is somebody's: as long as there is one, that somebody is kept
    held = Lead.objects.filter(converted_to=None, **{column: OuterRef("pk")})
    return rows.exclude(Exists(held))


def _forget(row: Record) -> None:
    kind = next(kind for kind, model in KINDS if isinstance(row, model))
    others = Q()
    for other, _model in KINDS:
        if other != kind:
            others |= Q(**{f"{other}__isnull": False})
    with transaction.atomic():
        for model in _ENTRIES:
            model.objects.filter(others, **{kind: row.pk}).update(**{kind: None})
        for file in File.objects.filter(**{kind: row.pk}).exclude(file=""):
            files.let_go(file.file, file.thumbnail)
        if isinstance(row, Person | Organization):
            Lead.objects.filter(**{kind: row.pk}).exclude(converted_to=None).delete()
        row.delete()
