"""Sections of the inbox: which conversations stand where, in which order, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import connection
from django.db.models import Case, DateTimeField, ExpressionWrapper, F, Q, QuerySet, Value, When

from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider
from kaiwa.conversations.models import Conversation
from kaiwa.workspaces.models import Member

Section = Literal["all", "unassigned", "mine", "others", "closed"]
Sort = Literal["newest", "waiting", "window"]


@dataclass(frozen=True, slots=True)
class Filters:
    """What of a section is wanted. `waiting`: for us, since the customer's last word was not answered."""

    channel: int | None = None
    assignee: int | None = None
    unread: bool = False
    waiting: bool = False


def narrowed(
    rows: QuerySet[Conversation], section: Section, filters: Filters, *, member: Member
) -> QuerySet[Conversation]:
    """Those of `rows` that stand in the member's section and pass the filters."""
    rows = rows.filter(blocked=False)
    if section == "closed":
        rows = rows.filter(closed_at__isnull=False)
    elif section != "all":
        rows = rows.filter(_BY_ASSIGNEE[section](member), closed_at=None)
    if filters.channel is not None:
        rows = rows.filter(channel=filters.channel)
    if filters.assignee is not None:
        rows = rows.filter(assignee=filters.assignee)
    if filters.unread:
        rows = rows.filter(newest_inbound_id__gt=F("seen_message_id"))
    if filters.waiting:
        rows = rows.filter(waiting_since__isnull=False)
    return rows


def ordered(
    rows: QuerySet[Conversation], sort: Sort, *, member: Member, now: datetime
) -> QuerySet[Conversation]:
    """Newest first; or before them, who waits longest; or whose reply window closes first."""
    if sort == "newest":
        return rows.newest_first()  # type: ignore[attr-defined,no-any-return]  # the queryset's own class
    first = F("waiting_since") if sort == "waiting" else _closing(member, now)
    return rows.order_by(first.asc(nulls_last=True), "-last_message_at", "-pk")


_BY_ASSIGNEE = {
    "unassigned": lambda member: Q(assignee=None),
    "mine": lambda member: Q(assignee=member),
    "others": lambda member: Q(assignee__isnull=False) & ~Q(assignee=member),
}


def _closing(member: Member, now: datetime) -> Case:
    """When the last reply can be sent, while one can: the rule of `window`, for the database to sort by."""
    cases = []
    for channel in Channel.objects.visible_to(member):
        ordinary, late = _lengths(channel)
        if ordinary is None or late is None:
            continue
        # No late replies where the provider warned of them, until the customer writes again
        refused = Q(late_refused_at__gt=F("last_inbound_at"))
        for length, condition in ((ordinary, refused), (late, ~refused | Q(late_refused_at=None))):
            inside = Q(channel=channel, last_inbound_at__gt=now - length)
            end = ExpressionWrapper(F("last_inbound_at") + Value(length), output_field=DateTimeField())
            cases.append(When(inside & condition, then=end))
    return Case(*cases, default=Value(None, output_field=DateTimeField()), output_field=DateTimeField())


def _lengths(channel: Channel) -> tuple[timedelta | None, timedelta | None]:
    capabilities = provider(channel.provider).capabilities
    late = capabilities.extended_window if channel.human_agent else None
    return capabilities.window, late or capabilities.window


@dataclass(slots=True)
class Count:
    conversations: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Conversations of one channel that one assignee has, or nobody."""

    channel: int
    assignee: int | None
    closed: bool
    count: Count


@dataclass(frozen=True, slots=True)
class Tally:
    """A workspace's conversations by channel and assignee: from it every member's numbers are had."""

    rows: Sequence[Counted]

    def of(self, member: int, channels: Collection[int]) -> Mapping[str, Count]:
        """What a member who sees these channels finds in each section. What is closed, nobody has to read."""
        counts: dict[str, Count] = defaultdict(Count)
        for row in self.rows:
            if row.channel in channels:
                section = _section(row, member)
                counts[section].conversations += row.count.conversations
                counts[section].unread += 0 if row.closed else row.count.unread
        return counts

    def total(self, section: Section, filters: Filters, *, member: int, channels: Collection[int]) -> int:
        """How many `narrowed` finds among these channels. Not for those that wait: they are not counted."""
        return sum(
            row.count.unread if filters.unread else row.count.conversations
            for row in self.rows
            if row.channel in channels
            and section in {"all", _section(row, member)}
            and filters.channel in {None, row.channel}
            and filters.assignee in {None, row.assignee}
        )


def _section(row: Counted, member: int) -> Section:
    if row.closed:
        return "closed"
    if row.assignee is None:
        return "unassigned"
    return "mine" if row.assignee == member else "others"


def tally(workspace: int) -> Tally:
    """What the database counted in a workspace; it takes as long for a million conversations as for ten."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT n.channel_id, nullif(n.assignee_id, 0), n.closed, sum(n.conversations), sum(n.unread)
            FROM conversations_sectioncount n
            JOIN channels_channel ch ON ch.id = n.channel_id
            JOIN channels_connection x ON x.id = ch.connection_id
            WHERE x.workspace_id = %s
            GROUP BY 1, 2, 3
            """,
            [workspace],
        )
        rows = cursor.fetchall()
    return Tally(
        [
            Counted(channel, assignee, closed, Count(int(conversations), int(unread)))
            for channel, assignee, closed, conversations, unread in rows
        ]
    )


def fold() -> None:
    """Add up what connections counted that are closed by now."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH gone AS (
                DELETE FROM conversations_sectioncount
                WHERE writer NOT IN (SELECT pid FROM pg_stat_activity WHERE pid IS NOT NULL)
                RETURNING *
            )
            INSERT INTO conversations_sectioncount (channel_id, assignee_id, closed, writer, conversations, unread)
            SELECT channel_id, assignee_id, closed, pg_backend_pid(), sum(conversations), sum(unread) FROM gone
            GROUP BY 1, 2, 3 HAVING sum(conversations) <> 0 OR sum(unread) <> 0
            ON CONFLICT (channel_id, assignee_id, closed, writer) DO UPDATE
            SET conversations = conversations_sectioncount.conversations + excluded.conversations,
                unread = conversations_sectioncount.unread + excluded.unread
            """
        )
