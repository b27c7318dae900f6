"""Who may answer in a conversation at the provider: we, or another app that has the thread; and what refusals teach."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa.channels import health
from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.registry import provider
from kaiwa.conversations.models import Conversation
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.live import publish

NOT_TAKEN = declare("not_taken_over", 409, _("The other app keeps the conversation. Try again later."))


def learn(conversation: Conversation, error: ChannelError) -> None:
    """Keep what a refused message says of its conversation."""
    now = timezone.now()
    if error.code == "thread_elsewhere":
        _change(conversation, held=True, held_at=now)
    elif error.code == "tag_abuse":
        _change(conversation, late_refused_at=now)


def take_over(conversation: Conversation) -> None:
    """Have the thread from the app that holds it. Raises ApiError."""
    channel = conversation.channel
    adapter = provider(channel.provider)
    if not conversation.held or not adapter.capabilities.take_over:
        return
    credentials = Credentials(channel.external_id, channel.credentials)
    try:
        adapter.take_over(credentials, conversation.identity.external_id)
    except ChannelError as error:
        health.failed(channel, error)
        raise ApiError(NOT_TAKEN, params={"code": error.code}) from error
    now = timezone.now()
    _change(conversation, held=False, held_at=now, held_by="", held_by_at=now)


def _change(conversation: Conversation, **fields: object) -> None:
    with transaction.atomic():
        Conversation.objects.filter(pk=conversation.pk).update(**fields)
        publish(conversation.workspace_id, conversations=[conversation.pk])
