"""What a channel's new conversations do in the CRM by themselves, and who agreed to that (TL-18, TL-21..24, H-04)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from kaiwa import live
from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations.models import Conversation
from kaiwa.crm.models import Automation, Chat
from kaiwa.workspaces.models import AuditEntry, Member


def of(channel: Channel) -> Automation:
    """As by default where nobody said otherwise."""
    return Automation.objects.filter(channel=channel).first() or Automation(
        channel=channel, frequency=0, add_persons=True, on_new_chat=Automation.NewChat.LEAD, pipeline=""
    )


def is_private(channel: Channel) -> bool:
    return channel.connection.visibility == Connection.Visibility.PRIVATE


def is_allowed(channel: Channel, rules: Automation) -> bool:
    """A private channel does nothing by itself before its installer agreed to who reads it then (H-04)."""
    return not is_private(channel) or rules.agreed_at is not None


def change(channel: Channel, changes: dict[str, Any], *, agreed: bool | None, by: Member) -> Automation:
    """`agreed`: to who reads a private channel's conversations in the CRM; not agreed, nothing happens by itself."""
    with transaction.atomic():
        rules, _made = Automation.objects.select_for_update().get_or_create(channel=channel)
        changed = {name: value for name, value in changes.items() if getattr(rules, name) != value}
        for name, value in changed.items():
            setattr(rules, name, value)
        named = {"channel": channel.pk, "name": channel.name}
        if changed:
            AuditEntry.objects.record(by, "automation_changed", **named, **changed)
        if agreed is not None and agreed != (rules.agreed_at is not None):
            rules.agreed_at, rules.agreed_by = (timezone.now(), by) if agreed else (None, None)
            AuditEntry.objects.record(by, "automation_agreed", **named, allowed=agreed)
        rules.save()
        live.publish(by.workspace_id, channels=[channel.pk])
    return rules


def pass_over(channel: Channel) -> None:
    """Who wrote until now is no news: nothing happens by itself in their conversations."""
    rows = Conversation.objects.filter(channel=channel)
    with transaction.atomic():
        Chat.objects.bulk_create(
            [Chat(conversation=row, workspace_id=row.workspace_id) for row in rows], ignore_conflicts=True
        )
        chats = Chat.objects.filter(conversation__channel=channel, considered_at=None)
        chats.update(considered_at=timezone.now())


def forget_agreement(connections: Collection[Connection]) -> None:
    """They became private, or somebody else's: whose they are now has agreed to nothing."""
    rows = Automation.objects.filter(channel__connection__in=connections, agreed_at__isnull=False)
    rows.update(agreed_at=None, agreed_by=None)
