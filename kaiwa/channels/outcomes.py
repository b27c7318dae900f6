"""What became of webhooks: marked in the journal, counted by channel and hour, and given to whom they concern.

Three statements for a batch of any size, the third only when something was set aside.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from kaiwa.channels.models import WebhookEvent

State = WebhookEvent.State

# Why a webhook was set aside. The sentences are for logs; the interface has its own
REASONS = {
    "unreadable": "The body cannot be read at all.",
    "partly_unreadable": "Some of it cannot be read; the rest was recorded.",
    "not_recorded": "It was read, and recording it failed.",
    "ended_process": "It ended the process each time it was tried.",
    "blanked": "It was about somebody whose data, or conversation, was deleted; nothing of it is left.",
}

_COLUMN = {State.HANDLED: 0, State.IGNORED: 1, State.SET_ASIDE: 2}
_ERROR_LENGTH = 2000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one webhook. `channels` are those it names, by the provider's ids; "" for one unknown."""

    state: WebhookEvent.State
    error: str = ""
    # Of one set aside: a code of REASONS
    reason: str = ""
    provider: str = ""
    received_at: datetime | None = None
    channels: tuple[str, ...] = ()


def finish(outcomes: Mapping[int, Outcome]) -> None:
    """Note what became of these webhooks, by primary key, in the caller's transaction."""
    _mark(outcomes)
    _count(outcomes.values())
    aside = {pk: outcome for pk, outcome in outcomes.items() if outcome.state == State.SET_ASIDE}
    if aside:
        _give(aside)


def uncount(webhooks: Iterable[WebhookEvent]) -> None:
    """These are tried again, so they are not set aside any more."""
    counts: dict[tuple[int, datetime], int] = defaultdict(int)
    for webhook in webhooks:
        for channel in webhook.channels or ():
            counts[channel, _hour(webhook.received_at)] += 1
    rows = sorted((channel, hour, count) for (channel, hour), count in counts.items())
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE channels_channelhour h SET set_aside = greatest(h.set_aside - v.count, 0)
            FROM unnest(%s::bigint[], %s::timestamptz[], %s::int[]) AS v (channel, hour, count)
            WHERE h.channel_id = v.channel AND h.hour = v.hour
            """,
            _columns(rows, 3),
        )


def _mark(outcomes: Mapping[int, Outcome]) -> None:
    pks = sorted(outcomes)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE channels_webhookevent w
            SET state = v.state, error = v.error, handled_at = now(), attempts = w.attempts + 1
            FROM unnest(%s::bigint[], %s::int[], %s::text[]) AS v (id, state, error)
            WHERE w.id = v.id
            """,
            [
                pks,
                [outcomes[pk].state.value for pk in pks],
                [outcomes[pk].error[:_ERROR_LENGTH] for pk in pks],
            ],
        )


def _count(outcomes: Iterable[Outcome]) -> None:
    counts: dict[tuple[str, str, datetime], list[int]] = defaultdict(lambda: [0, 0, 0])
    for outcome in outcomes:
        if outcome.received_at is None:
            continue
        hour = _hour(outcome.received_at)
        for channel in set(outcome.channels):
            counts[outcome.provider, channel, hour][_COLUMN[outcome.state]] += 1
    if not counts:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO channels_channelhour AS h (channel_id, hour, handled, ignored, set_aside)
            SELECT c.id, v.hour, v.handled, v.ignored, v.set_aside
            FROM unnest(%s::text[], %s::text[], %s::timestamptz[], %s::int[], %s::int[], %s::int[])
                AS v (provider, external_id, hour, handled, ignored, set_aside)
            JOIN channels_channel c USING (provider, external_id)
            WHERE c.state <> 'disconnected'
            ORDER BY c.id, v.hour
            ON CONFLICT (channel_id, hour) DO UPDATE SET handled = h.handled + excluded.handled,
                ignored = h.ignored + excluded.ignored, set_aside = h.set_aside + excluded.set_aside
            """,
            _columns([(*key, *numbers) for key, numbers in counts.items()], 6),
        )


def _give(outcomes: Mapping[int, Outcome]) -> None:
    """To a workspace only when all that a webhook names is connected there; else to nobody."""
    named = [
        (pk, each.provider, channel) for pk, each in outcomes.items() for channel in each.channels or [""]
    ]
    reasons = [(pk, outcome.reason) for pk, outcome in outcomes.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH owned AS (
                SELECT v.id, array_agg(DISTINCT c.id ORDER BY c.id) AS channels
                FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS v (id, provider, external_id)
                LEFT JOIN channels_channel c ON c.provider = v.provider
                    AND c.external_id = v.external_id AND c.state <> 'disconnected'
                LEFT JOIN channels_connection n ON n.id = c.connection_id
                GROUP BY v.id
                HAVING bool_and(c.id IS NOT NULL) AND count(DISTINCT n.workspace_id) = 1
            )
            UPDATE channels_webhookevent w
            -- Whose it was when it came: a Page may have gone to somebody else by the time it is tried again
            SET reason = v.reason, channels = CASE WHEN w.replayed_at IS NULL THEN owned.channels ELSE w.channels END
            FROM unnest(%s::bigint[], %s::text[]) AS v (id, reason) LEFT JOIN owned USING (id)
            WHERE w.id = v.id
            """,
            [*_columns(named, 3), *_columns(reasons, 2)],
        )


def _hour(at: datetime) -> datetime:
    return at.replace(minute=0, second=0, microsecond=0)


def _columns(rows: Iterable[tuple[object, ...]], count: int) -> list[list[object]]:
    columns: list[list[object]] = [list(column) for column in zip(*rows, strict=True)]
    return columns or [[] for _ in range(count)]
