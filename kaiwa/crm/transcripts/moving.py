"""What is written goes from a wrong record to the right one, or away: wanted in the rows, done by the worker (H-14)."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from kaiwa.crm.models import Chat, FileCopy, Passage, Record, Segment
from kaiwa.crm.models.segment import elsewhere

# Nothing of these is in the CRM, or nothing of it is ours to move
_OVER = (Segment.State.GONE, Segment.State.REMOVED)
_WAITING = (Segment.State.NEW, Segment.State.LIVE, Segment.State.REFUSED)


def to(chat: Chat, wrong: Record, right: Record, item: Record | None) -> int:
    """All that hangs on the wrong person, or on a deal or lead of theirs, shall hang on these. How many that is."""
    segments = _hanging(chat, wrong).exclude(state__in=_OVER)
    copies = FileCopy.objects.filter(_on(wrong), chat=chat).exclude(state=FileCopy.State.GONE)
    wanted = {"wanted_person": right, "wanted_item": item, "next_attempt_at": None, "error_code": ""}
    # Refused where it hung, it may be taken there
    segments.filter(state=Segment.State.REFUSED, external_id="").update(state=Segment.State.NEW)
    segments.filter(state=Segment.State.REFUSED).update(state=Segment.State.LIVE)
    return segments.update(**wanted) + copies.update(**wanted)


def away(chat: Chat, wrong: Record) -> int:
    """All that hangs there shall be nowhere, but what a person edited. How many that is."""
    segments = _hanging(chat, wrong).filter(state__in=_WAITING)
    copies = FileCopy.objects.filter(_on(wrong), chat=chat).exclude(state=FileCopy.State.GONE)
    # What they said can stand in another one at once
    Passage.objects.filter(segment__in=segments).delete()
    unwanted = {"unwanted": True, "next_attempt_at": None, "error_code": ""}
    return segments.update(**unwanted, closed=True) + copies.update(**unwanted)


def left(chat: Chat) -> int:
    """How many are not where they shall be."""
    moved = elsewhere("person") | elsewhere("item") | Q(unwanted=True)
    segments = Segment.objects.unfinished().filter(moved, chat=chat)
    return segments.count() + FileCopy.objects.unfinished().filter(chat=chat).count()


def _hanging(chat: Chat, wrong: Record) -> QuerySet[Segment]:
    return Segment.objects.filter(_on(wrong), chat=chat)


def _on(wrong: Record) -> Q:
    """On them, or on something of theirs."""
    theirs = Record.objects.filter(person=wrong).values("pk")
    return Q(wanted_person=wrong) | Q(wanted_item__in=theirs)
