"""The board: open deals by their stages, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Sum

from kaiwa.crm.builtin import paging, present, shapes
from kaiwa.crm.builtin.models import Deal, Pipeline, Stage
from kaiwa.crm.builtin.models.deal import DealQuerySet
from kaiwa.crm.builtin.records import finding
from kaiwa.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class View:
    """What of the board somebody looks at. `owner`: whose deals only; `q`: found by this."""

    member: Member
    owner: int | None = None
    q: str = ""

    def deals(self) -> DealQuerySet:
        rows = Deal.objects.visible_to(self.member).open()
        if self.owner is not None:
            rows = rows.filter(owner=self.owner)
        found = finding.holding(rows, self.q, self.member.workspace_id)
        assert isinstance(found, DealQuerySet)
        return found


@dataclass(frozen=True, slots=True)
class Column:
    stage: Stage
    deals: list[shapes.DealCard]
    next_cursor: str | None


def columns(stages: Iterable[Stage], view: View, limit: int) -> list[Column]:
    """The first deals of each: which they are is asked by column, what they say of all at once."""
    deals = view.deals()
    firsts = [(stage, *paging.keys(deals.filter(stage=stage), "", limit, "entered_at")) for stage in stages]
    wanted = [pk for _stage, pks, _after in firsts for pk in pks]
    rows = Deal.objects.visible_to(view.member).open().filter(pk__in=wanted)
    cards = {card.id: card for card in present.cards(rows, view.member)}
    return [
        Column(stage, [cards[pk] for pk in pks if pk in cards and cards[pk].stage_id == stage.pk], after)
        for stage, pks, after in firsts
    ]


def column(stage: Stage, view: View, cursor: str, limit: int) -> tuple[list[shapes.DealCard], str | None]:
    """The newest in the stage first."""
    rows, after = paging.page(view.deals().filter(stage=stage), cursor, limit, "entered_at")
    return present.cards(rows, view.member), after


def sums(pipeline: Pipeline, view: View) -> list[shapes.SumRow]:
    """Read from the index alone, where nothing is looked for."""
    rows = view.deals().filter(pipeline=pipeline)
    counted = rows.order_by("stage", "currency").values_list("stage", "currency")
    return [
        shapes.SumRow(
            stage=stage, currency=currency, count=count, value=None if value is None else f"{value:f}"
        )
        for stage, currency, count, value in counted.annotate(deals=Count("*"), worth=Sum("value"))
    ]
