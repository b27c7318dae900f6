"""Webhooks into the journal, and through it."""

from collections.abc import Iterable

from kaiwa.channels.models import WebhookEvent
from kaiwa.conversations.batches import Batches
from kaiwa.conversations.inbound import ring


def arrive(*bodies: bytes) -> list[int]:
    """The door stored these. Returns their ids."""
    rows = [WebhookEvent(provider="messenger", body=body) for body in bodies]
    return [row.pk for row in WebhookEvent.objects.bulk_create(rows)]


def drain(batches: Batches | None = None) -> None:
    """Handle all that is pending, and have the worker told of it as a drain does that ends."""
    batches = batches or Batches()
    while batches.step():
        pass
    ring(at_once=True)


def receive(*bodies: bytes) -> None:
    arrive(*bodies)
    drain()


def states(pks: Iterable[int]) -> list[tuple[int, str]]:
    rows = WebhookEvent.objects.filter(pk__in=list(pks)).order_by("pk")
    return list(rows.values_list("state", "error"))
