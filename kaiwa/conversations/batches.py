"""Batches of the journal: webhooks claimed, parsed, recorded and marked, many in one transaction.

A batch that fails is halved until the bad webhook stands alone, which is then set aside with its error and can be
replayed. What is tried is noted beforehand in `DrainMark`, so that one that kills the process is found too.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, connection, transaction

from kaiwa.channels import outcomes
from kaiwa.channels.events import AnyEvent, MalformedWebhook, Receipt
from kaiwa.channels.models import DrainMark, WebhookEvent
from kaiwa.channels.outcomes import Outcome
from kaiwa.channels.registry import providers
from kaiwa.conversations.inbound import record, ring
from kaiwa.lib import counters

logger = logging.getLogger(__name__)

BATCH = 500
# Bytes of one batch: a webhook is up to 1 MB, and becomes many times that in memory
BATCH_BYTES = 8 * 1024 * 1024
# A batch of one that ended the process this often is to blame for it
FATAL_TRIES = 3
# A provider's clock may be ahead of ours by so much. Beyond, it is wrong, and arrival stands for it: a message from
# next year would stay on top of the list, and its reply window open, until then
AHEAD = timedelta(minutes=5)

State = WebhookEvent.State


@dataclass(frozen=True, slots=True)
class Webhook:
    pk: int
    provider: str
    body: bytes
    received_at: datetime


class Batches:
    """Claims and records until nothing is pending. `step` is one batch."""

    def __init__(self) -> None:
        self.limit = BATCH
        # In so many seconds a step is due even if nothing comes: the worker has to be woken
        self.rest: float | None = None

    def recover(self) -> None:
        """A mark left behind says that the last process ended within a batch: try smaller ones."""
        mark = DrainMark.objects.first()
        if mark is None:
            return
        logger.warning("the last drain ended within a batch of %s webhooks", mark.size)
        if mark.size == 1 and mark.tries >= FATAL_TRIES:
            # Nobody looks into it again, not even to see whose it is
            outcomes.finish({mark.first: Outcome(State.SET_ASIDE, reason="ended_process")})
            DrainMark.objects.all().delete()
        self.limit = max(1, mark.size // 2)

    def step(self) -> int:
        """Handle one batch. Returns how many webhooks it took from the journal; 0 when none is pending."""
        webhooks = _pending(self.limit)
        if not webhooks:
            self.rest = ring()
            return 0
        _mark(webhooks)
        try:
            with transaction.atomic():
                _handle(webhooks)
                DrainMark.objects.all().delete()
        except (OperationalError, InterfaceError):
            # The database is away, or let us down for a moment: no event is to blame
            raise
        except Exception as error:
            return self._failed(webhooks, error)
        self.limit = min(BATCH, self.limit * 2)
        self.rest = ring()
        counters.add("kaiwa_drain_batches")
        counters.add("kaiwa_drained_webhooks", amount=len(webhooks))
        return len(webhooks)

    def _failed(self, webhooks: Sequence[Webhook], error: Exception) -> int:
        if len(webhooks) > 1:
            self.limit = len(webhooks) // 2
            return len(webhooks)
        (webhook,) = webhooks
        logger.exception("webhook %s is set aside", webhook.pk, exc_info=error)
        with transaction.atomic():
            outcomes.finish({webhook.pk: _failure(webhook, error)})
        return 1


def _pending(limit: int) -> list[Webhook]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, provider, body, received_at FROM (
                SELECT *, sum(octet_length(body)) OVER (ORDER BY id) - octet_length(body) AS before FROM (
                    SELECT id, provider, body, received_at FROM channels_webhookevent
                    WHERE state = 0 ORDER BY id LIMIT %s
                ) pending
            ) counted
            WHERE before < %s ORDER BY id
            """,
            [limit, BATCH_BYTES],
        )
        return [Webhook(pk, name, bytes(body), at) for pk, name, body, at in cursor.fetchall()]


def _mark(webhooks: Sequence[Webhook]) -> None:
    first, size = webhooks[0].pk, len(webhooks)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            -- It has to survive this process, not the machine: no need to wait for the disk
            WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
            INSERT INTO channels_drainmark AS mark (id, first, size, tries) SELECT 1, %s, %s, 1 FROM quick
            ON CONFLICT (id) DO UPDATE SET first = excluded.first, size = excluded.size,
                tries = CASE WHEN (mark.first, mark.size) = (excluded.first, excluded.size)
                        THEN mark.tries + 1 ELSE 1 END
            """,
            [first, size],
        )


def _handle(webhooks: Sequence[Webhook]) -> None:
    found: dict[int, Outcome] = {}
    events: dict[str, list[AnyEvent]] = defaultdict(list)
    for webhook in webhooks:
        read, found[webhook.pk] = _parse(webhook)
        events[webhook.provider].extend(read)
    for name, batch in events.items():
        record(name, batch)
    outcomes.finish(found)


def _parse(webhook: Webhook) -> tuple[Sequence[AnyEvent], Outcome]:
    provider, at = webhook.provider, webhook.received_at
    try:
        parsed = providers()[provider].parse(webhook.body)
    except MalformedWebhook as error:
        return (), Outcome(State.SET_ASIDE, str(error), "unreadable", provider, at)
    events = [_not_ahead(event, at) for event in parsed.events]
    if parsed.rejected:
        # What could be read of it is recorded; the whole is kept for whoever mends the rest
        why = "; ".join(parsed.rejected)
        return events, Outcome(State.SET_ASIDE, why, "partly_unreadable", provider, at, parsed.channels)
    state = State.HANDLED if events else State.IGNORED
    return events, Outcome(state, ", ".join(parsed.ignored), "", provider, at, parsed.channels)


def _not_ahead(event: AnyEvent, arrival: datetime) -> AnyEvent:
    """The event, its times not from the future. By arrival, which a replay does not change."""
    latest = arrival + AHEAD
    if isinstance(event, Receipt) and event.until > latest:
        event = replace(event, until=arrival)
    return event if event.at <= latest else replace(event, at=arrival)


def _failure(webhook: Webhook, error: Exception) -> Outcome:
    """It could not be recorded, or our reading of it crashed: then it is not known whose it is."""
    try:
        channels = providers()[webhook.provider].parse(webhook.body).channels
    except Exception:  # whatever reading it raises, it has to be set aside, or the drain would stand still
        logger.exception("webhook %s cannot be read", webhook.pk)
        channels = ()
    said = f"{type(error).__name__}: {error}"
    return Outcome(State.SET_ASIDE, said, "not_recorded", webhook.provider, webhook.received_at, channels)
