"""Records as the inbox knows them."""

from __future__ import annotations

from decimal import Decimal

from kaiwa.crm.builtin.models import Deal, Lead, Organization, Person, Stage
from kaiwa.crm.builtin.records.rows import Record, ref_of
from kaiwa.crm.items import Money, Phone, Ref, Snapshot, StageOf, Status


def snapshot(row: Record) -> Snapshot:
    """With its number of queries: one for each record beside it that was not joined."""
    phones: tuple[Phone, ...] = ()
    emails: tuple[str, ...] = ()
    if isinstance(row, Person):
        phones = tuple(Phone(each.value, each.label, each.primary) for each in row.phones.all())
        emails = tuple(each.value for each in row.emails.all())
    return Snapshot(
        ref=ref_of(row),
        title=str(row),
        status=_status(row),
        person=_person(row),
        organization=_organization(row),
        owner=str(row.owner_id or ""),
        owner_name=row.owner.name if row.owner else "",
        audience="everyone" if row.visibility == row.Visibility.EVERYONE else "owner",
        phones=phones,
        emails=emails,
        stage=_stage(row) if isinstance(row, Deal) else None,
        value=_money(row.value, row.currency) if isinstance(row, Deal | Lead) else None,
        url=f"/{ref_of(row).kind}s/{row.pk}",
        updated_at=row.updated_at,
    )


def _status(row: Record) -> Status:
    if row.archived_at is not None:
        return "archived"
    if isinstance(row, Deal) and row.status != Deal.Status.OPEN:
        return "won" if row.status == Deal.Status.WON else "lost"
    return "open"


def _person(row: Record) -> Ref | None:
    if isinstance(row, Deal | Lead) and row.person_id is not None:
        return Ref("person", str(row.person_id))
    return None


def _organization(row: Record) -> str:
    if isinstance(row, Organization) or row.organization is None:
        return ""
    return row.organization.name


def _stage(row: Deal) -> StageOf:
    stages = Stage.objects.filter(pipeline=row.pipeline_id, deleted_at=None).count()
    return StageOf(
        pipeline=str(row.pipeline_id),
        pipeline_name=row.pipeline.name,
        stage=str(row.stage_id),
        name=row.stage.name,
        place=row.stage.place or 0,
        of=stages,
    )


def _money(value: Decimal | None, currency: str) -> Money | None:
    return None if value is None else Money(value, currency)
