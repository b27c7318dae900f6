"""Rows as the API and the stream show them, any number of them in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils import timezone

from kaiwa.channels.registry import provider
from kaiwa.conversations import sections, shapes
from kaiwa.conversations.composer import composer_of
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.workspaces.models import Member

# Later than this after it was written, a message is marked as having come late
LATE = timedelta(minutes=5)
# An unread count says at most this much
MOST_UNREAD = 100

ATTACHMENTS = Prefetch("attachments", Attachment.objects.order_by("position"))


def conversations(rows: QuerySet[Conversation]) -> list[shapes.ConversationShape]:
    """`rows`, in their order."""
    return _conversations(_loaded(rows))


def messages(rows: QuerySet[Message]) -> list[shapes.MessageShape]:
    """`rows`, in their order."""
    return _messages(list(rows.select_related("conversation")))


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
    return _conversations(found), _messages([at_hand[pk] for pk in sorted(at_hand)])


def status_of(message: Message, conversation: Conversation) -> str:
    """What the provider said of a message of ours: sent, then delivered and read by the watermarks."""
    if message.status != Message.Status.SENT or message.accepted_at is None:
        return message.status
    if conversation.read_until and message.accepted_at <= conversation.read_until:
        return "read"
    if conversation.delivered_until and message.accepted_at <= conversation.delivered_until:
        return "delivered"
    return message.status


def attachment(row: Attachment) -> shapes.AttachmentShape:
    has_file = row.state == Attachment.State.STORED and bool(row.file)
    return shapes.AttachmentShape(
        id=row.pk,
        kind=row.kind,
        name=row.name,
        mime=row.mime,
        size=row.size,
        width=row.width,
        height=row.height,
        duration=row.duration,
        state=row.state,
        url=f"/files/{row.pk}" if has_file else None,
        thumbnail_url=f"/thumbnails/{row.pk}" if has_file and row.thumbnail else None,
        can_fetch=row.can_fetch,
        error=_error(row.error_code, row.error_params, row.state == Attachment.State.FAILED),
        title=row.title,
        link=row.link,
        params=row.params,
    )


def person(member: Member | None) -> shapes.PersonShape | None:
    return shapes.PersonShape(id=member.pk, name=str(member)) if member else None


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


def _messages(found: Sequence[Message]) -> list[shapes.MessageShape]:
    prefetch_related_objects(found, "author__user", ATTACHMENTS)
    quotes = _quotes(found)
    return [_message(row, quotes) for row in found]


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


def _message(row: Message, quotes: dict[tuple[int, str], shapes.QuoteShape]) -> shapes.MessageShape:
    quote = quotes.get((row.channel_id, row.reply_to_external_id)) if row.reply_to_external_id else None
    gone = row.deleted_at is not None
    return shapes.MessageShape(
        id=row.pk,
        conversation_id=row.conversation_id,
        direction=row.direction,
        kind=row.kind,
        text=row.text,
        author=person(row.author),
        origin="elsewhere" if row.elsewhere else "kaiwa",
        status=status_of(row, row.conversation),
        error=_error(row.error_code, row.error_params, row.error_permanent),
        sent_at=row.sent_at,
        received_at=row.received_at,
        late=_is_late(row),
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
        reactions=_reactions(row),
        reply_to=quote or (_unknown_quote() if row.reply_to_external_id else None),
        attachments=[] if gone else [attachment(each) for each in row.attachments.all()],
        key=row.key,
        code=row.code,
        params=row.params,
    )


def _is_late(row: Message) -> bool:
    came_in = row.direction == Message.Direction.IN and not row.imported
    return came_in and row.received_at - row.sent_at > LATE


def _reactions(row: Message) -> list[shapes.ReactionShape]:
    return [
        shapes.ReactionShape(emoji=reaction["emoji"], by=by)
        for by, reaction in sorted(row.reactions.items())
        if reaction["emoji"]
    ]


def _error(code: str, params: dict[str, Any], permanent: bool) -> shapes.ErrorShape | None:
    return shapes.ErrorShape(code=code, params=params, permanent=permanent) if code else None


def _quotes(rows: Iterable[Message]) -> dict[tuple[int, str], shapes.QuoteShape]:
    wanted = {(row.channel_id, row.reply_to_external_id) for row in rows if row.reply_to_external_id}
    if not wanted:
        return {}
    found = Message.objects.filter(
        channel__in={channel for channel, _ in wanted},
        external_id__in={external_id for _, external_id in wanted},
    )
    return {
        (message.channel_id, message.external_id or ""): shapes.QuoteShape(
            id=message.pk, text=message.text[:200], direction=message.direction, kind=message.kind
        )
        for message in found
    }


def _unknown_quote() -> shapes.QuoteShape:
    """The customer answers something older than our history; all we know is that it is an answer."""
    return shapes.QuoteShape(id=None, text="", direction=None, kind=None)


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
