"""Changed rows as the stream shows them, each with who may see it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from kaiwa.channels.models import Channel, Connection
from kaiwa.channels.present import channels as present_channels
from kaiwa.conversations import present
from kaiwa.conversations.models import Conversation, Message


@dataclass(slots=True)
class Wanted:
    """Ids of rows that changed in one workspace."""

    conversations: set[int] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)
    channels: set[int] = field(default_factory=set)

    def __len__(self) -> int:
        return len(self.conversations) + len(self.messages) + len(self.channels)


@dataclass(frozen=True, slots=True)
class Row:
    """`audience` is the one member who may see it, or None for the whole workspace."""

    noun: str
    audience: int | None
    json: bytes


def read(workspace: int, wanted: Wanted) -> list[Row]:
    """The rows of this workspace among those wanted, in a fixed number of queries."""
    audiences = _audiences(workspace)
    conversations = Conversation.objects.filter(
        workspace=workspace, pk__in=wanted.conversations, last_message_at__isnull=False
    )
    messages = Message.objects.filter(channel__in=list(audiences), pk__in=wanted.messages)
    channel_of = dict(messages.values_list("pk", "channel"))
    channels = Channel.objects.filter(pk__in=wanted.channels & audiences.keys())
    return [
        *_rows(
            "conversations",
            ((audiences[shape.channel.id], shape) for shape in present.conversations(conversations)),
        ),
        *_rows(
            "messages",
            ((audiences[channel_of[shape.id]], shape) for shape in present.messages(messages.order_by("pk"))),
        ),
        *_rows(
            "channels", ((audiences[shape.id], shape) for shape in present_channels(channels.order_by("pk")))
        ),
    ]


def _audiences(workspace: int) -> dict[int, int | None]:
    """Who may see each channel of the workspace."""
    shared = Connection.Visibility.SHARED
    found = Channel.objects.filter(connection__workspace=workspace).values_list(
        "pk", "connection__visibility", "connection__installer"
    )
    return {pk: None if visibility == shared else installer for pk, visibility, installer in found}


def _rows(noun: str, shapes: Iterable[tuple[int | None, Schema]]) -> list[Row]:
    return [Row(noun, audience, _as_the_api_does(shape)) for audience, shape in shapes]


def _as_the_api_does(shape: Schema) -> bytes:
    # ninja's own encoder: times with milliseconds, the same bytes that GET answers
    text = json.dumps(shape.model_dump(), cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))
    return text.encode()
