"""Conversations as the API and the stream show them, any number of them in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet, prefetch_related_objects
from django.utils import timezone

from kaiwa.channels.registry import provider
from kaiwa.conversations import sections, shapes
from kaiwa.conversations.composer import composer_of
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.present.messages import ATTACHMENTS, person, shown, status_of

# An unread count says at most this much
MOST_UNREAD = 100


def conversations(rows: QuerySet[Conversation]) -> list[shapes.ConversationShape]:
    """`rows`, in their order."""
    return _conversations(_loaded(rows))


def both(
    workspace: int, conversations: Collection[int], messages: Collection[int]
) -> tuple[list[shapes.ConversationShape], list[shapes.MessageShape]]:
    """Those of a workspace with these ids, in the order of their ids; for what changed in one moment.

    Most messages that change are their conversation's newest, and come with it.
    """
    visible = Conversation.objects.filter(workspace=workspace, last_message_at__isnull=False)
    found = _loaded(visible.filter(pk__in=conversations).order_by("pk"))
    at_hand = {}
    for row in found:
        if row.last_message and row.last_message_id in messages:
            row.last_message.conversation = row
            at_hand[row.last_message.pk] = row.last_message
    rest = [pk for pk in messages if pk not in at_hand]
    if rest:
        others = Message.objects.filter(conversation__workspace=workspace, pk__in=rest)
        at_hand |= {row.pk: row for row in others.select_related("conversation")}
    return _conversations(found), shown([at_hand[pk] for pk in sorted(at_hand)])


def counts(of: Mapping[str, sections.Count]) -> shapes.CountsShape:
    found = {
        name: shapes.CountShape(conversations=c.conversations, unread=c.unread) for name, c in of.items()
    }
    none = shapes.CountShape(conversations=0, unread=0)
    return shapes.CountsShape(**{name: found.get(name, none) for name in shapes.CountsShape.model_fields})


def _loaded(rows: QuerySet[Conversation]) -> list[Conversation]:
    # Channels are few and asked for apart: joined, PostgreSQL may walk through all conversations of each
    joined = rows.select_related("contact", "identity", "last_message")
    return list(joined.prefetch_related("channel", "assignee__user"))


def _conversations(found: Sequence[Conversation]) -> list[shapes.ConversationShape]:
    newest = [row.last_message for row in found]
    # Of a message with a text the line shows that; most have one, and then nothing has to be asked
    prefetch_related_objects([message for message in newest if message and not message.text], ATTACHMENTS)
    unread = _unread([conversation.pk for conversation in found])
    now = timezone.now()
    return [_conversation(row, *unread.get(row.pk, (0, None)), now) for row in found]


def _conversation(
    row: Conversation, unread: int, first_unread: int | None, now: datetime
) -> shapes.ConversationShape:
    composer = composer_of(row, now=now)
    window = composer.window
    assert row.last_message_at is not None  # visible_to() leaves out those without a message
    return shapes.ConversationShape(
        id=row.pk,
        channel=channel(row),
        contact=contact(row),
        identity=shapes.IdentityShape(external_id=row.identity.external_id, name=row.identity.name),
        preview=_preview(row),
        last_message_at=row.last_message_at,
        last_inbound_at=row.last_inbound_at,
        waiting_since=row.waiting_since,
        unread=unread,
        first_unread_id=first_unread,
        assignee=person(row.assignee),
        closed_at=row.closed_at,
        blocked=row.blocked,
        window=shapes.WindowShape(state=window.state, closes_at=window.closes_at, locked_at=window.locked_at),
        source=row.source,
        composer=shapes.ComposerShape(locked=composer.locked, reason=composer.reason, params=composer.params),
    )


def channel(row: Conversation) -> shapes.ConversationChannelShape:
    channel = row.channel
    return shapes.ConversationChannelShape(
        id=channel.pk,
        name=channel.name,
        provider=channel.provider,
        icon=provider(channel.provider).capabilities.icon,
        state=channel.state,
    )


def contact(row: Conversation) -> shapes.ContactShape:
    identity = row.identity
    return shapes.ContactShape(
        id=row.contact_id,
        name=row.contact.name,
        short_id=identity.short_id,
        picture_url=f"/pictures/{identity.pk}" if identity.picture else None,
        first_seen_at=row.contact.created_at,
        locale=identity.locale,
        utc_offset=None if identity.utc_offset is None else float(identity.utc_offset),
    )


def _preview(row: Conversation) -> shapes.PreviewShape | None:
    message = row.last_message
    if message is None:
        return None
    first = None if message.text else next(iter(message.attachments.all()), None)
    return shapes.PreviewShape(
        direction=message.direction,
        kind=first.kind if first else message.kind,
        text=message.text[:200],
        code=message.code,
        params=message.params,
        status=status_of(message, row),
        deleted=message.deleted_at is not None,
    )


def _unread(pks: Sequence[int]) -> dict[int, tuple[int, int | None]]:
    """Of each conversation: how many messages nobody has looked at, and which of them stands first."""
    if not pks:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.id, u.count, u.first FROM conversations_conversation c
            CROSS JOIN LATERAL (
                SELECT count(*), (array_agg(m.id ORDER BY m.sent_at, m.id))[1] AS first FROM (
                    SELECT id, sent_at FROM conversations_message
                    WHERE conversation_id = c.id AND direction = 'in' AND NOT imported AND NOT c.blocked
                        AND id > c.seen_message_id
                    ORDER BY id LIMIT %s
                ) m
            ) u
            WHERE c.id = ANY(%s) AND u.count > 0
            """,
            [MOST_UNREAD, list(pks)],
        )
        return {conversation: (count, first) for conversation, count, first in cursor.fetchall()}
