"""The shapes in which the API and the stream show conversations and messages."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field


def _one_of(*values: str) -> Any:
    """Text of which the OpenAPI tells every value."""
    return Field(json_schema_extra={"enum": list(values)})


Direction = Annotated[str, _one_of("in", "out", "event", "note")]
FileState = Annotated[str, _one_of("pending", "stored", "failed")]
ChannelState = Annotated[str, _one_of("connected", "attention", "disconnected")]
Side = Annotated[str, _one_of("contact", "channel")]
Origin = Annotated[str, _one_of("kaiwa", "elsewhere")]
WindowState = Annotated[str, _one_of("open", "extended", "closed", "never")]
MessageStatus = Annotated[
    str, _one_of("received", "queued", "sending", "sent", "delivered", "read", "failed", "unknown")
]


class Shape(BaseModel):
    """Plain pydantic: ninja's Schema looks at each value a second time, which was half of a page of the list."""


class PersonShape(Shape):
    """A member, as the author or assignee of something."""

    id: int
    name: str


class ErrorShape(Shape):
    """Why something did not work. `permanent`: trying again cannot help until somebody does something."""

    code: str
    params: dict[str, Any]
    permanent: bool


class AttachmentShape(Shape):
    """`url` answers while `state` is stored and there is a file; seconds, pixels and bytes where known.

    `thumbnail_url` is a smaller picture of it; null where the file itself is small enough. `can_fetch`: it failed,
    and asking the provider again may help.
    """

    id: int
    kind: str
    name: str
    mime: str
    size: int | None
    width: int | None
    height: int | None
    duration: float | None
    state: FileState
    url: str | None
    thumbnail_url: str | None
    can_fetch: bool
    error: ErrorShape | None
    title: str
    link: str
    params: dict[str, Any]


class ReactionShape(Shape):
    emoji: str
    by: Side


class QuoteShape(Shape):
    """The message that another one answers; `id` is null when it is not known here."""

    id: int | None
    text: str
    direction: Direction | None
    kind: str | None


class MessageShape(Shape):
    """`sent_at` is the provider's time and the order on screen; `late` says it reached us well after that."""

    id: int
    conversation_id: int
    direction: Direction
    kind: str
    text: str
    author: PersonShape | None
    origin: Origin
    status: MessageStatus
    error: ErrorShape | None
    sent_at: datetime
    received_at: datetime
    late: bool
    edited_at: datetime | None
    deleted_at: datetime | None
    reactions: list[ReactionShape]
    reply_to: QuoteShape | None
    attachments: list[AttachmentShape]
    key: str
    code: str
    params: dict[str, Any]


class ConversationChannelShape(Shape):
    id: int
    name: str
    provider: str
    icon: str
    state: ChannelState


class ContactShape(Shape):
    """`name` is empty until it is known; `short_id` then tells people apart."""

    id: int
    name: str
    short_id: str
    picture_url: str | None
    first_seen_at: datetime
    locale: str
    utc_offset: float | None


class IdentityShape(Shape):
    """`name`: as the provider calls them, whatever they are called here."""

    external_id: str
    name: str


class PreviewShape(Shape):
    """The newest message in a line. `kind` is that of its first attachment where it has no text."""

    direction: Direction
    kind: str
    text: str
    code: str
    params: dict[str, Any]
    status: str
    deleted: bool


class WindowShape(Shape):
    state: WindowState
    closes_at: datetime | None
    locked_at: datetime | None


class ComposerShape(Shape):
    """Whether anything can be written now, and if not, why: a code that the interface words."""

    locked: bool
    reason: str | None
    params: dict[str, Any]


class ConversationShape(Shape):
    """`waiting_since`: the customer's first word that we have not answered; null when nothing is open with us.

    `blocked`: its contact is; it stands in no section.
    """

    id: int
    channel: ConversationChannelShape
    contact: ContactShape
    identity: IdentityShape
    preview: PreviewShape | None
    last_message_at: datetime
    last_inbound_at: datetime | None
    waiting_since: datetime | None
    unread: int
    first_unread_id: int | None
    assignee: PersonShape | None
    closed_at: datetime | None
    blocked: bool
    window: WindowShape
    source: dict[str, Any] | None
    composer: ComposerShape


class CountShape(Shape):
    conversations: int
    unread: int


class CountsShape(Shape):
    """By section. Of closed ones at most 1,000 of a channel are counted."""

    unassigned: CountShape
    mine: CountShape
    others: CountShape
    closed: CountShape
