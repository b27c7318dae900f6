"""Rounds: every few minutes each channel is looked at. Does it work, and what did its webhooks not bring?"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels import checks, health
from kaiwa.channels.base import ChannelError
from kaiwa.channels.models import Channel, Round
from kaiwa.conversations import catchup
from kaiwa.lib import jobs, locks
from kaiwa.live import publish

logger = logging.getLogger(__name__)

LOCK = "round"
EVERY = timedelta(minutes=5)
# One that found another at work on its channel comes again so much later
SOON = timedelta(seconds=30)
# At once, so that a Page with a long history leaves the worker hands for replies
PLACES = 2
KEPT = timedelta(days=30)


def wake() -> None:
    """Have the rounds that are due begin after the open transaction."""
    jobs.wake(go_round)


def now(channel: Channel) -> None:
    """Have `channel` looked at at once, after the open transaction: it was connected, or somebody asked."""
    Channel.objects.filter(pk=channel.pk).update(next_round_at=timezone.now())
    wake()


def after_outage() -> None:
    """We were away, for however long: every channel is looked at before its time."""
    Channel.objects.connected().filter(next_round_at__gt=timezone.now()).update(next_round_at=timezone.now())


@contextmanager
def held(channel: Channel) -> Iterator[None]:
    """No round of `channel` meanwhile; one that is under way is waited for."""
    with locks.holding(LOCK, channel.pk, wait=True):
        yield


def forget() -> None:
    """Let go of what rounds found long ago."""
    Round.objects.filter(started_at__lt=timezone.now() - KEPT).delete()


@app.task(queue="provider")
def go_round() -> None:
    """Look at the channels that are due, until none is."""
    with locks.one_of("rounds", PLACES) as mine:
        if not mine:
            return
        while channel := _claim():
            _look_guarded(channel)
    if due().exists():
        # It came between the last look and letting go, when its own wake-up found no place
        wake()


def due() -> QuerySet[Channel]:
    """Channels that are to be looked at now, the one due longest first."""
    return Channel.objects.connected().filter(next_round_at__lte=timezone.now()).order_by("next_round_at")


def _claim() -> Channel | None:
    """The one due longest. Its next time is set first: whatever it does to us, the others get their turn."""
    with transaction.atomic():
        channel = due().select_for_update(skip_locked=True, of=("self",), no_key=True).first()
        if channel is None:
            return None
        channel.next_round_at = timezone.now() + EVERY
        channel.save(update_fields=["next_round_at"])
    return channel


def _look_guarded(channel: Channel) -> None:
    with locks.holding(LOCK, channel.pk) as mine:
        if not mine:
            _not_before(channel, SOON)
            return
        look = Round.objects.create(
            channel=channel, started_at=timezone.now(), first=channel.caught_up_at is None
        )
        try:
            _look(channel, look)
        except ChannelError as error:
            _failed(channel, look, error)
        except DatabaseError:
            raise
        except Exception as error:
            logger.exception("the round of channel %s failed", channel.pk)
            _failed(channel, look, ChannelError(str(error), code="round_failed", permanent=False))
        _finish(channel, look)


def _look(channel: Channel, look: Round) -> None:
    if not checks.look(channel):
        return
    catchup.catch_up(channel, look)
    look.complete = True
    checks.note(channel, "history")


def _failed(channel: Channel, look: Round, error: ChannelError) -> None:
    logger.warning("the round of channel %s stopped: %s", channel.pk, error)
    look.error_code, look.error_params = error.code, error.params
    checks.note(channel, "history", error)
    health.failed(channel, error)
    if error.retry_after:
        _not_before(channel, max(error.retry_after, EVERY))


def _finish(channel: Channel, look: Round) -> None:
    look.finished_at = timezone.now()
    with transaction.atomic():
        look.save()
        if look.complete:
            # What was let go meanwhile was not recorded to its end
            Channel.objects.connected().filter(pk=channel.pk).update(caught_up_at=look.started_at)
        publish(channel.connection.workspace_id, channels=[channel.pk])


def _not_before(channel: Channel, wait: timedelta) -> None:
    Channel.objects.filter(pk=channel.pk).update(next_round_at=timezone.now() + wait)
