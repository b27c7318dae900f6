"""The API about who sees an installation, whose it is, and leaving it."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from kaiwa.channels import connect, handover, leaving, present
from kaiwa.channels.models import Channel, Connection, DataDeletion
from kaiwa.channels.registry import provider
from kaiwa.channels.shapes import (
    ConnectionIn,
    DataDeletionOut,
    HandoverAnswerIn,
    HandoverIn,
    LeavingOut,
    ProviderOut,
)
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.lib.api_types import Pk, Secret
from kaiwa.workspaces.auth import MemberRequest
from kaiwa.workspaces.models import Member

router = Router(tags=["channels"])

_NOT_INSTALLER = declare(
    "not_installer", 403, _("Only %(installer)s, who installed it, can change who sees it.")
)
_ADMINS_LEAVE = declare("admins_disconnect", 403, _("Only an admin of this workspace can disconnect it."))


@router.patch("/connections/{pk}", response=ProviderOut)
def change_connection(request: MemberRequest, pk: Pk, body: ConnectionIn) -> ProviderOut:
    """Make it private or shared. Its installer only, whoever else is an admin."""
    visible = Connection.objects.visible_to(request.member).installed()
    connection = get_object_or_404(visible.select_related("installer__user"), pk=pk)
    try:
        connect.change_visibility(connection, body.visibility, by=request.member)
    except connect.Refused as refused:
        raise ApiError(_NOT_INSTALLER, params=refused.refusal.params) from refused
    return present.provider_for(request.member, provider(connection.provider))


@router.post("/connections/{pk}/handover", response=ProviderOut)
def hand_over(request: MemberRequest, pk: Pk, body: HandoverIn) -> ProviderOut:
    """Make another member the installer. Admins only; an installer who keeps it private is asked first."""
    connection = _removable(request, pk)
    to = get_object_or_404(Member.objects.visible_to(request.member).select_related("user"), pk=body.member)
    handover.hand_over(connection, to, by=request.member)
    return present.provider_for(request.member, provider(connection.provider))


@router.post("/connections/{pk}/handover/answer", response=ProviderOut)
def answer_handover(request: MemberRequest, pk: Pk, body: HandoverAnswerIn) -> ProviderOut:
    """Agree that somebody else becomes the installer, or not. For the installer."""
    connection = get_object_or_404(Connection.objects.visible_to(request.member).installed(), pk=pk)
    handover.answer(connection, agreed=body.agreed, by=request.member)
    return present.provider_for(request.member, provider(connection.provider))


@router.delete("/connections/{pk}/handover", response=ProviderOut)
def withdraw_handover(request: MemberRequest, pk: Pk) -> ProviderOut:
    """Take back what the installer was asked and has not answered. Admins only."""
    connection = _removable(request, pk)
    handover.withdraw(connection, by=request.member)
    return present.provider_for(request.member, provider(connection.provider))


@router.delete("/connections/{pk}", response=LeavingOut)
def uninstall(request: MemberRequest, pk: Pk) -> LeavingOut:
    """Remove the installation and disconnect its channels; conversations stay. Any admin."""
    connection = _removable(request, pk)
    if not request.member.is_admin:
        raise ApiError(_ADMINS_LEAVE)
    return present.leaving(leaving.uninstall(connection, by=request.member))


@router.post("/channels/{pk}/disconnect", response=LeavingOut)
def disconnect_channel(request: MemberRequest, pk: Pk) -> LeavingOut:
    """Let one channel go; its conversations stay. Admins only."""
    channel = get_object_or_404(Channel.objects.visible_to(request.member), pk=pk)
    if not request.member.is_admin:
        raise ApiError(_ADMINS_LEAVE)
    return present.leaving(leaving.let_go(channel, by=request.member))


@router.get("/data-deletions", response=DataDeletionOut, auth=None)
def look_up_data_deletion(request: HttpRequest, code: Annotated[Secret, Query()]) -> DataDeletionOut:
    """What became of a request to delete somebody's data, for whoever holds its code."""
    return present.data_deletion(get_object_or_404(DataDeletion, code=code))


def _removable(request: MemberRequest, pk: int) -> Connection:
    return get_object_or_404(Connection.objects.removable_by(request.member), pk=pk)
