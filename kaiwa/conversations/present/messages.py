"""Messages as the API and the stream show them, any number of them in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from kaiwa.conversations import shapes
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.workspaces.models import Member

# Later than this after it was written, a message is marked as having come late
LATE = timedelta(minutes=5)

ATTACHMENTS = Prefetch("attachments", Attachment.objects.order_by("position"))


def messages(rows: QuerySet[Message]) -> list[shapes.MessageShape]:
    """`rows`, in their order."""
    return shown(list(rows.select_related("conversation")))


def shown(found: Sequence[Message]) -> list[shapes.MessageShape]:
    prefetch_related_objects(found, "author__user", ATTACHMENTS)
    quotes = _quotes(found)
    return [_message(row, quotes) for row in found]


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
