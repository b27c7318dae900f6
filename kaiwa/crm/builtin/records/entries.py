"""Notes and activities: written, rewritten, moved, taken back; by members and by the inbox alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils import timezone

from kaiwa.crm.base import Changed, Gone, Refused, digest
from kaiwa.crm.builtin.models import Activity, Deal, Lead, Note, Organization, Person
from kaiwa.crm.builtin.records.rows import KINDS, Record
from kaiwa.live import publish
from kaiwa.workspaces.models import Member

Row = TypeVar("Row", Note, Activity)


@dataclass(frozen=True, slots=True)
class On:
    """The records that something hangs on: at least one."""

    person: Person | None = None
    organization: Organization | None = None
    lead: Lead | None = None
    deal: Deal | None = None

    @classmethod
    def record(cls, row: Record) -> On:
        return cls.records([row])

    @classmethod
    def records(cls, rows: Iterable[Record]) -> On:
        """Each under its kind."""
        by_kind: dict[str, Any] = {KINDS[type(row)]: row for row in rows}
        return cls(**by_kind)

    @property
    def rows(self) -> list[Record]:
        there = (self.person, self.organization, self.lead, self.deal)
        return [row for row in there if row is not None]

    def require_open(self) -> None:
        """Raises Refused: on what was put away nothing is written (P-06)."""
        if any(row.archived_at is not None for row in self.rows):
            raise Refused("archived")


def write(  # noqa: PLR0913 what an entry is made of
    model: type[Row], on: On, content: str, *, key: str, at: datetime, author: Member | None, **columns: Any
) -> Row:
    """Write one; the same key again, and it is the one there is. Raises Refused; Gone for one taken back."""
    on.require_open()
    workspace = on.rows[0].workspace_id
    try:
        with transaction.atomic():
            row: Row = model._default_manager.create(
                workspace_id=workspace,
                person=on.person,
                organization=on.organization,
                lead=on.lead,
                deal=on.deal,
                content=content,
                key=key,
                at=at,
                author=author,
                origin=model.Origin.MEMBER if author else model.Origin.KAIWA,
                **columns,
            )
            tell(row)
    except IntegrityError:
        if not key:
            raise
        row = model._default_manager.get(workspace=workspace, key=key)
    if row.deleted_at is not None:
        raise Gone
    return row


def rewrite(model: type[Row], workspace: int, pk: int, content: str, *, expected: str) -> Row:
    """The inbox's: only over what it wrote itself. Raises Gone; Changed when somebody edited it."""
    with transaction.atomic():
        row = locked(model, workspace, pk)
        _require(row, expected)
        row.content = content
        row.save(update_fields=["content"])
        tell(row)
    return row


def edit(row: Row, content: str, *, by: Member) -> Row:
    """A member's: from now on it is theirs. Raises Gone."""
    with transaction.atomic():
        now = locked(type(row), row.workspace_id, row.pk)
        if now.content != content:
            now.content, now.edited_at, now.edited_by = content, timezone.now(), by
            now.save(update_fields=["content", "edited_at", "edited_by"])
            tell(now)
    return now


def move(model: type[Row], workspace: int, pk: int, on: On) -> Row:
    """To other records, as it is. Raises Gone, Refused."""
    on.require_open()
    with transaction.atomic():
        row = locked(model, workspace, pk)
        tell(row)
        row.person, row.organization, row.lead, row.deal = on.person, on.organization, on.lead, on.deal
        row.save(update_fields=["person", "organization", "lead", "deal"])
        tell(row)
    return row


def remove(model: type[Row], workspace: int, pk: int, *, expected: str | None = None) -> None:
    """Take it back; `expected`: only while it says this. Raises Gone, Changed."""
    with transaction.atomic():
        row = locked(model, workspace, pk)
        if expected is not None:
            _require(row, expected)
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        tell(row)


def locked(model: type[Row], workspace: int, pk: int) -> Row:
    """As it is now, for this transaction alone. Raises Gone."""
    rows = model._default_manager.select_for_update(of=["self"], no_key=True)
    row: Row | None = rows.filter(workspace=workspace, deleted_at=None, pk=pk).first()
    if row is None:
        raise Gone
    return row


def _require(row: Note | Activity, expected: str) -> None:
    if digest(row.content) != expected:
        raise Changed(row.content)


def tell(row: Note | Activity) -> None:
    """Open pages of what it hangs on ask again."""
    on = {"person": row.person_id, "organization": row.organization_id}
    on |= {"lead": row.lead_id, "deal": row.deal_id}
    publish(row.workspace_id, records=[(kind, pk) for kind, pk in on.items() if pk is not None])
