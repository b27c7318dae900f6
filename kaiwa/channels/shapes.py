"""What the API and the stream show and take about channels and where they come from."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from kaiwa.lib.api_types import Input, Pk

Visibility = Literal["private", "shared"]
# What we show comes from the database as text; the OpenAPI tells which texts there are
VisibilityShown = Annotated[str, Field(json_schema_extra={"enum": ["private", "shared"]})]
StateShown = Annotated[str, Field(json_schema_extra={"enum": ["connected", "attention", "disconnected"]})]
CheckShown = Annotated[
    str, Field(json_schema_extra={"enum": ["login", "permissions", "subscription", "history"]})
]
ExternalId = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")]


class InstallerOut(Schema):
    id: int
    name: str


class ProblemOut(Schema):
    """What is wrong, as a code with parameters."""

    code: str
    params: dict[str, Any]


class CapabilitiesOut(Schema):
    """What can be done on a channel. `null` is no limit; bytes for files.

    `signals`: customers can be shown that somebody writes. `quotes`: a reply can name the message it answers.
    `places`: where at the provider a trouble, by its code, is looked into.
    """

    label: str
    icon: str
    text_limit: int
    attachment_limit: int
    attachment_types: list[str]
    window_hours: float | None
    extended_days: float | None
    may_start: bool
    signals: bool
    quotes: bool
    places: dict[str, str]


class ChannelOut(Schema):
    """One Page or number. `can_write`: its state lets messages out.

    `return_when_away`: a conversation is nobody's again when its customer writes while its assignee is away.
    """

    id: int
    provider: str
    name: str
    picture_url: str | None
    external_id: str
    state: StateShown
    problem: ProblemOut | None
    problem_since: datetime | None
    human_agent: bool
    typing_indicator: bool
    mark_seen: bool
    return_when_away: bool
    connection_id: int
    visibility: VisibilityShown
    installer: InstallerOut
    connected_at: datetime
    last_event_at: datetime | None
    can_write: bool
    capabilities: CapabilitiesOut


class ChannelIn(Input):
    """What a member with access to the account settings changes."""

    human_agent: bool | None = None
    typing_indicator: bool | None = None
    mark_seen: bool | None = None
    return_when_away: bool | None = None


class CheckOut(Schema):
    """What the last look found of one thing that must hold. `code` also says what was mended: then it is ok."""

    name: CheckShown
    ok: bool
    code: str
    params: dict[str, Any]
    at: datetime


class RoundOut(Schema):
    """One comparison with the provider's list. Messages `recovered` are in the inbox now, `unrecoverable` are not.

    `first`: it brought what was said before the channel was connected. `finished_at` is null while it runs.
    """

    started_at: datetime
    finished_at: datetime | None
    complete: bool
    first: bool
    listed: int
    recovered: int
    unrecoverable: int
    error: ProblemOut | None


class DayOut(Schema):
    """The rounds of the last 24 hours, summed up."""

    rounds: int
    recovered: int
    unrecoverable: int


class HealthOut(Schema):
    """Whether a channel works, as far as was looked. `next_round_at`: when it is looked at again."""

    checks: list[CheckOut]
    last_round: RoundOut | None
    day: DayOut
    caught_up_at: datetime | None
    next_round_at: datetime | None


class PermissionOut(Schema):
    """What the provider's dialog will ask for, by its name there; `why_code` is worded by the interface."""

    name: str
    why_code: str
    optional: bool


class HandoverOut(Schema):
    """Whom an admin wants to be the installer; the one who is has to agree."""

    to: InstallerOut
    by: InstallerOut | None


class HandoverIn(Input):
    """`member`: who is to be the installer."""

    member: Pk


class HandoverAnswerIn(Input):
    agreed: bool


class ConnectionOut(Schema):
    """An installed integration. `account` is the name of who logged in at the provider."""

    id: int
    provider: str
    visibility: VisibilityShown
    installer: InstallerOut
    account: str
    connected_at: datetime
    handover: HandoverOut | None


class ConnectionIn(Input):
    """Its installer alone may change it."""

    visibility: Visibility


class RemovableOut(Schema):
    """An installation that the asking admin may remove, also one whose channels they cannot see."""

    id: int
    installer: InstallerOut
    visibility: VisibilityShown
    handover: HandoverOut | None


class StillReportedOut(Schema):
    """A channel that is disconnected here, while the provider could not be made to stop reporting it."""

    name: str
    code: str


class LeavingOut(Schema):
    """What became of it at the provider; empty when all was taken back there."""

    still_reported: list[StillReportedOut]


class DataDeletionOut(Schema):
    """A request to delete a person's data. `found`: there was something to delete."""

    code: str
    label: str
    found: bool
    requested_at: datetime
    completed_at: datetime | None


class ProviderOut(Schema):
    """A kind of channel. `refusal` says why the asking member may not install or connect it again.

    `one_channel`: connecting it connects its one channel, and there are no Pages to choose from.
    """

    name: str
    label: str
    icon: str
    one_channel: bool
    installable: bool
    permissions: list[PermissionOut]
    connection: ConnectionOut | None
    removable: RemovableOut | None
    may_install: bool
    refusal: str | None
    refusal_params: dict[str, Any]
