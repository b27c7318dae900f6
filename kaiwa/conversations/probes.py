"""Probes: asking a provider whether it takes calls for a channel again, without anybody seeing it.

A restriction may end on the provider's side without a word. What asks is *not writing* to whoever wrote last, which
shows on no phone: the same door as a message's, and nothing goes through it.
"""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from kaiwa.channels import checks, health
from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.codes import FAILURES
from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider, providers
from kaiwa.conversations.models import Identity
from kaiwa.lib import locks

log = logging.getLogger(__name__)


@app.task(queue="provider")
def probe() -> None:
    """Try each channel whose calls were refused; the ones that answer work again."""
    able = [name for name, adapter in providers().items() if adapter.capabilities.signals]
    troubled = Channel.objects.filter(
        state=Channel.State.ATTENTION, problem_code__in=list(FAILURES), provider__in=able
    )
    with locks.holding("probe") as mine:
        if mine:
            for channel in troubled.order_by("pk"):
                # What a round found is over when a round finds it no more
                if channel.problem_code not in checks.troubles(channel):
                    _probe(channel)


def _probe(channel: Channel) -> None:
    latest = (
        Identity.objects.filter(channel=channel, conversation__last_inbound_at__isnull=False)
        .order_by("-conversation__last_inbound_at")
        .first()
    )
    if latest is None:
        return
    credentials = Credentials(channel.external_id, channel.credentials)
    try:
        provider(channel.provider).signal(credentials, latest.external_id, "not_writing")
    except ChannelError as error:
        log.info("channel %s still refuses: %s", channel.pk, error.code)
    else:
        health.recovered(channel.pk)
