"""Pages of the list and of a thread. They stay exact while messages arrive: they begin at a row, not at a count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.models.contact import ContactQuerySet
from kaiwa.conversations.models.message import MessageQuerySet

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def after_cursor(rows: QuerySet[Conversation], cursor: str) -> QuerySet[Conversation]:
    """Those that stand below the row `cursor` names. One that moved up since is found at the top, not here."""
    place = place_of(cursor)
    if place is None:
        return rows
    moment, pk = place
    below = Q(last_message_at__lt=moment) | Q(last_message_at=moment, pk__lt=pk)
    # The second condition follows from the first, and is the form of it that the index can use
    return rows.filter(below, last_message_at__lte=moment)


def contacts_after(rows: ContactQuerySet, cursor: str) -> ContactQuerySet:
    """The same for contacts, by when they were first seen."""
    place = place_of(cursor)
    if place is None:
        return rows
    moment, pk = place
    below = Q(created_at__lt=moment) | Q(created_at=moment, pk__lt=pk)
    return rows.filter(below, created_at__lte=moment)


def place_of(cursor: str) -> tuple[datetime, int] | None:
    """What `cursor_of` was given; None for anything else, which is the first page."""
    at, _, pk = cursor.partition("-")
    if not (at.isdecimal() and pk.isdecimal()) or len(at) > 17 or len(pk) > 18:
        return None
    return EPOCH + int(at) * MICROSECOND, int(pk)


def counted(cursor: str) -> int:
    """The place that a cursor of a list in another order than time names."""
    return int(cursor) if cursor.isdecimal() and len(cursor) < 9 else 0


def cursor_of(at: datetime, pk: int) -> str:
    """The cursor that names the place in a list of what stands there by its time and id."""
    return f"{(at - EPOCH) // MICROSECOND}-{pk}"


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A stretch of a thread, oldest first, and whether it goes on above and below."""

    rows: QuerySet[Message]
    has_more: bool
    has_newer: bool


NOTHING = ThreadPage(Message.objects.none(), has_more=False, has_newer=False)


def latest(conversation: Conversation, limit: int) -> ThreadPage:
    above, more = _above(conversation.messages.all(), limit)
    return ThreadPage(_in_order(above), more, has_newer=False)


def before(conversation: Conversation, pk: int, limit: int) -> ThreadPage:
    """What stands above message `pk`; nothing if that is not of this conversation."""
    start = conversation.messages.filter(pk=pk).first()
    if start is None:
        return NOTHING
    above, more = _above(conversation.messages.before(start), limit)
    return ThreadPage(_in_order(above), more, has_newer=True)


def after(conversation: Conversation, pk: int, limit: int) -> ThreadPage:
    """What stands below message `pk`."""
    start = conversation.messages.filter(pk=pk).first()
    if start is None:
        return NOTHING
    below, more = _below(conversation.messages.after(start), limit)
    return ThreadPage(_in_order(below), has_more=True, has_newer=more)


def around(conversation: Conversation, pk: int, limit: int) -> ThreadPage:
    """Message `pk` in the middle of what stands around it."""
    start = conversation.messages.filter(pk=pk).first()
    if start is None:
        return NOTHING
    above, older = _above(conversation.messages.before(start), limit // 2)
    below, newer = _below(conversation.messages.after(start), max(0, limit - len(above) - 1))
    return ThreadPage(_in_order([*above, pk, *below]), older, newer)


def _above(rows: MessageQuerySet, limit: int) -> tuple[list[int], bool]:
    # One more than asked for tells whether there is more
    pks = list(rows.newest_first().values_list("pk", flat=True)[: limit + 1])
    return pks[:limit], len(pks) > limit


def _below(rows: MessageQuerySet, limit: int) -> tuple[list[int], bool]:
    pks = list(rows.order_by("sent_at", "pk").values_list("pk", flat=True)[: limit + 1])
    return pks[:limit], len(pks) > limit


def _in_order(pks: list[int]) -> QuerySet[Message]:
    return Message.objects.filter(pk__in=pks).order_by("sent_at", "pk")
