"""Leads over HTTP."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from ninja import Router, Schema, Status
from pydantic import Field

from kaiwa.crm.builtin import paging, present, shapes
from kaiwa.crm.builtin.api.inputs import (
    Currency,
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
from kaiwa.crm.builtin.models import Deal, Lead
from kaiwa.crm.builtin.pages import leads, records
from kaiwa.crm.builtin.records import finding
from kaiwa.lib.api_types import Cursor, Input, Key, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["leads"])


class LeadIn(Input):
    """`key` is made by the client for one press of *save*. It is a person's or an organization's."""

    title: Title
    key: Key
    person: Pk | None = None
    organization: Pk | None = None
    value: Value | None = None
    currency: Currency = ""
    label: Line = ""
    owner: Pk | None = None
    visibility: Visible = "everyone"


class LeadPatch(Input):
    """Only what is given changes."""

    title: Title = ""
    person: Pk | None = None
    organization: Pk | None = None
    value: Value | None = None
    currency: Currency = ""
    label: Line = ""
    seen: bool = True
    owner: Pk | None = None
    visibility: Visible = "everyone"


class ConvertIn(Input):
    """Where the deal begins; without both, in the first stage of the first pipeline."""

    pipeline: Pk | None = None
    stage: Pk | None = None
    value: Value | None = None


class LeadsIn(Input):
    """What you may not see, and what is there no more, is left out."""

    leads: Annotated[list[Pk], Field(min_length=1, max_length=100)]


class LeadIds(Schema):
    leads: list[int]


class LeadPage(Schema):
    """`next_cursor` is null on the last page."""

    items: list[shapes.LeadRow]
    next_cursor: str | None


@router.get("/leads", response=LeadPage)
def list_leads(
    request: MemberRequest, q: Sought = "", archived: bool = False, cursor: Cursor = "", limit: Limit = 50
) -> LeadPage:
    """Those you may see, the newest first; the archived ones apart."""
    member = request.member
    rows = Lead.objects.visible_to(member).filter(archived_at__isnull=not archived)
    found, after = paging.page(finding.holding(rows, q, member.workspace_id), cursor, limit)
    return LeadPage(items=present.leads(found, member), next_cursor=after)


@router.post("/leads", response={201: shapes.LeadOut})
def create_lead(request: MemberRequest, body: LeadIn) -> Status[shapes.LeadOut]:
    row = records.create(Lead, drafted(body, request.member), by=request.member)
    return Status(201, _shown(request, row.pk))


@router.post("/leads/archive", response=LeadIds)
def archive_leads(request: MemberRequest, body: LeadsIn) -> LeadIds:
    """Several at once; which of them were put away by this."""
    return LeadIds(leads=leads.put_away_all(body.leads, archived=True, by=request.member))


@router.post("/leads/restore", response=LeadIds)
def restore_leads(request: MemberRequest, body: LeadsIn) -> LeadIds:
    """Several at once; which of them are back by this."""
    return LeadIds(leads=leads.put_away_all(body.leads, archived=False, by=request.member))


@router.get("/leads/{pk}", response=shapes.LeadOut)
def get_lead(request: MemberRequest, pk: Pk) -> shapes.LeadOut:
    return _shown(request, pk)


@router.patch("/leads/{pk}", response=shapes.LeadOut)
def change_lead(request: MemberRequest, pk: Pk, body: LeadPatch) -> shapes.LeadOut:
    """Whose it is and who sees it is for its owner and admins to say."""
    row = visible(Lead, pk, request.member)
    records.change(row, priced(body, row, request.member), by=request.member)
    return _shown(request, pk)


@router.delete("/leads/{pk}", response={204: None})
def delete_lead(request: MemberRequest, pk: Pk) -> Status[None]:
    """For its owner and admins."""
    records.delete(visible(Lead, pk, request.member), by=request.member)
    return Status(204, None)


@router.post("/leads/{pk}/convert", response=shapes.DealOut)
def convert_lead(request: MemberRequest, pk: Pk, body: ConvertIn) -> shapes.DealOut:
    """The deal that it becomes, with its notes, files and conversations."""
    row = visible(Lead, pk, request.member)
    stage = first_stage(body.pipeline, body.stage, request.member)
    value = Decimal(body.value) if body.value is not None else None
    deal = leads.convert(row, stage, value, by=request.member)
    return present.deal(visible(Deal, deal.pk, request.member), request.member)


@router.post("/leads/{pk}/archive", response=shapes.LeadOut)
def archive_lead(request: MemberRequest, pk: Pk) -> shapes.LeadOut:
    records.put_away(visible(Lead, pk, request.member), archived=True, by=request.member)
    return _shown(request, pk)


@router.post("/leads/{pk}/restore", response=shapes.LeadOut)
def restore_lead(request: MemberRequest, pk: Pk) -> shapes.LeadOut:
    records.put_away(visible(Lead, pk, request.member), archived=False, by=request.member)
    return _shown(request, pk)


def _shown(request: MemberRequest, pk: int) -> shapes.LeadOut:
    return present.lead(visible(Lead, pk, request.member), request.member)
