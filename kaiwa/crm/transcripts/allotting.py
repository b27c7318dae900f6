"""Allotting: which messages go into which note or activity. Pure: the same rows in any order end in the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from kaiwa.crm.transcripts.cutting import pieces

PERIOD = timedelta(hours=24)
# The rest is for reactions and edits
_FILL = 0.9
# What a note takes before its first message: names, link, date
HEAD = 1_500
# However little a CRM takes
_LEAST = 400


@dataclass(slots=True)
class Stretch:
    """A note as far as allotting sees it; `pk` 0: it is to be made. Not `takes`: it was left, is gone or closed.

    `day`: an activity's.
    """

    opened_at: datetime
    bytes: int = HEAD
    takes: bool = True
    part: int = 0
    pk: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `around`: bytes of its line beside the text."""

    pk: int
    sent_at: datetime
    text: str
    around: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A message, or characters `start` to `stop` of it, in a note."""

    message: int
    start: int
    stop: int | None
    stretch: Stretch


def allot(
    stretches: Sequence[Stretch],
    messages: Iterable[Said],
    limit: int,
    measure: Callable[[str], int],
    *,
    zone: tzinfo | None = None,
) -> list[Piece]:
    """Where each goes. The notes that are there grow; those that are missing come with the pieces.

    A note takes what was said within 24 hours of its beginning, and the first one what is older than it. With a
    `zone` they are activities: one takes what was said on its day there (H-01).
    """
    known = sorted(stretches, key=lambda each: (each.opened_at, each.part, each.pk))
    most = int(limit * _FILL)
    placed = []
    for message in sorted(messages, key=lambda each: (each.sent_at, each.pk)):
        for start, stop in pieces(message.text, max(most - HEAD - message.around, _LEAST), measure):
            size = message.around + measure(message.text[start:stop])
            stretch = _stretch(known, message.sent_at, size, most, zone)
            stretch.bytes += size
            placed.append(Piece(message.pk, start, stop, stretch))
    return placed


def _stretch(known: list[Stretch], at: datetime, size: int, most: int, zone: tzinfo | None) -> Stretch:
    day = at.astimezone(zone).date() if zone else None
    period = _of_day(known, day) if day else _period(known, at)
    if not period:
        made = Stretch(at, day=day)
    else:
        for each in reversed(period):
            if each.takes and each.bytes + size <= most:
                return each
        last = period[-1]
        made = Stretch(max(at, last.opened_at) if day else last.opened_at, part=last.part + 1, day=day)
    known.append(made)
    known.sort(key=lambda each: (each.opened_at, each.part, each.pk))
    return made


def _of_day(known: Sequence[Stretch], day: date) -> list[Stretch]:
    return sorted((each for each in known if each.day == day), key=lambda each: each.part)


def _period(known: Sequence[Stretch], at: datetime) -> list[Stretch]:
    """The notes of the latest beginning that covers this time, in order."""
    if not known:
        return []
    begun = [each.opened_at for each in known if each.opened_at <= at < each.opened_at + PERIOD]
    if not begun and at >= known[0].opened_at:
        return []
    opened = max(begun, default=known[0].opened_at)
    return [each for each in known if each.opened_at == opened]
