"""Records as the pages and the stream show them, any number of them in a fixed number of queries.

Whoever may see a deal may not see its person: such a name is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import QuerySet

from kaiwa.crm.builtin import shapes
from kaiwa.crm.builtin.models import Deal, Lead, Organization, Person, Pipeline
from kaiwa.crm.builtin.models.visible import Visible
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.lib import phone
from kaiwa.workspaces.models import Member

_Row = TypeVar("_Row", Deal, Lead)
# So many deals, leads and persons stand beside a person or an organization
BESIDE = 100
Sees = Callable[[Visible], bool]


def deal_cards(workspace: int, ids: Collection[int]) -> list[tuple[shapes.DealCard, str, int | None]]:
    """For the stream: each with its visibility and its owner; it says what all who see the deal may read."""
    rows = _joined(Deal.objects.for_workspace(workspace).filter(pk__in=ids, archived_at=None).order_by("pk"))
    return [(_card(row, _whoever_sees(row)), row.visibility, row.owner_id) for row in rows]


def lead_rows(workspace: int, ids: Collection[int]) -> list[tuple[shapes.LeadRow, str, int | None]]:
    """The same for leads."""
    rows = _joined(Lead.objects.for_workspace(workspace).filter(pk__in=ids).order_by("pk"))
    return [(_lead(row, _whoever_sees(row)), row.visibility, row.owner_id) for row in rows]


def cards(rows: QuerySet[Deal], member: Member) -> list[shapes.DealCard]:
    """`rows`, in their order."""
    return [_card(row, _seen_by(member)) for row in _joined(rows)]


def leads(rows: QuerySet[Lead], member: Member) -> list[shapes.LeadRow]:
    return [_lead(row, _seen_by(member)) for row in _joined(rows)]


def deal(row: Deal, member: Member) -> shapes.DealOut:
    return shapes.DealOut(
        **_card(row, _seen_by(member)).model_dump(),
        fields=row.fields,
        chat_link=row.chat_link,
        created_at=row.created_at,
        archived_at=row.archived_at,
        lost_reason=row.lost_reason,
        expected_close=row.expected_close,
        may=may(row, member),
    )


def lead(row: Lead, member: Member) -> shapes.LeadOut:
    return shapes.LeadOut(
        **_lead(row, _seen_by(member)).model_dump(),
        chat_link=row.chat_link,
        visibility=row.visibility,
        updated_at=row.updated_at,
        may=may(row, member),
    )


def persons(rows: QuerySet[Person], member: Member) -> list[shapes.PersonRow]:
    joined = rows.select_related("organization", "owner__user").defer("tokens", "organization__tokens")
    joined = joined.prefetch_related("phones", "emails")
    return [shapes.PersonRow(**_person(row, member)) for row in joined]


def person(row: Person, member: Member) -> shapes.PersonOut:
    return shapes.PersonOut(
        **_person(row, member),
        chat_link=row.chat_link,
        deals=cards(_beside(Deal, row, member), member),
        leads=leads(_beside(Lead, row, member), member),
        may=may(row, member),
    )


def organizations(rows: QuerySet[Organization]) -> list[shapes.OrganizationRow]:
    return [shapes.OrganizationRow(**_organization(row)) for row in rows.select_related("owner__user")]


def organization(row: Organization, member: Member) -> shapes.OrganizationOut:
    people = Person.objects.visible_to(member).filter(organization=row).order_by("name", "pk")
    return shapes.OrganizationOut(
        **_organization(row),
        persons=[shapes.NamedShape(id=each.pk, name=each.name) for each in people[:BESIDE]],
        deals=cards(_beside(Deal, row, member), member),
        leads=leads(_beside(Lead, row, member), member),
        may=may(row, member),
    )


def pipelines(rows: Iterable[Pipeline]) -> list[shapes.PipelineRow]:
    return [
        shapes.PipelineRow(
            id=row.pk,
            name=row.name,
            stages=[
                shapes.StageRow(id=stage.pk, name=stage.name, place=stage.place)
                for stage in sorted(row.stages.all(), key=lambda stage: stage.place or 0)
                if stage.place is not None
            ],
        )
        for row in rows
    ]


def may(row: Visible, member: Member) -> shapes.MayShape:
    """Whoever sees it may change it; whose it is decides."""
    change = not isinstance(row, Deal | Lead) or row.archived_at is None
    return shapes.MayShape(change=change, decide=member.is_admin or row.owner_id == member.pk)


def member(row: Member | None) -> shapes.NamedShape | None:
    return shapes.NamedShape(id=row.pk, name=row.name) if row else None


def _beside(model: type[_Row], row: Record, member: Member) -> QuerySet[_Row]:
    objects: Any = model.objects
    column = "person" if isinstance(row, Person) else "organization"
    there: QuerySet[_Row] = objects.visible_to(member).filter(**{column: row.pk}, archived_at=None)
    return there.order_by("-updated_at", "-pk")[:BESIDE]


def _joined(rows: QuerySet[_Row]) -> Sequence[_Row]:
    return list(
        rows.select_related("person", "organization", "owner__user").defer(
            "tokens", "person__tokens", "organization__tokens"
        )
    )


def _card(row: Deal, sees: Sees) -> shapes.DealCard:
    return shapes.DealCard(
        id=row.pk,
        title=row.title,
        value=_value(row.value),
        currency=row.currency,
        stage_id=row.stage_id,
        pipeline_id=row.pipeline_id,
        status=row.status,
        person=_named(row.person, sees),
        organization=_named(row.organization, sees),
        owner=member(row.owner),
        entered_at=row.entered_at,
        updated_at=row.updated_at,
        visibility=row.visibility,
    )


def _lead(row: Lead, sees: Sees) -> shapes.LeadRow:
    return shapes.LeadRow(
        id=row.pk,
        title=row.title,
        value=_value(row.value),
        currency=row.currency,
        person=_named(row.person, sees),
        organization=_named(row.organization, sees),
        owner=member(row.owner),
        label=row.label,
        seen=row.seen,
        source=row.source,
        created_at=row.created_at,
        archived_at=row.archived_at,
    )


def _person(row: Person, reader: Member) -> dict[str, Any]:
    region = phone.region_of(reader.workspace.time_zone)
    return {
        "id": row.pk,
        "name": row.name,
        "phones": [
            shapes.PhoneShape(
                value=each.value, label=each.label, readable=bool(phone.read(each.value, region))
            )
            for each in row.phones.all()
        ],
        "emails": [shapes.EmailShape(value=each.value, label=each.label) for each in row.emails.all()],
        "organization": _named(row.organization, _seen_by(reader)),
        "owner": member(row.owner),
        "visibility": row.visibility,
        "created_at": row.created_at,
    }


def _organization(row: Organization) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "address": row.address,
        "owner": member(row.owner),
        "visibility": row.visibility,
        "created_at": row.created_at,
    }


def _named(row: Person | Organization | None, sees: Sees) -> shapes.NamedShape | None:
    if row is None or row.deleted_at is not None or not sees(row):
        return None
    return shapes.NamedShape(id=row.pk, name=row.name)


def _seen_by(reader: Member) -> Sees:
    """As `visible_to`, of a row at hand."""
    return lambda row: (
        row.visibility == Visible.Visibility.EVERYONE or row.owner_id == reader.pk or reader.is_admin
    )


def _whoever_sees(of: Visible) -> Sees:
    """Everybody who may see `of` may see the other row too."""
    alone = of.visibility == Visible.Visibility.OWNER
    return lambda row: (
        row.visibility == Visible.Visibility.EVERYONE
        or (alone and row.owner_id is not None and row.owner_id == of.owner_id)
    )


def _value(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
