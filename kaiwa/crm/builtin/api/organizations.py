"""Organizations over HTTP."""

from __future__ import annotations

from ninja import Router, Schema, Status

from kaiwa.crm.builtin import paging, present, shapes
from kaiwa.crm.builtin.api.inputs import Line, Sought, Title, Visible, columns, drafted, visible
from kaiwa.crm.builtin.models import Organization
from kaiwa.crm.builtin.pages import records
from kaiwa.crm.builtin.records import finding
from kaiwa.lib.api_types import Cursor, Input, Key, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["organizations"])


class OrganizationIn(Input):
    """`key` is made by the client for one press of *save*. Without `owner` it is yours."""

    name: Title
    key: Key
    address: Line = ""
    owner: Pk | None = None
    visibility: Visible = "everyone"


class OrganizationPatch(Input):
    """Only what is given changes."""

    name: Title = ""
    address: Line = ""
    owner: Pk | None = None
    visibility: Visible = "everyone"


class OrganizationPage(Schema):
    """`next_cursor` is null on the last page."""

    items: list[shapes.OrganizationRow]
    next_cursor: str | None


@router.get("/organizations", response=OrganizationPage)
def list_organizations(
    request: MemberRequest, q: Sought = "", cursor: Cursor = "", limit: Limit = 50
) -> OrganizationPage:
    """Those you may see, the newest first. `q`: found by name or address."""
    member = request.member
    rows = finding.holding(Organization.objects.visible_to(member), q, member.workspace_id)
    found, after = paging.page(rows, cursor, limit)
    return OrganizationPage(items=present.organizations(found), next_cursor=after)


@router.post("/organizations", response={201: shapes.OrganizationOut})
def create_organization(request: MemberRequest, body: OrganizationIn) -> Status[shapes.OrganizationOut]:
    row = records.create(Organization, drafted(body, request.member), by=request.member)
    return Status(201, _shown(request, row.pk))


@router.get("/organizations/{pk}", response=shapes.OrganizationOut)
def get_organization(request: MemberRequest, pk: Pk) -> shapes.OrganizationOut:
    return _shown(request, pk)


@router.patch("/organizations/{pk}", response=shapes.OrganizationOut)
def change_organization(request: MemberRequest, pk: Pk, body: OrganizationPatch) -> shapes.OrganizationOut:
    """Whose it is and who sees it is for its owner and admins to say."""
    row = visible(Organization, pk, request.member)
    records.change(row, columns(body, request.member), by=request.member)
    return _shown(request, pk)


@router.delete("/organizations/{pk}", response={204: None})
def delete_organization(request: MemberRequest, pk: Pk) -> Status[None]:
    """For its owner and admins. Its persons and deals stay."""
    records.delete(visible(Organization, pk, request.member), by=request.member)
    return Status(204, None)


def _shown(request: MemberRequest, pk: int) -> shapes.OrganizationOut:
    return present.organization(visible(Organization, pk, request.member), request.member)
