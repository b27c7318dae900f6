"""What people see on a channel before they write for the first time: the button that begins a conversation."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kaiwa.channels.base import ChannelError, Credentials, StartButton
from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.models import AuditEntry, Member

NOT_ANSWERED = declare(
    "start_button_unknown", 409, _("The provider did not answer about the start button. Try again later.")
)


def whose_start_button(channel: Channel) -> StartButton | None:
    """None: its provider has no such button, or nobody is connected to ask. Raises ApiError."""
    adapter = provider(channel.provider)
    if not adapter.capabilities.start_button or channel.state == Channel.State.DISCONNECTED:
        return None
    try:
        return adapter.start_button(_credentials(channel))
    except ChannelError as error:
        raise ApiError(NOT_ANSWERED, params={"code": error.code}) from error


def offer_start(channel: Channel, *, offered: bool, by: Member) -> StartButton | None:
    """Set it, or take ours away. Raises ApiError."""
    adapter = provider(channel.provider)
    if not adapter.capabilities.start_button or channel.state == Channel.State.DISCONNECTED:
        return None
    try:
        now = adapter.offer_start(_credentials(channel), offered=offered)
    except ChannelError as error:
        raise ApiError(NOT_ANSWERED, params={"code": error.code}) from error
    with transaction.atomic():
        AuditEntry.objects.record(
            by, "start_button_changed", channel=channel.pk, name=channel.name, allowed=now == "ours"
        )
    return now


def _credentials(channel: Channel) -> Credentials:
    return Credentials(channel.external_id, channel.credentials)
