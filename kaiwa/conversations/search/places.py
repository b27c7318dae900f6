"""Where the index holds what is wanted, newest first.

Three ways, each for what the one before is bad at. A word that is in many messages is found within the newest few
thousand, walked in order. One that is in few is found in the index, which knows all its messages and no order: they
are sorted. One that is in many, but not of late, is looked for month by month, and day by day where a month has many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from django.db import connection, transaction

from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.search.words import Wanted, channel_token, conversation_token, day_token, month_token
from kaiwa.workspaces.models import Member

# Messages walked at a time: some milliseconds, and a page of any word that is in one message of a hundred
STRIDE = 3000
# What the index names at once is sorted up to so many
SORTED = 4000

Place = tuple[datetime, int]
# True: with a message that may hold what is wanted. False: nothing above it is left out, one may stop here
Step = tuple[Place, bool]


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a member looks: channels they may see; of a contact, these conversations only."""

    workspace: int
    channels: Sequence[int]
    conversations: Sequence[int] | None = None

    @classmethod
    def of(cls, member: Member, *, channel: int | None = None, contact: int | None = None) -> Self:
        visible = Channel.objects.visible_to(member)
        if channel is not None:
            visible = visible.filter(pk=channel)
        channels = list(visible.values_list("pk", flat=True))
        if contact is None:
            return cls(member.workspace_id, channels)
        theirs = Conversation.objects.visible_to(member).filter(contact=contact, channel__in=channels)
        return cls(member.workspace_id, channels, list(theirs.values_list("pk", flat=True)))

    @property
    def tokens(self) -> list[str]:
        if self.conversations is not None:
            return [conversation_token(pk) for pk in self.conversations]
        return [channel_token(pk) for pk in self.channels]


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a day, in UTC, and the token that its messages carry."""

    start: datetime
    stop: datetime
    token: str

    @classmethod
    def month(cls, at: datetime) -> Self:
        start = at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        return cls(start, (start + timedelta(days=32)).replace(day=1), month_token(start))

    @classmethod
    def day(cls, at: datetime) -> Self:
        start = at.replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(start, start + timedelta(days=1), day_token(start))

    @property
    def is_day(self) -> bool:
        return self.stop - self.start == timedelta(days=1)


def newest_first(wanted: Wanted, scope: Scope, after: Place | None) -> Iterator[Step]:
    """Messages below `after` that may hold what is wanted; not all of them do."""
    hits, end = _stride(wanted, scope, after or (datetime.max.replace(tzinfo=UTC), 0))
    yield from hits
    if end is not None:
        yield end, False
        yield from _indexed(wanted, scope, end)


def _indexed(wanted: Wanted, scope: Scope, end: Place, within: Period | None = None) -> Iterator[Step]:
    named = _named(wanted, scope, end, within)
    if named is not None:
        yield from ((place, True) for place in named)
    elif (within and within.is_day) or not wanted.is_telling:
        yield from _walked(wanted, scope, end, within)
    else:
        for part in _parts(scope, end, within):
            yield from _indexed(wanted, scope, end, part)
    if within:
        yield (within.start, 0), False


def _parts(scope: Scope, end: Place, whole: Period | None) -> Iterator[Period]:
    """The days of a month, or all months since the first message; the latest first."""
    if whole is None:
        at, first = Period.month(end[0]), _first(scope)
        while at.stop > first:
            yield at
            at = Period.month(at.start - timedelta(days=1))
        return
    at = Period.day(min(end[0], whole.stop - timedelta(days=1)))
    while at.start >= whole.start:
        yield at
        at = Period.day(at.start - timedelta(days=1))


def _walked(wanted: Wanted, scope: Scope, end: Place, within: Period | None) -> Iterator[Step]:
    """Stride after stride, of a period or to the beginning of all."""
    start = within.start if within else None
    place: Place | None = min(end, (within.stop, 0)) if within else end
    while place is not None and (start is None or place[0] >= start):
        hits, place = _stride(wanted, scope, place)
        yield from (hit for hit in hits if start is None or hit[0][0] >= start)
        if place is not None and (start is None or place[0] >= start):
            yield place, False


def _stride(wanted: Wanted, scope: Scope, end: Place) -> tuple[list[Step], Place | None]:
    """One stride down from `end`: what was met, and where it stopped; None at the beginning of all."""
    rows = _OF_WORKSPACE if scope.conversations is None else _OF_CONVERSATIONS
    where = scope.workspace if scope.conversations is None else list(scope.conversations)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH walked AS MATERIALIZED (" + rows + ")" + _MET,
            {
                "where": where,
                "at": end[0],
                "pk": end[1],
                "stride": STRIDE,
                "query": wanted.tsquery(scope.tokens),
            },
        )
        found = cursor.fetchall()
    hits = sorted(((at, pk) for at, pk, hit in found if hit), reverse=True)
    last = next(((at, pk) for at, pk, hit in found if not hit), None)
    return [(hit, True) for hit in hits], last


_MET = """
    SELECT sent_at, message_id, TRUE FROM walked WHERE tokens @@ %(query)s::tsquery
    UNION ALL (
        SELECT min(sent_at), (array_agg(message_id ORDER BY sent_at, message_id))[1], FALSE FROM walked
        HAVING count(*) = %(stride)s
    )
"""
_OF_WORKSPACE = """
    SELECT sent_at, message_id, tokens FROM conversations_messageindex
    WHERE workspace_id = %(where)s AND (sent_at, message_id) < (%(at)s, %(pk)s)
    ORDER BY sent_at DESC, message_id DESC LIMIT %(stride)s
"""
_OF_CONVERSATIONS = """
    SELECT m.sent_at, m.id AS message_id, i.tokens FROM unnest(%(where)s::bigint[]) AS c (id)
    CROSS JOIN LATERAL (
        SELECT m.id, m.sent_at FROM conversations_message m
        WHERE m.conversation_id = c.id AND (m.sent_at, m.id) < (%(at)s, %(pk)s)
        ORDER BY m.sent_at DESC, m.id DESC LIMIT %(stride)s
    ) m
    LEFT JOIN conversations_messageindex i ON i.message_id = m.id
    ORDER BY m.sent_at DESC, m.id DESC LIMIT %(stride)s
"""


def _named(wanted: Wanted, scope: Scope, end: Place, within: Period | None) -> list[Place] | None:
    """All that the index names below `end`, sorted; None when they are too many for that."""
    query = wanted.tsquery(scope.tokens, quick=True)
    with transaction.atomic(), connection.cursor() as cursor:
        # By its guess at how common a word is, PostgreSQL would rather read the whole table
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        cursor.execute(
            """
            SELECT sent_at, message_id FROM conversations_messageindex
            -- Put so that no other index than that of the tokens can be of use
            WHERE tokens @@ %s::tsquery AND (sent_at + interval '0', message_id) < (%s, %s) LIMIT %s
            """,
            [f"{query} & '{within.token}'" if within else query, *end, SORTED + 1],
        )
        named: list[Place] = cursor.fetchall()
        cursor.execute("SET LOCAL enable_seqscan = on; SET LOCAL enable_indexscan = on")
    return sorted(named, reverse=True) if len(named) <= SORTED else None


def _first(scope: Scope) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(sent_at) FROM conversations_messageindex WHERE workspace_id = %s", [scope.workspace]
        )
        first: datetime | None = cursor.fetchone()[0]
    return first or datetime.now(UTC)
