"""Sections of the inbox: which conversations stand where, in which order, and how many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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

# Of closed ones there are ever more; beyond this many of a channel nobody wants to know how many
MOST_CLOSED = 1000


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


@dataclass(slots=True)
class Tally:
    """A workspace's conversations counted by channel and assignee: from it every member's counts are had."""

    open: dict[tuple[int, int | None], Count] = field(default_factory=dict)
    closed: dict[int, int] = field(default_factory=dict)

    def of(self, member: int, channels: Iterable[int]) -> Mapping[str, Count]:
        """What a member who sees these channels finds in each section."""
        seen = frozenset(channels)
        counts: dict[str, Count] = defaultdict(Count)
        for (channel, assignee), count in self.open.items():
            if channel in seen:
                section = "unassigned" if assignee is None else "mine" if assignee == member else "others"
                counts[section].conversations += count.conversations
                counts[section].unread += count.unread
        counts["closed"].conversations = sum(n for channel, n in self.closed.items() if channel in seen)
        return counts


def tally(workspace: int) -> Tally:
    """Count a workspace's conversations."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT channel_id, assignee_id, count(*), count(*) FILTER (WHERE newest_inbound_id > seen_message_id)
            FROM conversations_conversation
            WHERE workspace_id = %s AND closed_at IS NULL AND last_message_at IS NOT NULL AND NOT blocked
            GROUP BY channel_id, assignee_id
            """,
            [workspace],
        )
        found = {
            (channel, assignee): Count(rows, unread) for channel, assignee, rows, unread in cursor.fetchall()
        }
        cursor.execute(
            """
            SELECT ch.id, n.count FROM channels_channel ch
            JOIN channels_connection x ON x.id = ch.connection_id
            CROSS JOIN LATERAL (
                SELECT count(*) FROM (
                    SELECT 1 FROM conversations_conversation c
                    WHERE c.channel_id = ch.id AND c.closed_at IS NOT NULL AND c.last_message_at IS NOT NULL
                        AND NOT c.blocked
                    LIMIT %s
                ) up_to
            ) n
            WHERE x.workspace_id = %s
            """,
            [MOST_CLOSED, workspace],
        )
        return Tally(found, dict(cursor.fetchall()))
