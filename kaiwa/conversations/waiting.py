"""Waiting: since when a customer waits for our answer. Nobody is missed who stands in this column."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

# The first word of the customer after our last one; what was said before we were connected waits for nobody
FIRST_UNANSWERED = """
    SELECT w.sent_at FROM conversations_message w
    WHERE w.conversation_id = {row}.id AND w.direction = 'in' AND NOT w.imported
        AND w.sent_at > COALESCE({answered}, '-infinity')
    ORDER BY w.sent_at LIMIT 1
"""


def recount(conversations: Iterable[int]) -> None:
    """After a reply failed, or was found to be none: what answered last is looked for among what is left."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE conversations_conversation c
            SET answered_until = a.until,
                waiting_since = CASE WHEN c.closed_at IS NULL THEN
                    ({FIRST_UNANSWERED.format(row="c", answered="a.until")}) END
            FROM unnest(%s::bigint[]) AS v (id)
            CROSS JOIN LATERAL (
                SELECT max(m.sent_at) AS until FROM conversations_message m
                WHERE m.conversation_id = v.id AND m.direction = 'out' AND m.status <> 'failed'
            ) a
            WHERE c.id = v.id
            """,  # noqa: S608 - no value is in it
            [list(conversations)],
        )
