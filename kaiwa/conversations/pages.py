"""Pages of the list and of a thread. They stay exact while messages arrive: they begin at a row, not at a count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Q, QuerySet

from kaiwa.conversations.models import Conversation, Message

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def after_cursor(rows: QuerySet[Conversation], cursor: str) -> QuerySet[Conversation]:
    """Those that stand below the row `cursor` names. One that moved up since is found at the top, not here."""
    at, _, pk = cursor.partition("-")
    if not (at.isdecimal() and pk.isdecimal()) or len(at) > 17 or len(pk) > 18:
        return rows
    moment = EPOCH + int(at) * MICROSECOND
    below = Q(last_message_at__lt=moment) | Q(last_message_at=moment, pk__lt=int(pk))
    # The second condition follows from the first, and is the form of it that the index can use
    return rows.filter(below, last_message_at__lte=moment)


def cursor_of(conversation_at: datetime, pk: int) -> str:
    """The cursor that names a conversation's place in the list."""
    return f"{(conversation_at - EPOCH) // MICROSECOND}-{pk}"


def counted(cursor: str) -> int:
    """The place that a cursor of a list in another order than time names."""
    return int(cursor) if cursor.isdecimal() and len(cursor) < 9 else 0


def thread_page(conversation: Conversation, before: int | None, limit: int) -> tuple[QuerySet[Message], bool]:
    """The newest `limit` messages, or the newest above message `before`; oldest first. And whether more are above."""
    rows = conversation.messages.newest_first()
    if before is not None:
        start = conversation.messages.filter(pk=before).first()
        if start is None:
            return Message.objects.none(), False
        rows = rows.before(start)
    pks = list(rows.values_list("pk", flat=True)[: limit + 1])
    page = Message.objects.filter(pk__in=pks[:limit]).order_by("sent_at", "pk")
    return page, len(pks) > limit
