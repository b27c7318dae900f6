"""Receipts: watermarks of the conversation, which only move forward."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from kaiwa.channels.events import Receipt
from kaiwa.conversations.inbound.threads import MessageRow, Pair


def apply(pairs: Iterable[Pair]) -> list[MessageRow]:
    """Move the watermarks. Returns our messages whose ticks turned by it."""
    delivered: dict[int, datetime] = {}
    read: dict[int, datetime] = {}
    for event, thread in pairs:
        if isinstance(event, Receipt):
            marks = read if event.kind == "read" else delivered
            marks[thread.conversation] = max(event.until, marks.get(thread.conversation, event.until))
    conversations = sorted(delivered.keys() | read.keys())
    if not conversations:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH mark AS (
                SELECT v.*, c.delivered_until AS had_delivered, c.read_until AS had_read
                FROM unnest(%s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS v (id, delivered, read)
                JOIN conversations_conversation c USING (id)
            ), moved AS (
                UPDATE conversations_conversation c
                SET delivered_until = GREATEST(c.delivered_until, mark.delivered),
                    read_until = GREATEST(c.read_until, mark.read)
                FROM mark
                WHERE c.id = mark.id AND (
                    mark.delivered > COALESCE(c.delivered_until, '-infinity')
                    OR mark.read > COALESCE(c.read_until, '-infinity')
                )
                RETURNING c.id
            ), span AS (
                -- Apart, and not by OR: only so does each find its messages in the index
                SELECT id, had_delivered AS had, delivered AS until FROM moved JOIN mark USING (id)
                UNION ALL
                SELECT id, had_read, read FROM moved JOIN mark USING (id)
            )
            SELECT m.id, m.conversation_id, m.channel_id, m.external_id, m.sent_at
            FROM span JOIN conversations_message m ON m.conversation_id = span.id AND m.direction = 'out'
                AND m.accepted_at > COALESCE(span.had, '-infinity') AND m.accepted_at <= span.until
            """,
            [
                conversations,
                [delivered.get(pk) for pk in conversations],
                [read.get(pk) for pk in conversations],
            ],
        )
        return [MessageRow(*row) for row in cursor.fetchall()]
