"""The API and the way back of Facebook's dialog."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from ninja import Router

from kaiwa.channels import present
from kaiwa.channels.base import ChannelError
from kaiwa.channels.connect import Refused
from kaiwa.channels.connect_shapes import (
    ConnectedPagesOut,
    DialogOut,
    FailedPageOut,
    InstallationIn,
    PageOut,
    PagesIn,
)
from kaiwa.channels.messenger import connect
from kaiwa.channels.models import Channel, Connection
from kaiwa.channels.refusing import NOT_ADMIN, UNREACHABLE, api_error
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.lib.api_types import Pk
from kaiwa.workspaces.auth import MemberRequest, member_of, require_browser
from kaiwa.workspaces.models import User

router = Router(tags=["channels"])

SETTINGS = "/settings/messaging"

_LOGIN_EXPIRED = declare("login_expired", 409, _("Facebook no longer accepts the login. Connect again."))


@router.post("/connect/messenger", response=DialogOut)
def begin_connecting(request: MemberRequest, body: InstallationIn) -> DialogOut:
    """The address of Facebook's dialog. It comes back to this browser's session. Admins only."""
    require_browser(request)
    try:
        return DialogOut(url=connect.begin(request.session, request.member, body.visibility, body.optional))
    except Refused as refused:
        raise api_error(refused) from refused


@router.get("/connections/{pk}/pages", response=list[PageOut])
def list_pages(request: MemberRequest, pk: Pk) -> list[connect.Choice]:
    """The Pages that the login opens, those that cannot be chosen with the reason. Admins only."""
    connection = _connection(request, pk)
    try:
        return connect.choices(connection)
    except ChannelError as error:
        raise _api_error(error) from error


@router.post("/connections/{pk}/pages", response=ConnectedPagesOut)
def connect_pages(request: MemberRequest, pk: Pk, body: PagesIn) -> ConnectedPagesOut:
    """Connect these Pages; those connected before and not named stay so. Admins only."""
    connection = _connection(request, pk)
    try:
        channels, failures = connect.open_pages(
            connection, body.external_ids, by=request.member, start_button=body.start_button
        )
    except ChannelError as error:
        raise _api_error(error) from error
    rows = Channel.objects.filter(pk__in=[channel.pk for channel in channels]).order_by("name", "pk")
    return ConnectedPagesOut(
        channels=present.channels(rows),
        failed=[FailedPageOut(external_id=page, code=code) for page, code in failures.items()],
    )


@require_GET
def callback(request: HttpRequest) -> HttpResponseRedirect:
    """Where Facebook's dialog sends the browser back to."""
    user = request.user
    member = member_of(user, request.session) if isinstance(user, User) else None
    try:
        connection = connect.finish(request.session, member, request.GET.dict())
    except Refused as refused:
        return _to(SETTINGS, refused=refused.refusal.code, **refused.refusal.params)
    return _to(f"{SETTINGS}/pages", connection=connection.pk)


def _connection(request: MemberRequest, pk: int) -> Connection:
    visible = Connection.objects.visible_to(request.member).installed()
    connection = get_object_or_404(visible, pk=pk, provider=connect.PROVIDER)
    if not request.member.is_admin:
        raise ApiError(NOT_ADMIN)
    return connection


def _api_error(error: ChannelError) -> ApiError:
    code = _LOGIN_EXPIRED if error.channel else UNREACHABLE
    return ApiError(code, params={"cause": error.code})


def _to(path: str, **query: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{path}?{urlencode(query, doseq=True)}")
