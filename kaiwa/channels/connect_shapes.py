"""What the API shows and takes while somebody connects channels."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from kaiwa.channels.shapes import ChannelOut, ExternalId, Visibility
from kaiwa.lib.api_types import Input


class InstallationIn(Input):
    """`optional`: names of the provider's optional permissions to ask for as well."""

    visibility: Visibility
    optional: Annotated[list[ExternalId], Field(max_length=10)] = []


class DialogOut(Schema):
    """Where the browser goes next."""

    url: str


class PageOut(Schema):
    """A Page that the login opens. `reason` says why it cannot be chosen, `params` what that is about."""

    external_id: str
    name: str
    category: str
    picture_url: str | None
    usable: bool
    reason: str | None
    connected: bool
    params: dict[str, Any]


class PagesIn(Input):
    """`start_button`: set the button that tells where new customers come from, on those of them that have none."""

    start_button: bool = False
    external_ids: Annotated[list[ExternalId], Field(min_length=1, max_length=200)]


class FailedPageOut(Schema):
    external_id: str
    code: str


class ConnectedPagesOut(Schema):
    """The channels that are connected now, and the Pages that could not be."""

    channels: list[ChannelOut]
    failed: list[FailedPageOut]
