"""What a channel's new conversations do in the CRM by themselves."""

from __future__ import annotations

from typing import Self

from django.db import models

from kaiwa.channels.models import Channel
from kaiwa.workspaces.models import Member


class AutomationQuerySet(models.QuerySet["Automation"]):
    def visible_to(self, member: Member) -> Self:
        """Those of the channels that the member sees."""
        return self.filter(channel__in=Channel.objects.visible_to(member))


class Automation(models.Model):
    """A channel's settings; without a row they are the defaults."""

    class NewChat(models.TextChoices):
        LEAD = "lead"
        DEAL = "deal"
        NOTHING = "nothing"

    channel = models.OneToOneField(Channel, models.CASCADE, primary_key=True, related_name="automation")
    # Hours between two writes of a transcript; 0: as it happens
    frequency = models.SmallIntegerField(db_default=0)
    add_persons = models.BooleanField(db_default=True)
    on_new_chat = models.CharField(max_length=8, choices=NewChat.choices, db_default=NewChat.LEAD)
    # Empty: the default one
    pipeline = models.CharField(max_length=64, blank=True, db_default="")
    # H-04: who installed a private channel agreed to who reads it then
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = AutomationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"automation of {self.channel_id}"
