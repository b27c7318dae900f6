"""The journal: webhooks as they came, and which of them are being tried."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.channels.models.channel import Channel
from kaiwa.workspaces.models import Member


class WebhookEventQuerySet(models.QuerySet["WebhookEvent"]):
    def visible_to(self, member: Member) -> Self:
        """Those once set aside in which every channel that is named is one the member may see."""
        seen = list(Channel.objects.visible_to(member).values_list("pk", flat=True))
        return self.filter(channels__contained_by=seen).exclude(channels=[])


class WebhookEvent(models.Model):
    """A webhook as it came, and what became of it. Written by the door, before anything looks at it."""

    class State(models.IntegerChoices):
        PENDING = 0
        HANDLED = 1
        IGNORED = 2
        SET_ASIDE = 3

    provider = models.CharField(max_length=32)
    body = models.BinaryField()
    received_at = models.DateTimeField(db_default=Now())
    state = models.SmallIntegerField(choices=State.choices, default=State.PENDING, db_default=0)
    attempts = models.SmallIntegerField(default=0, db_default=0)
    error = models.TextField(blank=True, default="", db_default="")
    handled_at = models.DateTimeField(null=True, blank=True)
    # Of one that was set aside: why, as a code; the channels it names, when all of them were one workspace's; and
    # when somebody had it tried again
    reason = models.CharField(max_length=32, blank=True, default="", db_default="")
    channels = ArrayField(models.BigIntegerField(), null=True, blank=True)
    replayed_at = models.DateTimeField(null=True, blank=True)

    objects = WebhookEventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(state=0), name="webhook_pending"),
            models.Index(fields=["id"], condition=Q(state=3), name="webhook_set_aside"),
            GinIndex(fields=["channels"], condition=Q(channels__isnull=False), name="webhook_channels"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} webhook {self.pk}"


class DrainMark(models.Model):
    """Which webhooks the drain is trying right now; one row, gone when they are recorded."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    first = models.BigIntegerField()
    size = models.IntegerField()
    tries = models.SmallIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="drain_mark_once")]

    def __str__(self) -> str:
        return f"{self.size} webhooks from {self.first}"
