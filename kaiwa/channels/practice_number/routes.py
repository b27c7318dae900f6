"""Connecting a practice number over HTTP."""

from __future__ import annotations

from django.conf import settings
from ninja import Router

from kaiwa.channels.base import ChannelError
from kaiwa.channels.connect import Refused
from kaiwa.channels.connect_shapes import DialogOut, InstallationIn
from kaiwa.channels.practice_number.connect import open_number
from kaiwa.channels.refusing import UNREACHABLE, api_error
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces.auth import MemberRequest, require_browser

router = Router(tags=["channels"])


@router.post("/connect/practice_number", response=DialogOut)
def connect_practice_number(request: MemberRequest, body: InstallationIn) -> DialogOut:
    """Connect the practice ground's number, and go back to the settings. Admins only."""
    require_browser(request)
    try:
        open_number(request.member, body.visibility)
    except Refused as refused:
        raise api_error(refused) from refused
    except ChannelError as error:
        raise ApiError(UNREACHABLE, params={"cause": error.code}) from error
    return DialogOut(url=f"{settings.PUBLIC_URL}/settings/messaging")
