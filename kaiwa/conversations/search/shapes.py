"""The shapes in which the API shows what was found."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from kaiwa.conversations.shapes import (
    ContactShape,
    ConversationChannelShape,
    Direction,
    PersonShape,
    Shape,
)

FoundBy = Annotated[str, Field(json_schema_extra={"enum": ["name", "profile", "id"]})]


class SnippetShape(Shape):
    """A stretch of a text that begins at its `start`. `marks`: (start, end) of what was found, in the whole text.

    All of them count Unicode code points.
    """

    text: str
    start: int
    cut_before: bool
    cut_after: bool
    marks: list[tuple[int, int]]


class FoundWithShape(Shape):
    """The conversation that something was found in, as much of it as a line shows."""

    id: int
    channel: ConversationChannelShape
    contact: ContactShape
    closed_at: datetime | None


class FoundContactShape(Shape):
    """A contact by their newest conversation. `name`: what of theirs was found; `by`: which of their names it is."""

    conversation: FoundWithShape
    last_message_at: datetime
    by: FoundBy
    name: SnippetShape


class FoundMessageShape(Shape):
    """`text` is null where only a file's name holds what was looked for; `files` are those that hold some of it."""

    id: int
    conversation: FoundWithShape
    direction: Direction
    kind: str
    author: PersonShape | None
    sent_at: datetime
    text: SnippetShape | None
    files: list[SnippetShape]
