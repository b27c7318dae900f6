"""The board of a pipeline over HTTP: its columns, and what they are worth."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from kaiwa.crm.builtin import board, shapes
from kaiwa.crm.builtin.api.inputs import Sought
from kaiwa.crm.builtin.models import Pipeline, Stage
from kaiwa.lib.api_types import Cursor, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["deals"])


class ColumnOut(shapes.StageRow):
    """A stage with its first deals, the newest in it first; `next_cursor` is null where these are all."""

    deals: list[shapes.DealCard]
    next_cursor: str | None


class PipelineName(Schema):
    id: int
    name: str


class BoardOut(Schema):
    pipeline: PipelineName
    stages: list[ColumnOut]


class ColumnQuery(Schema):
    """As for the board."""

    owner: Pk | None = None
    q: Sought = ""
    cursor: Cursor = ""
    limit: Limit = 30


class ColumnPage(Schema):
    """`next_cursor` is null on the last page."""

    items: list[shapes.DealCard]
    next_cursor: str | None


@router.get("/pipelines/{pk}/board", response=BoardOut)
def get_board(
    request: MemberRequest, pk: Pk, owner: Pk | None = None, q: Sought = "", limit: Limit = 30
) -> BoardOut:
    """Open deals that you may see. `owner`: only whose; `q`: only what this finds."""
    pipeline = get_object_or_404(Pipeline.objects.visible_to(request.member), pk=pk)
    view = board.View(request.member, owner, q)
    stages = [
        ColumnOut(
            id=each.stage.pk,
            name=each.stage.name,
            place=each.stage.place or 0,
            deals=each.deals,
            next_cursor=each.next_cursor,
        )
        for each in board.columns(
            Stage.objects.visible_to(request.member).filter(pipeline=pipeline), view, limit
        )
    ]
    return BoardOut(pipeline=PipelineName(id=pipeline.pk, name=pipeline.name), stages=stages)


@router.get("/pipelines/{pk}/sums", response=list[shapes.SumRow])
def get_sums(request: MemberRequest, pk: Pk, owner: Pk | None = None, q: Sought = "") -> list[shapes.SumRow]:
    """Of the open deals that you may see, by stage and currency. `owner`, `q`: as for the board."""
    pipeline = get_object_or_404(Pipeline.objects.visible_to(request.member), pk=pk)
    return board.sums(pipeline, board.View(request.member, owner, q))


@router.get("/stages/{pk}/deals", response=ColumnPage)
def list_stage_deals(request: MemberRequest, pk: Pk, query: Query[ColumnQuery]) -> ColumnPage:
    """How a column of the board goes on."""
    stage = get_object_or_404(Stage.objects.visible_to(request.member), pk=pk)
    view = board.View(request.member, query.owner, query.q)
    deals, after = board.column(stage, view, query.cursor, query.limit)
    return ColumnPage(items=deals, next_cursor=after)
