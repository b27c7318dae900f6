"""One's own calendar over HTTP. What is subscribed to is at its secret address (crm/builtin/subscribed.py)."""

from __future__ import annotations

from typing import Annotated

from ninja import Router, Schema, Status
from pydantic import Field

from kaiwa.crm.builtin import calendar, feed_shapes, planned
from kaiwa.crm.builtin.models import Calendar
from kaiwa.crm.builtin.pages import activities as flow
from kaiwa.lib.api_types import Input, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth
from kaiwa.workspaces.models import Member

router = Router(auth=member_auth, tags=["activities"])


class CalendarType(feed_shapes.ActivityTypeRow):
    """`chosen`: activities of this type stand in your calendar."""

    chosen: bool


class CalendarOut(Schema):
    """`url` is null until you ask for one. Whoever has it reads your calendar."""

    url: str | None
    types: list[CalendarType]


class CalendarPatch(Input):
    """The types that stand in it; none: those that are for calendars."""

    types: Annotated[list[Pk], Field(max_length=200)]


@router.get("/calendar", response=CalendarOut)
def get_calendar(request: MemberRequest) -> CalendarOut:
    return _shown(request.member)


@router.post("/calendar", response={201: CalendarOut})
def renew_calendar(request: MemberRequest) -> Status[CalendarOut]:
    """A new address. The one before leads nowhere any more."""
    calendar.renew(request.member)
    return Status(201, _shown(request.member))


@router.patch("/calendar", response=CalendarOut)
def change_calendar(request: MemberRequest, body: CalendarPatch) -> CalendarOut:
    there = _of(request.member) or calendar.renew(request.member)
    there.types = [row.key for row in flow.types(request.member) if row.pk in body.types]
    there.save(update_fields=["types"])
    return _shown(request.member)


@router.delete("/calendar", response={204: None})
def end_calendar(request: MemberRequest) -> Status[None]:
    """Its address leads nowhere any more."""
    Calendar.objects.filter(member=request.member).delete()
    return Status(204, None)


def _of(member: Member) -> Calendar | None:
    return Calendar.objects.filter(member=member).first()


def _shown(member: Member) -> CalendarOut:
    there, types = _of(member), flow.types(member)
    chosen = {row.pk for row in calendar.chosen(there, member)}
    return CalendarOut(
        url=calendar.address(there) if there else None,
        types=[CalendarType(**planned.type_of(row).model_dump(), chosen=row.pk in chosen) for row in types],
    )
