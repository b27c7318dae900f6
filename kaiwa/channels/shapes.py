"""What the API and the stream show and take about channels and where they come from."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from kaiwa.lib.api_types import Input

Visibility = Literal["private", "shared"]
# What we show comes from the database as text; the OpenAPI tells which texts there are
VisibilityShown = Annotated[str, Field(json_schema_extra={"enum": ["private", "shared"]})]
StateShown = Annotated[str, Field(json_schema_extra={"enum": ["connected", "attention", "disconnected"]})]
ExternalId = Annotated[str, Field(min_length=1, max_length=128, pattern=r"^[\x21-\x7e]+$")]


class InstallerOut(Schema):
    id: int
    name: str


class ProblemOut(Schema):
    """What is wrong, as a code with parameters."""

    code: str
    params: dict[str, Any]


class CapabilitiesOut(Schema):
    """What can be done on a channel. `null` is no limit; bytes for files."""

    label: str
    icon: str
    text_limit: int
    attachment_limit: int
    attachment_types: list[str]
    window_hours: float | None
    extended_days: float | None
    may_start: bool


class ChannelOut(Schema):
    """One Page or number. `can_write`: its state lets messages out."""

    id: int
    provider: str
    name: str
    picture_url: str | None
    external_id: str
    state: StateShown
    problem: ProblemOut | None
    human_agent: bool
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


class PermissionOut(Schema):
    """What the provider's dialog will ask for, by its name there; `why_code` is worded by the interface."""

    name: str
    why_code: str


class ConnectionOut(Schema):
    """An installed integration. `account` is the name of who logged in at the provider."""

    id: int
    provider: str
    visibility: VisibilityShown
    installer: InstallerOut
    account: str
    connected_at: datetime


class ProviderOut(Schema):
    """A kind of channel. `refusal` says why the asking member may not install or connect it again."""

    name: str
    label: str
    icon: str
    installable: bool
    permissions: list[PermissionOut]
    connection: ConnectionOut | None
    may_install: bool
    refusal: str | None
    refusal_params: dict[str, Any]


class InstallationIn(Input):
    visibility: Visibility


class DialogOut(Schema):
    """Where the browser goes next."""

    url: str


class PageOut(Schema):
    """A Page that the login opens. `reason` says why it cannot be chosen."""

    external_id: str
    name: str
    category: str
    picture_url: str | None
    usable: bool
    reason: str | None
    connected: bool


class PagesIn(Input):
    external_ids: Annotated[list[ExternalId], Field(min_length=1, max_length=200)]


class FailedPageOut(Schema):
    external_id: str
    code: str


class ConnectedPagesOut(Schema):
    """The channels that are connected now, and the Pages that could not be."""

    channels: list[ChannelOut]
    failed: list[FailedPageOut]
