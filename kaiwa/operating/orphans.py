"""`kaiwa webhooks`: those set aside that belong to no workspace, so that nobody sees them in the interface.

docs/decisions/0009: one that cannot be read, or names Pages that are not connected here, or Pages of two workspaces.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kaiwa.channels import set_aside
from kaiwa.channels.models import WebhookEvent
from kaiwa.channels.outcomes import REASONS

State = WebhookEvent.State
# A page of a terminal; who has more drops or replays first
_LISTED = 200


class NoSuchWebhook(Exception):
    """The sentence says which numbers are none of these."""


def orphans() -> QuerySet[WebhookEvent]:
    """Set aside, and given to nobody."""
    nobody = Q(channels=None) | Q(channels=[])
    return WebhookEvent.objects.filter(nobody, state=State.SET_ASIDE).order_by("pk")


def lines() -> Iterator[str]:
    """One a line, oldest first: number, when it came, provider, bytes, what is in it, and why it was set aside."""
    rows = list(orphans()[: _LISTED + 1])
    for row in rows[:_LISTED]:
        kinds = ", ".join(set_aside.kinds(row)) or "?"
        again = f", tried again {row.replayed_at:%Y-%m-%d %H:%M}" if row.replayed_at else ""
        came = f"{row.received_at:%Y-%m-%d %H:%M}"
        yield f"{row.pk}\t{came}\t{row.provider}\t{len(row.body)}\t{kinds}\t{REASONS.get(row.reason, '')}{again}"
    if len(rows) > _LISTED:
        yield f"… and {orphans().count() - _LISTED:,} more"
    if not rows:
        yield "No webhook is set aside that belongs to nobody."


def shown(number: int) -> str:
    """All that is known of it, and its body."""
    row = _found([number])[0]
    body = bytes(row.body).decode("utf-8", "backslashreplace")
    facts = [
        f"received: {row.received_at:%Y-%m-%d %H:%M:%S} UTC, from {row.provider}",
        f"set aside: {REASONS.get(row.reason, row.reason)}",
        f"error: {row.error}",
    ]
    return "\n".join([*facts, "", body])


def replay(numbers: list[int]) -> int:
    """Have them tried again as if they had just come; none given means all. How many."""
    rows = _found(numbers)
    with transaction.atomic():
        # One that was replayed meanwhile is not set aside any more
        chosen = orphans().filter(pk__in=[row.pk for row in rows])
        count = chosen.update(state=State.PENDING, replayed_at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY kaiwa_inbound")
    return count


def drop(numbers: list[int]) -> int:
    """Delete them for good; none given means all. How many."""
    rows = _found(numbers)
    deleted, _ = orphans().filter(pk__in=[row.pk for row in rows]).delete()
    return deleted


def _found(numbers: list[int]) -> list[WebhookEvent]:
    chosen = orphans().filter(pk__in=numbers) if numbers else orphans()
    rows = list(chosen.defer("body"))
    if missing := sorted(set(numbers) - {row.pk for row in rows}):
        raise NoSuchWebhook(
            f"Not set aside, or seen in a workspace: {', '.join(map(str, missing))}. `kaiwa webhooks list` shows them."
        )
    return rows
