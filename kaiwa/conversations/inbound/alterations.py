"""Edits, unsends, reactions and named receipts: merged into their messages, or kept until those come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection
from psycopg.types.json import Jsonb

from kaiwa.channels.events import Deleted, Edited, Reacted, Receipt
from kaiwa.conversations import changes
from kaiwa.conversations.changes import Change
from kaiwa.conversations.inbound.threads import MessageRow, Pair
from kaiwa.conversations.models import EarlyChange, Message

Changes = dict[tuple[int, str], list[Change]]


def apply(pairs: Iterable[Pair], appeared: Sequence[MessageRow]) -> list[MessageRow]:
    """Bring in the changes among `pairs`, and the kept ones of messages that `appeared`. Returns what changed."""
    wanted = _of_events(pairs)
    _take_early(appeared, wanted)
    if not wanted:
        return []
    messages = _find(wanted)
    changed = []
    for key, message in messages.items():
        before = [repr(getattr(message, name)) for name in changes.FIELDS]
        for change in wanted.pop(key):
            changes.merge(message, change)
        if before != [repr(getattr(message, name)) for name in changes.FIELDS]:
            changed.append(message)
    _save(changed)
    EarlyChange.objects.bulk_create(
        EarlyChange(channel_id=channel, external_id=external_id, change=change)
        for (channel, external_id), kept in wanted.items()
        for change in kept
    )
    return [MessageRow.of(message) for message in changed]


def _of_events(pairs: Iterable[Pair]) -> Changes:
    wanted: Changes = defaultdict(list)
    for event, thread in pairs:
        match event:
            case Edited() | Deleted() | Reacted():
                wanted[thread.channel, event.external_id].append(changes.of_event(event))
            case Receipt():
                for external_id in event.external_ids:
                    wanted[thread.channel, external_id].append(changes.delivered(event.until))
    return wanted


def _take_early(appeared: Sequence[MessageRow], wanted: Changes) -> None:
    if not appeared:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM conversations_earlychange e
            USING unnest(%s::bigint[], %s::text[]) AS k (channel_id, external_id)
            WHERE e.channel_id = k.channel_id AND e.external_id = k.external_id
            RETURNING e.channel_id, e.external_id, e.change::text
            """,
            [[row.channel for row in appeared], [row.external_id for row in appeared]],
        )
        for channel, external_id, change in cursor.fetchall():
            wanted[channel, external_id].append(changes.load(change))


def _find(wanted: Changes) -> dict[tuple[int, str], Message]:
    keys = sorted(wanted)
    found = Message.objects.raw(
        """
        SELECT m.* FROM unnest(%s::bigint[], %s::text[]) AS k (channel_id, external_id)
        JOIN conversations_message m USING (channel_id, external_id)
        ORDER BY m.id FOR UPDATE OF m
        """,
        [[channel for channel, _ in keys], [external_id for _, external_id in keys]],
    )
    return {(message.channel_id, message.external_id or ""): message for message in found}


def _save(messages: Sequence[Message]) -> None:
    if not messages:
        return
    rows = [
        (m.pk, m.text, m.revision, m.edited_at, m.deleted_at, Jsonb(m.reactions), m.accepted_at)
        for m in messages
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE conversations_message m
            SET text = v.text, revision = v.revision, edited_at = v.edited_at, deleted_at = v.deleted_at,
                reactions = v.reactions, accepted_at = v.accepted_at
            FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::timestamptz[], %s::timestamptz[],
                        %s::jsonb[], %s::timestamptz[])
                AS v (id, text, revision, edited_at, deleted_at, reactions, accepted_at)
            WHERE m.id = v.id
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )
