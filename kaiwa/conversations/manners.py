"""What a customer is shown besides messages: that somebody writes, and that their message was looked at.

Both are settings of the channel, off at first. Neither is worth a second try: the moment has passed by then.
"""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels import health
from kaiwa.channels.base import ChannelError, Credentials, Signal
from kaiwa.channels.registry import provider
from kaiwa.conversations.composer import composer_of
from kaiwa.conversations.models import Conversation
from kaiwa.lib import jobs

log = logging.getLogger(__name__)

# The provider's dots last twenty seconds; more calls than one in ten show nothing new
WRITING_SECONDS = 10


def is_writing(conversation: Conversation) -> None:
    """A member writes here."""
    if _wanted(conversation, "writing") and cache.add(f"writing:{conversation.pk}", 1, WRITING_SECONDS):
        jobs.wake(show, conversation=conversation.pk, signal="writing")


def was_seen(conversation: Conversation) -> None:
    """A member looked at what the customer wrote last."""
    if _wanted(conversation, "seen"):
        jobs.wake(show, conversation=conversation.pk, signal="seen")


@app.task(queue="provider")
def show(conversation: int, signal: Signal) -> None:
    """Show it, if it is still wanted."""
    rows = Conversation.objects.select_related("channel", "identity")
    found = rows.filter(pk=conversation).first()
    if found is None or not _wanted(found, signal) or composer_of(found, now=timezone.now()).locked:
        return
    channel = found.channel
    credentials = Credentials(channel.external_id, channel.credentials)
    try:
        provider(channel.provider).signal(credentials, found.identity.external_id, signal)
    except ChannelError as error:
        log.info("conversation %s: %s was not shown: %s", conversation, signal, error.code)
        health.failed(channel, error)


def _wanted(conversation: Conversation, signal: Signal) -> bool:
    channel = conversation.channel
    if not provider(channel.provider).capabilities.signals:
        return False
    return channel.typing_indicator if signal == "writing" else channel.mark_seen
