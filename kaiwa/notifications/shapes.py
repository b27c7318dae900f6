"""What the API takes and answers."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from kaiwa.lib.api_types import Input, Key
from kaiwa.notifications.models import Event, Medium, Preferences

Endpoint = Annotated[str, Field(min_length=9, max_length=2000, pattern=r"^https?://[\x21-\x7e]+$")]
# Base64 as browsers write it: a point of 65 bytes, and 16 bytes
PublicKey = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{87}=?$")]
Secret = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}(==)?$")]


class MediaIn(Input):
    desktop: bool
    mail: bool


class EventsIn(Input):
    mine: MediaIn
    others: MediaIn
    unassigned: MediaIn
    assigned: MediaIn


class MediaOut(Schema):
    desktop: bool
    mail: bool


class EventsOut(Schema):
    mine: MediaOut
    others: MediaOut
    unassigned: MediaOut
    assigned: MediaOut


class NotificationsOut(Schema):
    """`server_key`: what a browser subscribes to pushes with. `email`: where mails go."""

    events: EventsOut
    server_key: str
    email: str


class BrowserIn(Input):
    """A PushSubscription, as the browser gives it."""

    endpoint: Endpoint
    public_key: PublicKey
    secret: Secret


class BrowserOut(Schema):
    server_key: str


class NotificationTestIn(Input):
    medium: Literal["desktop", "mail"]
    nonce: Key


class NotificationTestOut(Schema):
    """`code` is empty when push service or mail server has it; else why not, worded by the interface."""

    code: str
    params: dict[str, Any]


def events_out(chosen: Preferences) -> EventsOut:
    return EventsOut(
        **{event: MediaOut(**{medium: chosen.wants(event, medium) for medium in Medium}) for event in Event}
    )


def chosen_in(body: EventsIn) -> dict[str, list[str]]:
    """The columns of Preferences."""
    return {medium: [event for event in Event if getattr(getattr(body, event), medium)] for medium in Medium}
