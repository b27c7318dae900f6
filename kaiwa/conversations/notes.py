"""Notes: what members say to each other beside a conversation. The customer never sees them, and no provider does.

A note stands in the thread in its place and changes nothing else: it is no answer, does not move the conversation in
the list, and can be written whatever the reply window says.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from kaiwa.conversations import discarding, outbound
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.conversations.search import index
from kaiwa.lib.api_errors import NOT_FOUND, ApiError
from kaiwa.live import publish, publish_gone
from kaiwa.workspaces.models import Member


def write(
    conversation: Conversation, text: str, files: Sequence[int] = (), *, key: str, author: Member
) -> tuple[int, bool]:
    """Write a note; `files`: ids of uploads. Returns its id, and whether it is new: a repeated key is not."""
    with transaction.atomic():
        conversation = Conversation.objects.select_for_update(of=["self"]).get(pk=conversation.pk)
        known = conversation.messages.filter(key=key).values_list("pk", flat=True).first()
        if known is not None:
            return known, False
        if not text.strip() and not files:
            raise ApiError(outbound.EMPTY)
        now = timezone.now()
        note = Message.objects.create(
            conversation=conversation,
            channel_id=conversation.channel_id,
            direction=Message.Direction.NOTE,
            text=text.strip(),
            # Never above what is on screen, whatever the clocks say
            sent_at=max(now, conversation.last_message_at or now),
            author=author,
            status=Message.Status.RECEIVED,
            key=key,
        )
        _attach(files, note)
        publish(conversation.workspace_id, messages=[note.pk])
        index.wake()
    return note.pk, True


def delete(note: Message, *, by: Member) -> None:
    """Take back a note of one's own, with its files. Raises ApiError for another's."""
    if note.author_id != by.pk:
        raise ApiError(NOT_FOUND)
    with transaction.atomic():
        for file in note.attachments.all():
            file.discard()
        conversation, pk = note.conversation_id, note.pk
        note.delete()
        publish_gone(by.workspace_id, conversation=conversation, message=pk)
        discarding.wake()


def _attach(files: Sequence[int], note: Message) -> None:
    assert note.author is not None  # just written
    rows = outbound.uploads_of(note.author, files)
    for position, upload in enumerate(rows):
        upload.message, upload.position = note, position
    Attachment.objects.bulk_update(rows, ["message", "position"])
