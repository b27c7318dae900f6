"""What members wrote before it could be sent from here: put in place as it was, nobody is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from kaiwa.conversations import stored, waiting
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class Line:
    """One message of ours, and what became of it. `reply_to`: the provider's id of what it answers."""

    conversation: Conversation
    author: Member
    at: datetime
    text: str
    status: Message.Status
    external_id: str | None = None
    reply_to: str = ""
    error_code: str = ""
    error_permanent: bool = False


@dataclass(frozen=True, slots=True)
class File:
    name: str
    mime: str
    content: bytes


def write(line: Line, files: Sequence[File] = ()) -> Message:
    """Put the message where it belongs by its time."""
    conversation = line.conversation
    with transaction.atomic():
        message = Message.objects.create(
            conversation=conversation,
            channel=conversation.channel,
            direction=Message.Direction.OUT,
            author=line.author,
            text=line.text,
            sent_at=line.at,
            status=line.status,
            external_id=line.external_id,
            accepted_at=line.at if line.status == Message.Status.SENT else None,
            reply_to_external_id=line.reply_to,
            error_code=line.error_code,
            error_permanent=line.error_permanent,
            key=uuid4().hex,
        )
        for position, file in enumerate(files):
            _attach(message, position, file)
        newest = conversation.messages.newest_first()[0]
        conversation.last_message, conversation.last_message_at = newest, newest.sent_at
        conversation.save(update_fields=["last_message", "last_message_at"])
        waiting.recount([conversation.pk])
    return message


def _attach(message: Message, position: int, file: File) -> None:
    workspace = message.conversation.workspace
    kept = stored.keep(
        [file.content],
        folder=f"media/{workspace.pk}",
        limit=len(file.content),
        declared=file.mime,
        name=file.name,
    )
    Attachment.objects.create(
        workspace=workspace,
        message=message,
        position=position,
        kind=kept.kind,
        name=stored.safe_name(file.name, "file"),
        mime=kept.mime,
        size=kept.size,
        width=kept.width,
        height=kept.height,
        file=kept.file,
        state=Attachment.State.STORED,
    )
