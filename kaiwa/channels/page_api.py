"""The API behind a channel's own page: what came, what was set aside, a test event, invitations to write."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Router, Status
from pydantic import Field

from kaiwa.channels import chat_link, greeting, set_aside, trial
from kaiwa.channels import page_shapes as shapes
from kaiwa.channels.blanking import BLANKED
from kaiwa.channels.hours import last_day
from kaiwa.channels.models import Channel, WebhookEvent
from kaiwa.conversations import rounds
from kaiwa.lib.api_errors import NOT_ALLOWED, TOO_MANY, ApiError, declare
from kaiwa.lib.api_types import Cursor, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest

router = Router(tags=["channels"])

NOT_CONNECTED = declare(
    "channel_not_connected",
    409,
    _("What this event names is not connected here any more, so it stays set aside."),
)
WEBHOOK_BLANKED = declare(
    "webhook_blanked",
    409,
    _(
        "What was in this event was deleted, with the conversation or at the person's request, "
        "so it cannot be tried again."
    ),
)
Ref = Annotated[str, Field(max_length=250)]
_STATES = {
    WebhookEvent.State.PENDING: "waiting",
    WebhookEvent.State.HANDLED: "handled",
    WebhookEvent.State.IGNORED: "ignored",
    WebhookEvent.State.SET_ASIDE: "set_aside",
}


@router.post("/channels/{pk}/check", response={204: None})
def check_now(request: MemberRequest, pk: Pk) -> Status[None]:
    """Have the channel looked at at once; what that found is in its health. Nothing happens to a disconnected one."""
    channel = _find(request, pk)
    if channel.state != Channel.State.DISCONNECTED:
        with transaction.atomic():
            rounds.now(channel)
    return Status(204, None)


@router.get("/channels/{pk}/events", response=shapes.ChannelEventsOut)
def count_events(request: MemberRequest, pk: Pk) -> shapes.ChannelEventsOut:
    """How many webhooks came for the channel in the last 24 hours, and what became of them."""
    channel = _find(request, pk)
    aside = set_aside.waiting(set_aside.of_channel(channel, request.member))
    hours = [shapes.HourOut.from_orm(hour) for hour in last_day(channel)]
    return shapes.ChannelEventsOut(hours=hours, set_aside=aside.set_aside)


@router.get("/channels/{pk}/set-aside", response=shapes.AsidePageOut)
def list_set_aside(
    request: MemberRequest, pk: Pk, cursor: Cursor = "", limit: Limit = 20
) -> shapes.AsidePageOut:
    """Webhooks that could not be handled. For admins with access to the account settings."""
    channel = _find(request, pk)
    _require_access(request)
    webhooks = set_aside.of_channel(channel, request.member)
    waiting = set_aside.waiting(webhooks)
    if cursor.isdecimal() and len(cursor) < 19:
        webhooks = webhooks.filter(pk__lt=int(cursor))
    rows = list(webhooks[: limit + 1])
    return shapes.AsidePageOut(
        items=[_aside(row) for row in rows[:limit]],
        next_cursor=str(rows[limit - 1].pk) if len(rows) > limit else None,
        set_aside=waiting.set_aside,
        waiting=waiting.replaying,
    )


@router.post("/channels/{pk}/set-aside/replay", response=shapes.ReplayOut)
def replay_all(request: MemberRequest, pk: Pk) -> shapes.ReplayOut:
    """Try again all that is set aside, at most 1,000. For admins with access to the account settings."""
    channel = _find(request, pk)
    _require_access(request)
    webhooks = set_aside.of_channel(channel, request.member)
    return _replay(request, webhooks, channel, everything=True)


@router.get("/webhook-events/{pk}", response=shapes.BodyOut)
def show_webhook(request: MemberRequest, pk: Pk) -> shapes.BodyOut:
    """What came, byte for byte. For admins with access to the account settings."""
    row = _find_webhook(request, pk).get()
    body = bytes(row.body).decode("utf-8", "backslashreplace")
    return shapes.BodyOut(id=row.pk, received_at=row.received_at, body=body)


@router.post("/webhook-events/{pk}/replay", response=shapes.AsideOut)
def replay_one(request: MemberRequest, pk: Pk) -> shapes.AsideOut:
    """Try it again. One that is not set aside any more stays as it is."""
    webhooks = _find_webhook(request, pk)
    row = webhooks.get()
    if row.reason == BLANKED:
        raise ApiError(WEBHOOK_BLANKED)
    named = row.channels or []
    channel = Channel.objects.visible_to(request.member).filter(pk__in=named).order_by("pk")[0]
    _replay(request, webhooks, channel, everything=False)
    return _aside(webhooks.get())


@router.post("/channels/{pk}/test-event", response=shapes.TrialOut)
def send_test_event(request: MemberRequest, pk: Pk) -> shapes.TrialOut:
    """Sign an event as the provider would, send it to our own public address, and see how far it comes.

    It makes no conversation. For members with access to the account settings; one at a time.
    """
    channel = _find(request, pk)
    if not request.member.can_change_settings:
        raise ApiError(NOT_ALLOWED)
    steps = trial.send(channel)
    if steps is None:
        raise ApiError(TOO_MANY)
    return shapes.TrialOut(
        ok=all(step.ok for step in steps),
        address=f"{settings.PUBLIC_URL}/webhooks/{channel.provider}",
        steps=[shapes.StepOut.from_orm(step) for step in steps],
    )


@router.get("/channels/{pk}/chat-link", response=shapes.ChatLinkOut | None)
def show_chat_link(request: MemberRequest, pk: Pk) -> shapes.ChatLinkOut | None:
    """The link by which customers begin to write, or null where the provider has none (FAQ-08)."""
    channel = _find(request, pk)
    offered = chat_link.of(channel)
    if offered is None:
        return None
    return shapes.ChatLinkOut(
        url=chat_link.address(channel),
        parameter=offered.parameter,
        pattern=offered.pattern,
        limit=offered.limit,
    )


@router.get("/channels/{pk}/start-button", response=shapes.StartButtonOut)
def show_start_button(request: MemberRequest, pk: Pk) -> shapes.StartButtonOut:
    """Whether people who never wrote see a button first, and whose. The provider is asked."""
    return shapes.StartButtonOut(whose=greeting.whose_start_button(_find(request, pk)))


@router.patch("/channels/{pk}/start-button", response=shapes.StartButtonOut)
def offer_start(request: MemberRequest, pk: Pk, body: shapes.StartButtonIn) -> shapes.StartButtonOut:
    """Set the button, or take ours away. For members with access to the account settings."""
    channel = _find(request, pk)
    if not request.member.can_change_settings:
        raise ApiError(NOT_ALLOWED)
    whose = greeting.offer_start(channel, offered=body.offered, by=request.member)
    return shapes.StartButtonOut(whose=whose)


@router.get("/channels/{pk}/chat-link.svg", response={200: bytes}, include_in_schema=False)
def draw_chat_link(request: MemberRequest, pk: Pk, ref: Ref = "") -> HttpResponse:
    """The link as a QR code, for print."""
    return _drawn(request, pk, ref, "svg", "image/svg+xml")


@router.get("/channels/{pk}/chat-link.png", response={200: bytes}, include_in_schema=False)
def draw_chat_link_as_png(request: MemberRequest, pk: Pk, ref: Ref = "") -> HttpResponse:
    return _drawn(request, pk, ref, "png", "image/png")


def _drawn(request: MemberRequest, pk: int, ref: str, kind: chat_link.Format, mime: str) -> HttpResponse:
    url = chat_link.link(_find(request, pk), ref)
    if url is None:
        raise Http404
    answer = HttpResponse(chat_link.code(url, kind), content_type=mime)
    answer["Cache-Control"] = "private, max-age=86400"
    return answer


def _find(request: MemberRequest, pk: int) -> Channel:
    return get_object_or_404(Channel.objects.visible_to(request.member), pk=pk)


def _find_webhook(request: MemberRequest, pk: int) -> set_aside.Webhooks:
    webhooks = WebhookEvent.objects.visible_to(request.member).filter(pk=pk)
    if not webhooks.exists():
        raise Http404
    _require_access(request)
    return webhooks


def _require_access(request: MemberRequest) -> None:
    """What customers wrote may stand in it, of conversations that are deleted too."""
    if not (request.member.is_admin and request.member.can_change_settings):
        raise ApiError(NOT_ALLOWED)


def _replay(
    request: MemberRequest, webhooks: set_aside.Webhooks, channel: Channel, *, everything: bool
) -> shapes.ReplayOut:
    try:
        count = set_aside.replay(webhooks, by=request.member, channel=channel, everything=everything)
    except set_aside.NotConnected as gone:
        raise ApiError(NOT_CONNECTED) from gone
    return shapes.ReplayOut(replayed=count)


def _aside(row: WebhookEvent) -> shapes.AsideOut:
    return shapes.AsideOut(
        id=row.pk,
        received_at=row.received_at,
        kinds=set_aside.kinds(row),
        reason=row.reason,
        detail=row.error if row.state == WebhookEvent.State.SET_ASIDE else "",
        state="blanked" if row.reason == BLANKED else _STATES[WebhookEvent.State(row.state)],
        replayed_at=row.replayed_at,
        size=len(row.body),
    )
