"""What waits to be told: one notice a conversation and minute (D-61).

What comes while one waits joins it; what comes after one was sent keeps its distance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from kaiwa.notifications.models import Browser, Event, Loss, Medium, Notice
from kaiwa.workspaces.models import Member

# Between two notices of one conversation; and how long a mail waits for what follows, and for somebody to look
APART = timedelta(minutes=1)
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class News:
    """What one member is to be told of one conversation; of a loss, of `count`, and `conversation` if it is one."""

    member: Member
    conversation: int
    event: Event | Loss
    first: int = 0
    last: int = 0
    count: int = 0
    by: Member | None = None


def mail(news: Sequence[News]) -> None:
    """By mail, a minute from now."""
    _insert(Medium.MAIL, [(each, None) for each in news], after=APART)


def push(news: Sequence[News]) -> bool:
    """In every browser of theirs that has no page of ours open, at once. Whether there is one."""
    browsers: dict[int, list[int]] = defaultdict(list)
    away = Browser.objects.away().filter(member__in={each.member.pk for each in news})
    for pk, member in away.values_list("pk", "member_id"):
        browsers[member].append(pk)
    found = [(each, browser) for each in news for browser in browsers[each.member.pk]]
    if found:
        _insert(Medium.DESKTOP, found, after=timedelta())
    return bool(found)


def forget() -> None:
    """What was told is kept for a day."""
    Notice.objects.filter(done_at__lt=timezone.now() - KEPT).delete()


# Which notice joins which: of one conversation, and of a loss
_OF_ONE = {
    "same": "o.conversation_id = v.conversation_id",
    "waiting": "(conversation_id, member_id, medium, browser_id)"
    " WHERE claimed_at IS NULL AND conversation_id IS NOT NULL",
}
_OF_A_LOSS = {
    "same": "o.conversation_id IS NULL AND o.event = v.event",
    "waiting": "(event, member_id, medium, browser_id) WHERE claimed_at IS NULL AND conversation_id IS NULL",
}


def _insert(medium: Medium, rows: Sequence[tuple[News, int | None]], *, after: timedelta) -> None:
    losses = [row for row in rows if isinstance(row[0].event, Loss)]
    others = [row for row in rows if not isinstance(row[0].event, Loss)]
    for group, joined in ((others, _OF_ONE), (losses, _OF_A_LOSS)):
        if group:
            _insert_group(medium, group, joined, after=after)


def _insert_group(
    medium: Medium,
    rows: Iterable[tuple[News, int | None]],
    joined: Mapping[str, str],
    *,
    after: timedelta,
) -> None:
    columns = [
        (
            None if isinstance(each.event, Loss) else each.conversation,
            each.member.pk,
            browser,
            each.event,
            each.by.pk if each.by else None,
            each.first or each.last,
            each.last,
            each.count,
        )
        for each, browser in rows
    ]
    names = ("conversation", "member", "browser", "event", "by", "first", "last", "count")
    given = dict(zip(names, map(list, zip(*columns, strict=True)), strict=True))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO notifications_notice AS n
                (medium, conversation_id, member_id, browser_id, event, by_id, first, last, count, due_at)
            SELECT %(medium)s, v.*, GREATEST(now() + make_interval(secs => %(after)s),
                        before.claimed_at + make_interval(secs => %(apart)s))
            FROM unnest(
                %(conversation)s::bigint[], %(member)s::bigint[], %(browser)s::bigint[], %(event)s::text[],
                %(by)s::bigint[], %(first)s::bigint[], %(last)s::bigint[], %(count)s::int[])
                AS v (conversation_id, member_id, browser_id, event, by_id, first, last, count)
            LEFT JOIN LATERAL (
                SELECT max(o.claimed_at) AS claimed_at FROM notifications_notice o
                WHERE {joined["same"]} AND o.member_id = v.member_id
                  AND o.medium = %(medium)s AND o.browser_id IS NOT DISTINCT FROM v.browser_id
                  AND o.claimed_at > now() - make_interval(secs => %(apart)s)
            ) before ON true
            ON CONFLICT {joined["waiting"]}
            DO UPDATE SET last = GREATEST(n.last, excluded.last), count = n.count + excluded.count,
                -- That it was given to the member is the greater news
                event = CASE WHEN n.event = 'assigned' THEN n.event ELSE excluded.event END,
                by_id = CASE
                    WHEN n.conversation_id IS NULL AND n.by_id IS DISTINCT FROM excluded.by_id THEN NULL
                    ELSE COALESCE(excluded.by_id, n.by_id) END
            """,  # noqa: S608 - no value is in it
            {**given, "medium": medium, "after": after.total_seconds(), "apart": APART.total_seconds()},
        )
