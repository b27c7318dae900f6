"""Activities on records over HTTP, and their types."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status
from pydantic import Field

from kaiwa.crm.builtin import feed, feed_shapes, planned
from kaiwa.crm.builtin.api.inputs import Day, Title, member_for, visible
from kaiwa.crm.builtin.models import Activity, ActivityType, Deal, Lead, Organization, Person
from kaiwa.crm.builtin.pages import activities as flow
from kaiwa.crm.builtin.records import activities
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.lib.api_types import Input, Key, Name, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth
from kaiwa.workspaces.models import Member

router = Router(auth=member_auth, tags=["activities"])

ActivityText = Annotated[str, Field(max_length=50_000, pattern=r"^[^\u0000]*$")]
Time = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Minutes = Annotated[int, Field(ge=5, le=7 * 24 * 60)]
Icon = Annotated[str, Field(max_length=32, pattern=r"^[a-z-]*$")]


class ActivityTypeIn(Input):
    name: Name
    icon: Icon = ""


class ActivityTypePatch(Input):
    name: Name | None = None
    in_calendar: bool | None = None


class ActivityIn(Input):
    """Without `owner` it is yours. `done`: it was done already."""

    key: Key
    type: Pk
    subject: Title
    text: ActivityText = ""
    due_date: Day | None = None
    due_time: Time | None = None
    duration: Minutes | None = None
    owner: Pk | None = None
    done: bool = False


class ActivityPatch(Input):
    type: Pk | None = None
    subject: Title | None = None
    text: ActivityText | None = None
    due_date: Day | None = None
    due_time: Time | None = None
    duration: Minutes | None = None
    owner: Pk | None = None
    done: bool | None = None


@router.get("/activity-types", response=list[feed_shapes.ActivityTypeRow])
def list_activity_types(request: MemberRequest) -> list[feed_shapes.ActivityTypeRow]:
    """Those that can be chosen."""
    return [planned.type_of(row) for row in flow.types(request.member)]


@router.post("/activity-types", response={201: feed_shapes.ActivityTypeRow})
def add_activity_type(request: MemberRequest, body: ActivityTypeIn) -> Status[feed_shapes.ActivityTypeRow]:
    """Members with access to the account settings."""
    return Status(201, planned.type_of(flow.add_type(body.name, body.icon, by=request.member)))


@router.patch("/activity-types/{pk}", response=feed_shapes.ActivityTypeRow)
def change_activity_type(
    request: MemberRequest, pk: Pk, body: ActivityTypePatch
) -> feed_shapes.ActivityTypeRow:
    changes = {name: value for name, value in body.model_dump().items() if value is not None}
    return planned.type_of(flow.change_type(_type(pk, request.member), changes, by=request.member))


@router.delete("/activity-types/{pk}", response={204: None})
def remove_activity_type(request: MemberRequest, pk: Pk) -> Status[None]:
    """What is of this type stays as it is."""
    flow.remove_type(_type(pk, request.member), by=request.member)
    return Status(204, None)


@router.post("/persons/{pk}/activities", response={201: feed_shapes.ActivityOut})
def add_person_activity(request: MemberRequest, pk: Pk, body: ActivityIn) -> Status[feed_shapes.ActivityOut]:
    return _added(request, visible(Person, pk, request.member), body)


@router.post("/organizations/{pk}/activities", response={201: feed_shapes.ActivityOut})
def add_organization_activity(
    request: MemberRequest, pk: Pk, body: ActivityIn
) -> Status[feed_shapes.ActivityOut]:
    return _added(request, visible(Organization, pk, request.member), body)


@router.post("/leads/{pk}/activities", response={201: feed_shapes.ActivityOut})
def add_lead_activity(request: MemberRequest, pk: Pk, body: ActivityIn) -> Status[feed_shapes.ActivityOut]:
    return _added(request, visible(Lead, pk, request.member), body)


@router.post("/deals/{pk}/activities", response={201: feed_shapes.ActivityOut})
def add_deal_activity(request: MemberRequest, pk: Pk, body: ActivityIn) -> Status[feed_shapes.ActivityOut]:
    return _added(request, visible(Deal, pk, request.member), body)


@router.get("/activities/{pk}", response=feed_shapes.ActivityOut)
def get_activity(request: MemberRequest, pk: Pk) -> feed_shapes.ActivityOut:
    """All of its text."""
    return _shown(request, pk)


@router.patch("/activities/{pk}", response=feed_shapes.ActivityOut)
def change_activity(request: MemberRequest, pk: Pk, body: ActivityPatch) -> feed_shapes.ActivityOut:
    """Of a conversation, its text is yours from then on: what is said goes on in a new one."""
    row = get_object_or_404(Activity.objects.visible_to(request.member), pk=pk)
    changes = _columns(body, request.member)
    if "done_at" in changes and (row.done_at is not None) is (changes["done_at"] is not None):
        del changes["done_at"]
    flow.change(row, changes, by=request.member)
    return _shown(request, pk)


@router.delete("/activities/{pk}", response={204: None})
def delete_activity(request: MemberRequest, pk: Pk) -> Status[None]:
    flow.delete(get_object_or_404(Activity.objects.visible_to(request.member), pk=pk), by=request.member)
    return Status(204, None)


def _added(request: MemberRequest, record: Record, body: ActivityIn) -> Status[feed_shapes.ActivityOut]:
    columns = {"owner": request.member, **_columns(body, request.member)}
    row = flow.add(record, columns, key=body.key, by=request.member)
    return Status(201, _shown(request, row.pk))


def _columns(body: ActivityIn | ActivityPatch, member: Member) -> dict[str, Any]:
    """What was given, as the columns of a row. Null takes away what can be without."""
    given: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set if name != "key"}
    for name in ("type", "subject", "text", "done"):
        if name in given and given[name] is None:
            del given[name]
    if "type" in given:
        given["type"] = _type(given["type"], member)
    if given.get("owner") is not None:
        given["owner"] = member_for(given["owner"], member)
    if "text" in given:
        given["content"] = given.pop("text")
    if given.get("due_time") is not None:
        given["due_time"] = time.fromisoformat(given["due_time"])
    if given.get("duration") is not None:
        given["duration"] = timedelta(minutes=given["duration"])
    if "done" in given:
        given["done_at"] = timezone.now() if given.pop("done") else None
    return given


def _type(pk: int, member: Member) -> ActivityType:
    return get_object_or_404(activities.types(member.workspace), pk=pk)


def _shown(request: MemberRequest, pk: int) -> feed_shapes.ActivityOut:
    rows = Activity.objects.visible_to(request.member)
    joined = rows.select_related("type", "author__user", "owner__user", "edited_by__user")
    return feed.activity(get_object_or_404(joined, pk=pk), request.member)
