"""Webhooks that were set aside: what a channel's page shows of them, and having them tried again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from kaiwa.channels import events, outcomes
from kaiwa.channels.models import Channel, WebhookEvent
from kaiwa.channels.registry import providers
from kaiwa.workspaces.models import AuditEntry, Member

State = WebhookEvent.State

# More than anybody waits for; who has more presses again
REPLAYED_AT_ONCE = 1000

_KINDS: dict[type[object], str] = {
    events.MessageReceived: "message",
    events.Echo: "echo",
    events.Edited: "edit",
    events.Deleted: "deletion",
    events.Reacted: "reaction",
    events.Receipt: "receipt",
    events.Referred: "referral",
    events.ChannelNotice: "notice",
}


Webhooks = QuerySet[WebhookEvent]


class NotConnected(Exception):
    """What a webhook names is not connected here any more: tried again, it could come to who has the Page now."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of a channel's webhooks are set aside, and how many of those are being tried again."""

    set_aside: int
    replaying: int


def of_channel(channel: Channel, member: Member) -> Webhooks:
    """All that were ever set aside and are still kept, newest first."""
    return WebhookEvent.objects.visible_to(member).filter(channels__contains=[channel.pk]).order_by("-pk")


def waiting(webhooks: Webhooks) -> Waiting:
    counts = webhooks.order_by().aggregate(
        set_aside=Count("pk", filter=Q(state=State.SET_ASIDE)),
        replaying=Count("pk", filter=Q(state=State.PENDING)),
    )
    return Waiting(**counts)


def kinds(webhook: WebhookEvent) -> list[str]:
    """What is in it as far as it can be read. One that ended the process is not read again."""
    if webhook.reason == "ended_process":
        return []
    try:
        parsed = providers()[webhook.provider].parse(bytes(webhook.body))
    except Exception:
        # Whatever broke the drain on it must not break the page; the reason is shown beside it
        return []
    return list(dict.fromkeys(_KINDS.get(type(event), "other") for event in parsed.events))


def replay(webhooks: Webhooks, *, by: Member, channel: Channel, everything: bool = False) -> int:
    """Have those that are set aside tried again as if they had just come. Returns how many. Raises NotConnected."""
    connected = list(Channel.objects.visible_to(by).connected().values_list("pk", flat=True))
    with transaction.atomic():
        aside = webhooks.filter(state=State.SET_ASIDE)
        whole = aside.filter(channels__contained_by=connected).order_by("pk")
        rows = list(whole.defer("body").select_for_update()[:REPLAYED_AT_ONCE])
        if not rows:
            if aside.exists():
                raise NotConnected
            return 0
        WebhookEvent.objects.filter(pk__in=[row.pk for row in rows]).update(
            state=State.PENDING, replayed_at=timezone.now()
        )
        outcomes.uncount(rows)
        code = "webhooks_replayed" if everything else "webhook_replayed"
        AuditEntry.objects.record(by, code, channel=channel.pk, name=channel.name, number=len(rows))
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY kaiwa_inbound")
    return len(rows)
