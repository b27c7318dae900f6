"""What the API shows on a channel's own page."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from kaiwa.channels.outcomes import REASONS
from kaiwa.channels.trial import STEPS
from kaiwa.lib.api_types import Input

_STATES = ["set_aside", "waiting", "handled", "ignored", "blanked"]

Reason = Annotated[str, Field(json_schema_extra={"enum": [*REASONS, ""]})]
AsideState = Annotated[str, Field(json_schema_extra={"enum": _STATES})]
StepName = Annotated[str, Field(json_schema_extra={"enum": list(STEPS)})]


class HourOut(Schema):
    """The webhooks that came within the hour that begins at `hour`, by what became of them."""

    hour: datetime
    handled: int
    ignored: int
    set_aside: int


class ChannelEventsOut(Schema):
    """The last 24 hours, oldest first, the one that runs last. `set_aside`: how many wait for a person at all."""

    hours: list[HourOut]
    set_aside: int


class AsideOut(Schema):
    """A webhook that was set aside. `kinds`: what is in it, as far as that can be read; `detail`: the error, as it was.

    `state`: *waiting* is being tried again; *handled* and *ignored* is what came of that; *blanked* cannot be tried
    again, because a person's data in it was deleted at their request.
    """

    id: int
    received_at: datetime
    kinds: list[str]
    reason: Reason
    detail: str
    state: AsideState
    replayed_at: datetime | None
    size: int


class AsidePageOut(Schema):
    """Newest first. `set_aside` and `waiting` count all of the channel's, not only this page's."""

    items: list[AsideOut]
    next_cursor: str | None
    set_aside: int
    waiting: int


class BodyOut(Schema):
    """A webhook as it came. Bytes that are no text are written out as \\xNN."""

    id: int
    received_at: datetime
    body: str


class ReplayOut(Schema):
    """How many are tried again now. 0: none was set aside any more."""

    replayed: int


class StepOut(Schema):
    """`ok` is null for a step that was not come to; `seconds` are those since the beginning."""

    name: StepName
    ok: bool | None
    seconds: float | None
    code: str
    params: dict[str, Any]


class TrialOut(Schema):
    """How far a test event came. `address` is where it was sent."""

    ok: bool
    address: str
    steps: list[StepOut]


class StartButtonOut(Schema):
    """The button that people who never wrote see first; with one, the ref of the link they came by is known.

    `whose` is null where the provider has no such button.
    """

    whose: Annotated[str, Field(json_schema_extra={"enum": ["none", "ours", "other"]})] | None


class StartButtonIn(Input):
    """Set it where there is none, or take ours away. One that somebody else set stays as it is."""

    offered: bool


class ChatLinkOut(Schema):
    """The link that opens a chat with the channel.

    `?parameter=…` added to it comes back as the ref of the conversation's source; `pattern` and `limit` say what
    may stand there.
    """

    url: str
    parameter: str
    pattern: str
    limit: int
