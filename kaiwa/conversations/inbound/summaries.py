"""What a conversation says of itself: its newest message, the window's start, where the customer came from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from kaiwa.channels.events import SOME_APP, MessageReceived, Reacted, Referral, Referred, ThreadControl
from kaiwa.conversations.changes import milliseconds
from kaiwa.conversations.inbound.threads import MessageRow, Pair


@dataclass(slots=True)
class Summary:
    newest: MessageRow | None = None
    inbound_at: datetime | None = None
    source: dict[str, Any] | None = None
    # Whether another app has the thread, and which: each the newest word of the batch
    held: tuple[datetime, bool] | None = None
    held_by: tuple[datetime, str] | None = None


def update(pairs: Iterable[Pair], new: Sequence[MessageRow]) -> None:
    """Bring the batch into its conversations' summaries; each value only ever moves one way."""
    summaries: dict[int, Summary] = {}
    for row in new:
        summary = summaries.setdefault(row.conversation, Summary())
        summary.newest = max(summary.newest or row, row, key=lambda r: (r.sent_at, r.pk))
    for event, thread in pairs:
        if _opens_window(event):
            summary = summaries.setdefault(thread.conversation, Summary())
            summary.inbound_at = max(summary.inbound_at or event.at, event.at)
        if isinstance(event, MessageReceived | Referred) and event.referral:
            summary = summaries.setdefault(thread.conversation, Summary())
            _keep_earliest(summary, event.referral, milliseconds(event.at))
        if isinstance(event, MessageReceived | ThreadControl):
            _hold(summaries.setdefault(thread.conversation, Summary()), event)
    if summaries:
        _save(summaries)


def _opens_window(event: object) -> bool:
    """What lets us write for a while, by the platform's policy."""
    return isinstance(event, MessageReceived | Referred) or (
        isinstance(event, Reacted) and event.by == "contact" and bool(event.emoji)
    )


def _hold(summary: Summary, event: MessageReceived | ThreadControl) -> None:
    app = event.holder if isinstance(event, MessageReceived) else event.app
    if app is None or (isinstance(event, ThreadControl) and event.act == "requested"):
        return
    summary.held = max(summary.held or (event.at, app != ""), (event.at, app != ""))
    if app != SOME_APP:
        summary.held_by = max(summary.held_by or (event.at, app), (event.at, app))


def _keep_earliest(summary: Summary, referral: Referral, at: int) -> None:
    if summary.source is None or at < summary.source["at"]:
        summary.source = {"at": at, **asdict(referral)}


def _save(summaries: dict[int, Summary]) -> None:
    rows = [
        (
            conversation,
            summary.newest.pk if summary.newest else None,
            summary.newest.sent_at if summary.newest else None,
            summary.inbound_at,
            Jsonb(summary.source) if summary.source else None,
            *(summary.held or (None, None)),
            *(summary.held_by or (None, None)),
        )
        for conversation, summary in sorted(summaries.items())
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE conversations_conversation c
            SET last_message_id = CASE WHEN later THEN v.message_id ELSE c.last_message_id END,
                last_message_at = CASE WHEN later THEN v.sent_at ELSE c.last_message_at END,
                last_inbound_at = GREATEST(c.last_inbound_at, v.inbound_at),
                source = CASE
                    WHEN v.source IS NULL OR (c.source->>'at')::bigint <= (v.source->>'at')::bigint
                    THEN c.source ELSE v.source END,
                held = CASE WHEN (v.held_at, v.held) > (COALESCE(c.held_at, '-infinity'), c.held)
                    THEN v.held ELSE c.held END,
                held_at = GREATEST(c.held_at, v.held_at),
                held_by = CASE WHEN (v.held_by_at, v.held_by) > (COALESCE(c.held_by_at, '-infinity'), c.held_by)
                    THEN v.held_by ELSE c.held_by END,
                held_by_at = GREATEST(c.held_by_at, v.held_by_at)
            FROM (
                SELECT v.*, v.message_id IS NOT NULL AND (
                    c.last_message_id IS NULL
                    OR (v.sent_at, v.message_id) > (c.last_message_at, c.last_message_id)
                ) AS later
                FROM unnest(
                    %s::bigint[], %s::bigint[], %s::timestamptz[], %s::timestamptz[], %s::jsonb[],
                    %s::timestamptz[], %s::boolean[], %s::timestamptz[], %s::text[]
                ) AS v (id, message_id, sent_at, inbound_at, source, held_at, held, held_by_at, held_by)
                JOIN conversations_conversation c USING (id)
            ) v
            WHERE c.id = v.id
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )
