"""What every record has in common when it is made or changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import Func, Value
from django.db.models.functions import Now
from django.utils import timezone

from kaiwa.crm.base import Gone
from kaiwa.crm.builtin.models import Change, Deal, Lead, Organization, Person
from kaiwa.crm.items import Kind, Ref
from kaiwa.lib.tokens.words import MARK, tokens_of
from kaiwa.live import publish
from kaiwa.workspaces.models import Member

Row = TypeVar("Row", Person, Organization, Lead, Deal)
Record = Person | Organization | Lead | Deal

KINDS: dict[type[models.Model], Kind] = {
    Person: "person",
    Organization: "organization",
    Lead: "lead",
    Deal: "deal",
}


def ref_of(row: Record) -> Ref:
    """By this the record is known outside."""
    return Ref(KINDS[type(row)], str(row.uuid) if isinstance(row, Lead) else str(row.pk))


def workspace_token(workspace: int) -> str:
    return f"{MARK}w{workspace}"


def tokens(workspace: int, texts: Iterable[str], more: Iterable[str] = ()) -> Func:
    """What a record is found by; for the column `tokens`."""
    found = sorted(tokens_of(texts) | set(more) | {workspace_token(workspace)})
    words: Value = Value(found, output_field=ArrayField(models.TextField()))
    return Func(
        words,
        function="array_to_tsvector",
        template="%(function)s(%(expressions)s::text[])",
        output_field=SearchVectorField(),
    )


def locked(row: Row) -> Row:
    """The row as it is now, for this transaction alone. Raises Gone."""
    now: Row | None = (
        type(row)
        ._default_manager.select_for_update(of=["self"], no_key=True)
        .filter(pk=row.pk, deleted_at=None)
        .defer("tokens")
        .first()
    )
    if now is None:
        raise Gone(ref_of(row))
    return now


def put(row: Record, changes: Mapping[str, Any]) -> None:
    """Write these columns, and when."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.updated_at = Now()  # the database's clock, for all processes
    row.save(update_fields=[*changes, "updated_at"])
    row.refresh_from_db(fields=["updated_at"])


def tell(*rows: Record) -> None:
    """Open browsers ask again for these."""
    if rows:
        publish(rows[0].workspace_id, records=[(KINDS[type(row)], row.pk) for row in rows])


def note_change(row: Record, code: str, *, by: Member | None, **params: Any) -> None:
    """A line of its feed."""
    Change.objects.create(
        workspace_id=row.workspace_id,
        at=timezone.now(),
        author=by,
        origin=Change.Origin.MEMBER if by else Change.Origin.KAIWA,
        code=code,
        params=params,
        **{KINDS[type(row)]: row},
    )


def differing(row: Record, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those that are others than they were."""
    return {name: value for name, value in changes.items() if getattr(row, name) != value}


def change_owner(row: Record, before: Member | None, *, by: Member | None) -> None:
    """The line about it, where it is another one."""
    if row.owner != before:
        note_change(
            row,
            "owner_changed",
            by=by,
            before=before.name if before else "",
            name=row.owner.name if row.owner else "",
        )


def delete(row: Row, *, by: Member | None) -> None:
    """Gone for everybody; an admin can bring it back within 30 days. Raises Gone."""
    with transaction.atomic():
        now = locked(row)
        put(now, {"deleted_at": timezone.now(), "deleted_by": by})
        tell(now)


def bring_back(row: Row, *, by: Member | None) -> Row:
    """What was deleted, as it was; once. Raises Gone."""
    with transaction.atomic():
        deleted = type(row)._default_manager.select_for_update(of=["self"], no_key=True)
        now: Row | None = deleted.filter(pk=row.pk).exclude(deleted_at=None).defer("tokens").first()
        if now is None:
            raise Gone(ref_of(row))
        put(now, {"deleted_at": None, "deleted_by": None})
        note_change(now, "brought_back", by=by)
        tell(now)
    return now
