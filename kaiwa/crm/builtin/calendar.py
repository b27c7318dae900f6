"""One's own activities as a calendar to subscribe to (TL-06): whoever has its secret address reads it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from icalendar import Calendar as Ics
from icalendar import Event

from kaiwa.crm.builtin.models import Activity, ActivityType, Calendar
from kaiwa.crm.builtin.models.entry import KINDS
from kaiwa.crm.builtin.records import activities
from kaiwa.workspaces.models import Member

# Behind today; what comes is there however far it is
_BACK = timedelta(days=90)
_MOST = 2000
_SHORTEST = timedelta(minutes=30)
_LONGEST_TEXT = 2000


def address(calendar: Calendar) -> str:
    return f"{settings.PUBLIC_URL}/api/calendar/{calendar.secret}.ics"


def renew(member: Member) -> Calendar:
    """A new address; the one before leads nowhere any more."""
    made, _ = Calendar.objects.update_or_create(member=member, defaults={"secret": secrets.token_urlsafe(32)})
    return made


def chosen(calendar: Calendar | None, member: Member) -> list[ActivityType]:
    """Which types stand in it: what the member chose, else those that are for calendars."""
    there = activities.types(member.workspace)
    if calendar is not None and calendar.types:
        return list(there.filter(key__in=calendar.types))
    return list(there.filter(in_calendar=True))


def render(calendar: Calendar) -> bytes:
    """As calendar programs read it (RFC 5545)."""
    member = calendar.member
    made = Ics()
    made.add("prodid", "-//Kaiwa//CRM//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", f"Kaiwa · {member.workspace.name}")
    made.add("refresh-interval;value=duration", "PT1H")
    rows = list(_own(calendar))
    names = _names(rows, member)
    for row in rows:
        made.add_component(_event(row, names.get(row.pk, []), member))
    return bytes(made.to_ical())


def _own(calendar: Calendar) -> QuerySet[Activity]:
    """The member's own, and what was said on records of theirs, as far as they see those."""
    member = calendar.member
    theirs = Q(deal__owner=member) | Q(deal=None, lead__owner=member)
    theirs |= Q(deal=None, lead=None, person__owner=member)
    rows = Activity.objects.visible_to(member).filter(
        Q(owner=member) | (Q(origin=Activity.Origin.KAIWA) & theirs),
        type__in=chosen(calendar, member),
        due_date__gte=timezone.now().date() - _BACK,
    )
    return rows.order_by("due_date", "pk")[:_MOST]


def _names(rows: Iterable[Activity], member: Member) -> dict[int, list[tuple[str, str]]]:
    """Address and title of the records that each hangs on, as far as the member sees them."""
    found: dict[int, list[tuple[str, str]]] = {}
    for kind, model in KINDS:
        pks = {row.pk: getattr(row, f"{kind}_id") for row in rows}
        objects = model.objects.visible_to(member).filter(pk__in={pk for pk in pks.values() if pk})
        there = {record.pk: str(record) for record in objects}
        for activity, pk in pks.items():
            if pk in there:
                url = f"{settings.PUBLIC_URL}/{kind}s/{pk}"
                found.setdefault(activity, []).append((url, there[pk]))
    return found


def _event(row: Activity, names: list[tuple[str, str]], member: Member) -> Event:
    assert row.due_date is not None
    event = Event()
    event.add("uid", f"activity-{row.pk}@{settings.PUBLIC_URL.rpartition('/')[2]}")
    event.add("dtstamp", max(row.at, row.edited_at or row.at).astimezone(UTC))
    event.add("summary", f"{'✓ ' if row.done_at else ''}{row.subject}")
    told = [row.content[:_LONGEST_TEXT], *(f"{title}\n{url}" for url, title in names)]
    event.add("description", "\n\n".join(part for part in told if part))
    if names:
        event.add("url", names[0][0])
    if row.due_time is None:
        event.add("dtstart", row.due_date)
        event.add("dtend", row.due_date + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        zone = ZoneInfo(member.workspace.time_zone)
        begins = datetime.combine(row.due_date, row.due_time, tzinfo=zone).astimezone(UTC)
        event.add("dtstart", begins)
        event.add("dtend", begins + (row.duration or _SHORTEST))
    return event
