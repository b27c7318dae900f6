"""An account at a provider to which customers write."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kaiwa.channels.models.connection import Connection
from kaiwa.lib.encrypted import EncryptedTextField
from kaiwa.workspaces.models import Member, Workspace


class ChannelQuerySet(models.QuerySet["Channel"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(connection__in=Connection.objects.visible_to(member))

    def for_workspace(self, workspace: Workspace) -> Self:
        return self.filter(connection__workspace=workspace)

    def connected(self) -> Self:
        return self.exclude(state=Channel.State.DISCONNECTED)


class Channel(models.Model):
    """One Page or number of a connection."""

    class State(models.TextChoices):
        CONNECTED = "connected"
        ATTENTION = "attention"
        DISCONNECTED = "disconnected"

    connection = models.ForeignKey(Connection, models.CASCADE, related_name="channels")
    provider = models.CharField(max_length=32)
    external_id = models.CharField(max_length=128)
    name = models.CharField(max_length=255)
    picture = models.CharField(max_length=255, blank=True)
    credentials = EncryptedTextField(blank=True)
    # By whose login at the provider, and when: a colleague may have renewed some channels of the connection only
    external_user_id = models.CharField(max_length=128, blank=True, db_index=True)
    logged_in_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=16, choices=State.choices, default=State.CONNECTED)
    problem_code = models.CharField(max_length=64, blank=True)
    problem_params = models.JSONField(default=dict, blank=True)
    problem_since = models.DateTimeField(null=True, blank=True)
    # Of which problem the admins were told, and when: once is enough
    told_code = models.CharField(max_length=64, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    # Provider's time of the newest word about its policy: block and unblock may come in any order
    policy_at = models.DateTimeField(null=True, blank=True)
    # H-08: the provider's permission to answer by hand after the reply window, for a longer while
    human_agent = models.BooleanField(default=False)
    # What customers see of us before an answer: that somebody writes, and that their message was looked at
    typing_indicator = models.BooleanField(default=False)
    mark_seen = models.BooleanField(default=False)
    # D-66: back to Unassigned when the customer writes while the assignee is away
    return_when_away = models.BooleanField(default=False, db_default=False)
    connected_at = models.DateTimeField(default=timezone.now)
    last_event_at = models.DateTimeField(null=True, blank=True)
    # What the last round found of each check: {"login": {"ok": true, "code": "", "params": {}, "at": "…"}}
    checks = models.JSONField(default=dict, blank=True)
    # Null: none is due, because it was never opened
    next_round_at = models.DateTimeField(null=True, blank=True)
    # When the last complete round began: what the provider listed before it is here, or said to be missing
    caught_up_at = models.DateTimeField(null=True, blank=True)

    objects = ChannelQuerySet.as_manager()

    class Meta:
        constraints = [
            # TS-05: a Page or number belongs to one workspace at a time
            models.UniqueConstraint(
                fields=["provider", "external_id"],
                condition=~Q(state="disconnected"),
                name="channel_connected_once",
            ),
            # Reconnecting finds its history again
            models.UniqueConstraint(fields=["connection", "external_id"], name="channel_once_in_connection"),
        ]
        indexes = [
            models.Index(
                fields=["next_round_at"], condition=~Q(state="disconnected"), name="channel_round_due"
            )
        ]

    def __str__(self) -> str:
        return self.name
