"""Deals over HTTP."""

from __future__ import annotations

from typing import Literal

from ninja import Query, Router, Schema, Status

from kaiwa.crm.builtin import paging, present, shapes
from kaiwa.crm.builtin.api.inputs import (
    Currency,
    Day,
    Line,
    Sought,
    Title,
    Value,
    Visible,
    drafted,
    first_stage,
    priced,
    visible,
)
from kaiwa.crm.builtin.models import Deal
from kaiwa.crm.builtin.pages import records
from kaiwa.crm.builtin.records import finding
from kaiwa.lib.api_types import Cursor, Input, Key, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["deals"])


class DealIn(Input):
    """`key` is made by the client for one press of *save*. Without `stage` it begins in the pipeline's first one."""

    title: Title
    key: Key
    person: Pk | None = None
    organization: Pk | None = None
    pipeline: Pk | None = None
    stage: Pk | None = None
    value: Value | None = None
    currency: Currency = ""
    owner: Pk | None = None
    visibility: Visible = "everyone"


class DealPatch(Input):
    """Only what is given changes. A stage of another pipeline takes the deal there."""

    title: Title = ""
    person: Pk | None = None
    organization: Pk | None = None
    stage: Pk = 0
    value: Value | None = None
    currency: Currency = ""
    lost_reason: Line = ""
    expected_close: Day | None = None
    owner: Pk | None = None
    visibility: Visible = "everyone"
    status: Literal["open", "won", "lost"] = "open"


class DealsQuery(Schema):
    """Which deals: of one stage's pipeline, of one state, of one owner; the archived ones apart."""

    q: Sought = ""
    pipeline: Pk | None = None
    status: Literal["open", "won", "lost"] | None = None
    owner: Pk | None = None
    archived: bool = False
    cursor: Cursor = ""
    limit: Limit = 50


class DealPage(Schema):
    """`next_cursor` is null on the last page."""

    items: list[shapes.DealCard]
    next_cursor: str | None


@router.get("/deals", response=DealPage)
def list_deals(request: MemberRequest, query: Query[DealsQuery]) -> DealPage:
    """Those you may see, the last changed first."""
    member = request.member
    rows = Deal.objects.visible_to(member).filter(archived_at__isnull=not query.archived)
    asked = {"pipeline": query.pipeline, "status": query.status, "owner": query.owner}
    rows = rows.filter(**{name: value for name, value in asked.items() if value is not None})
    searched = finding.holding(rows, query.q, member.workspace_id)
    found, after = paging.page(searched, query.cursor, query.limit, "updated_at")
    return DealPage(items=present.cards(found, member), next_cursor=after)


@router.post("/deals", response={201: shapes.DealOut})
def create_deal(request: MemberRequest, body: DealIn) -> Status[shapes.DealOut]:
    given = drafted(body, request.member) | {"stage": first_stage(body.pipeline, body.stage, request.member)}
    given.pop("pipeline", None)
    row = records.create(Deal, given, by=request.member)
    return Status(201, _shown(request, row.pk))


@router.get("/deals/{pk}", response=shapes.DealOut)
def get_deal(request: MemberRequest, pk: Pk) -> shapes.DealOut:
    return _shown(request, pk)


@router.patch("/deals/{pk}", response=shapes.DealOut)
def change_deal(request: MemberRequest, pk: Pk, body: DealPatch) -> shapes.DealOut:
    """Move it, win it, lose it. Whose it is and who sees it is for its owner and admins to say."""
    row = visible(Deal, pk, request.member)
    records.change(row, priced(body, row, request.member), by=request.member)
    return _shown(request, pk)


@router.delete("/deals/{pk}", response={204: None})
def delete_deal(request: MemberRequest, pk: Pk) -> Status[None]:
    """For its owner and admins."""
    records.delete(visible(Deal, pk, request.member), by=request.member)
    return Status(204, None)


@router.post("/deals/{pk}/archive", response=shapes.DealOut)
def archive_deal(request: MemberRequest, pk: Pk) -> shapes.DealOut:
    records.put_away(visible(Deal, pk, request.member), archived=True, by=request.member)
    return _shown(request, pk)


@router.post("/deals/{pk}/restore", response=shapes.DealOut)
def restore_deal(request: MemberRequest, pk: Pk) -> shapes.DealOut:
    records.put_away(visible(Deal, pk, request.member), archived=False, by=request.member)
    return _shown(request, pk)


def _shown(request: MemberRequest, pk: int) -> shapes.DealOut:
    return present.deal(visible(Deal, pk, request.member), request.member)
