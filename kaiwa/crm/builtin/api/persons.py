"""Persons over HTTP."""

from __future__ import annotations

from ninja import Router, Schema, Status

from kaiwa.crm.builtin import paging, present, shapes
from kaiwa.crm.builtin.api.inputs import Emails, Phones, Sought, Title, Visible, columns, drafted, visible
from kaiwa.crm.builtin.models import Person
from kaiwa.crm.builtin.pages import records
from kaiwa.crm.builtin.records import finding
from kaiwa.lib.api_types import Cursor, Input, Key, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["persons"])


class PersonIn(Input):
    """`key` is made by the client for one press of *save*. Without `owner` it is yours."""

    name: Title
    key: Key
    phones: Phones = []
    emails: Emails = []
    organization: Pk | None = None
    owner: Pk | None = None
    visibility: Visible = "everyone"


class PersonPatch(Input):
    """Only what is given changes; `phones` and `emails` are all of them, the first is the main one."""

    name: Title = ""
    phones: Phones = []
    emails: Emails = []
    organization: Pk | None = None
    owner: Pk | None = None
    visibility: Visible = "everyone"


class PersonPage(Schema):
    """`next_cursor` is null on the last page."""

    items: list[shapes.PersonRow]
    next_cursor: str | None


@router.get("/persons", response=PersonPage)
def list_persons(
    request: MemberRequest, q: Sought = "", cursor: Cursor = "", limit: Limit = 50
) -> PersonPage:
    """Those you may see, the newest first. `q`: found by name, number, address or organization."""
    member = request.member
    rows = finding.holding(Person.objects.visible_to(member), q, member.workspace_id)
    found, after = paging.page(rows, cursor, limit)
    return PersonPage(items=present.persons(found, member), next_cursor=after)


@router.post("/persons", response={201: shapes.PersonOut})
def create_person(request: MemberRequest, body: PersonIn) -> Status[shapes.PersonOut]:
    row = records.create(Person, drafted(body, request.member), by=request.member)
    return Status(201, _shown(request, row.pk))


@router.get("/persons/{pk}", response=shapes.PersonOut)
def get_person(request: MemberRequest, pk: Pk) -> shapes.PersonOut:
    return _shown(request, pk)


@router.patch("/persons/{pk}", response=shapes.PersonOut)
def change_person(request: MemberRequest, pk: Pk, body: PersonPatch) -> shapes.PersonOut:
    """Whose it is and who sees it is for its owner and admins to say."""
    row = visible(Person, pk, request.member)
    records.change(row, columns(body, request.member), by=request.member)
    return _shown(request, pk)


@router.delete("/persons/{pk}", response={204: None})
def delete_person(request: MemberRequest, pk: Pk) -> Status[None]:
    """For its owner and admins. Their deals and notes stay."""
    records.delete(visible(Person, pk, request.member), by=request.member)
    return Status(204, None)


def _shown(request: MemberRequest, pk: int) -> shapes.PersonOut:
    return present.person(visible(Person, pk, request.member), request.member)
