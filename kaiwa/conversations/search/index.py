"""Keeping the index: what the database noted as written or changed is read in chunks, the newest first.

Recording only notes; reading is the worker's, right after. What changes while it is read is noted once more by that
change, and so read again; and whatever is found is compared with what it says now.
"""

from __future__ import annotations

import time
from datetime import UTC

from django.db import connection, transaction
from procrastinate.contrib.django import app

from kaiwa.channels.models import WebhookEvent
from kaiwa.conversations.models import MessageIndex, UnindexedConversation, UnindexedMessage
from kaiwa.conversations.search.words import (
    channel_token,
    conversation_token,
    day_token,
    month_token,
    tokens_of,
)
from kaiwa.lib import jobs, locks

CHUNK = 500
# With so many webhooks waiting, recording them goes first: a chunk, then a rest
MANY = 50
REST_SECONDS = 1.0
# So many are news that nobody misses yet
BEHIND = 1000


def wake() -> None:
    """Have what was written read after the open transaction."""
    jobs.wake(index_written)


@app.task
def index_written() -> None:
    """Read what is noted, one reader at a time, until nothing is."""
    with locks.holding("index") as mine:
        if not mine:
            return
        while read_some():
            if _busy():
                time.sleep(REST_SECONDS)
    if due():
        # It came between the last look and letting go, when its own wake-up found the reader at work
        wake()


# Rung when a batch wrote or changed messages
bell = jobs.Bell(index_written)


def due() -> bool:
    return UnindexedMessage.objects.exists() or UnindexedConversation.objects.exists()


def behind() -> int | None:
    """How many messages wait, when they are more than just came in; counted up to a million."""
    waiting = UnindexedMessage.objects.values("pk")[BEHIND : BEHIND + 1].exists()
    return UnindexedMessage.objects.values("pk")[:1_000_000].count() if waiting else None


def read_some() -> int:
    """Read one chunk of each. Returns how many notes were taken."""
    with transaction.atomic():
        people = UnindexedConversation.objects.order_by("-conversation_id")
        named = dict(people.values_list("pk", "conversation_id")[:CHUNK])
        UnindexedConversation.objects.filter(pk__in=named).delete()
        _read_names(sorted(set(named.values())))
    with transaction.atomic():
        messages = UnindexedMessage.objects.order_by("-message_id")
        written = dict(messages.values_list("pk", "message_id")[:CHUNK])
        UnindexedMessage.objects.filter(pk__in=written).delete()
        _read_texts(sorted(set(written.values())))
    return len(named) + len(written)


def _busy() -> bool:
    return WebhookEvent.objects.filter(state=WebhookEvent.State.PENDING)[MANY : MANY + 1].exists()


def _read_texts(pks: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT m.id, c.workspace_id, m.channel_id, m.conversation_id, m.sent_at, m.text, (
                SELECT array_agg(a.name || ' ' || a.title) FROM conversations_attachment a WHERE a.message_id = m.id
            )
            FROM conversations_message m JOIN conversations_conversation c ON c.id = m.conversation_id
            WHERE m.id = ANY(%s) AND m.deleted_at IS NULL
            """,
            [pks],
        )
        rows = []
        for pk, workspace, channel, conversation, sent_at, text, files in cursor.fetchall():
            tokens = tokens_of([text, *(files or [])])
            if tokens:
                tokens |= {channel_token(channel), conversation_token(conversation)}
                # Days as UTC has them: the connection's time zone is no matter here
                tokens |= {month_token(sent_at.astimezone(UTC)), day_token(sent_at.astimezone(UTC))}
                rows.append((pk, workspace, channel, sent_at, " ".join(tokens)))
        # The others say nothing any more that could be found
        MessageIndex.objects.filter(pk__in=set(pks) - {row[0] for row in rows}).delete()
        if not rows:
            return
        cursor.execute(
            """
            INSERT INTO conversations_messageindex (message_id, workspace_id, channel_id, sent_at, tokens)
            SELECT id, workspace_id, channel_id, sent_at, array_to_tsvector(string_to_array(tokens, ' '))
            FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[], %s::timestamptz[], %s::text[])
                AS v (id, workspace_id, channel_id, sent_at, tokens)
            ON CONFLICT (message_id) DO UPDATE SET sent_at = excluded.sent_at, tokens = excluded.tokens
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )


def _read_names(pks: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.id, c.channel_id, t.name, i.name, i.external_id, right(i.external_id, 6)
            FROM conversations_conversation c
            JOIN conversations_contact t ON t.id = c.contact_id
            JOIN conversations_identity i ON i.id = c.identity_id
            WHERE c.id = ANY(%s)
            """,
            [pks],
        )
        rows = [
            (pk, " ".join(tokens_of(texts) | {channel_token(channel)}))
            for pk, channel, *texts in cursor.fetchall()
        ]
        if not rows:
            return
        cursor.execute(
            """
            INSERT INTO conversations_conversationindex (conversation_id, tokens)
            SELECT id, array_to_tsvector(string_to_array(tokens, ' ')) FROM unnest(%s::bigint[], %s::text[])
                AS v (id, tokens)
            ON CONFLICT (conversation_id) DO UPDATE SET tokens = excluded.tokens
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )
