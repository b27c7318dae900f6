"""The shapes of what stands in a record's feed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from kaiwa.crm.builtin.shapes import NamedShape, Shape

FeedKind = Annotated[str, Field(json_schema_extra={"enum": ["note", "chat", "activity", "file", "change"]})]


class AboutShape(Shape):
    """A record that something hangs on, besides the one whose feed it stands in."""

    kind: str
    id: int
    title: str


class EditedShape(Shape):
    at: datetime
    by: NamedShape | None


class FileShape(Shape):
    """`size` in bytes; `width` and `height` in pixels, of pictures."""

    name: str
    mime: str
    size: int
    width: int | None
    height: int | None
    url: str | None
    thumbnail_url: str | None


class ActivityTypeRow(Shape):
    """`in_calendar`: activities of this type stand in calendars where nobody chose otherwise."""

    id: int
    key: str
    name: str
    icon: str
    in_calendar: bool


class PlannedShape(Shape):
    """What an activity is, when it is due, and whose it is.

    `due_time` as 14:05, `duration` in minutes. `done_at` is null while it is planned.
    """

    type: ActivityTypeRow
    due_date: date | None
    due_time: str | None
    duration: int | None
    done_at: datetime | None
    owner: NamedShape | None


class FeedItem(Shape):
    """`id`: its kind and its number, as note:5. `more`: the text goes on. `code`, `params`: of a change.

    `conversation`: that a transcript is of, where you may see it.
    """

    id: str
    kind: FeedKind
    at: datetime
    author: NamedShape | None
    origin: str
    text: str
    more: bool
    edited: EditedShape | None
    subject: str
    done: bool
    activity: PlannedShape | None
    file: FileShape | None
    code: str
    params: dict[str, Any]
    about: list[AboutShape]
    conversation: int | None


class NoteOut(Shape):
    """A note with all of its text."""

    id: int
    at: datetime
    author: NamedShape | None
    origin: str
    text: str
    edited: EditedShape | None
    about: list[AboutShape]


class ActivityOut(PlannedShape):
    """An activity with all of its text."""

    id: int
    at: datetime
    author: NamedShape | None
    origin: str
    subject: str
    text: str
    edited: EditedShape | None
    about: list[AboutShape]
