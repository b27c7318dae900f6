"""The API about channels and the kinds of them."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from ninja import Router

from kaiwa.channels import connect, present
from kaiwa.channels.leaving_api import router as leaving
from kaiwa.channels.messenger.routes import router as messenger
from kaiwa.channels.models import Channel
from kaiwa.channels.page_api import router as page
from kaiwa.channels.practice_number.routes import router as practice_number
from kaiwa.channels.registry import providers
from kaiwa.channels.shapes import ChannelIn, ChannelOut, HealthOut, ProviderOut
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError
from kaiwa.lib.api_types import Pk
from kaiwa.workspaces.auth import MemberRequest

router = Router(tags=["channels"])
router.add_router("", messenger)
router.add_router("", practice_number)
router.add_router("", leaving)
router.add_router("", page)


@router.get("/channels", response=list[ChannelOut])
def list_channels(request: MemberRequest) -> list[ChannelOut]:
    """Those the member may see, disconnected ones too: their conversations are still there."""
    return present.channels(Channel.objects.visible_to(request.member).order_by("name", "pk"))


@router.patch("/channels/{pk}", response=ChannelOut)
def change_channel(request: MemberRequest, pk: Pk, body: ChannelIn) -> ChannelOut:
    """For members with access to the account settings."""
    visible = Channel.objects.visible_to(request.member)
    channel = get_object_or_404(visible, pk=pk)
    if not request.member.can_change_settings:
        raise ApiError(NOT_ALLOWED)
    if body.human_agent is not None:
        connect.allow_late_replies(channel, body.human_agent, by=request.member)
    if body.return_when_away is not None:
        connect.return_when_away(channel, body.return_when_away, by=request.member)
    manners = body.model_dump(exclude={"human_agent", "return_when_away"}, exclude_none=True)
    if manners:
        connect.change_manners(channel, manners, by=request.member)
    return present.channels(visible.filter(pk=pk))[0]


@router.get("/channels/{pk}/health", response=HealthOut)
def show_health(request: MemberRequest, pk: Pk) -> HealthOut:
    """What the rounds found: each check with its time, and what was missing."""
    return present.health(get_object_or_404(Channel.objects.visible_to(request.member), pk=pk))


@router.get("/channels/{pk}/picture", response={200: bytes}, include_in_schema=False)
def show_picture(request: MemberRequest, pk: Pk) -> FileResponse:
    """The channel's picture, as a small PNG of our own drawing."""
    channel = get_object_or_404(Channel.objects.visible_to(request.member), pk=pk)
    if not channel.picture:
        raise Http404
    try:
        file = default_storage.open(channel.picture, "rb")
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"Cache-Control": "private, max-age=86400, immutable"}
    return FileResponse(file, content_type="image/png", headers=headers)


@router.get("/providers", response=list[ProviderOut])
def list_providers(request: MemberRequest) -> list[ProviderOut]:
    """What can be connected here, what it will ask for, and whether this member may."""
    return [present.provider_for(request.member, adapter) for adapter in providers().values()]
