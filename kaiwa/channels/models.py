"""WHERE: connections, their channels, and the webhooks that came for them."""

from __future__ import annotations

import secrets
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from kaiwa.lib.encrypted import EncryptedTextField
from kaiwa.workspaces.models import Member, Workspace


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def visible_to(self, member: Member) -> Self:
        """Shared ones of the member's workspace, and the member's own private ones."""
        return self.filter(workspace=member.workspace_id).filter(
            Q(visibility=Connection.Visibility.SHARED) | Q(installer=member)
        )

    def installed(self) -> Self:
        return self.filter(removed_at=None)

    def removable_by(self, member: Member) -> Self:
        """Those an admin may remove: a colleague's private one too, of which they see nothing else (FAQ-11)."""
        if not member.is_admin:
            return self.visible_to(member).installed()
        return self.filter(workspace=member.workspace_id).installed()


class Connection(models.Model):
    """An installed integration: who connected it, with what rights, and who sees what it brings."""

    class Visibility(models.TextChoices):
        PRIVATE = "private"
        SHARED = "shared"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="connections")
    provider = models.CharField(max_length=32)
    installer = models.ForeignKey(Member, models.PROTECT, related_name="connections")
    visibility = models.CharField(max_length=16, choices=Visibility.choices)
    # H-03: whom an admin wants to be the installer, while the one who is has not agreed
    handover_to = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    handover_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # The account at the provider that gave us access, as the provider's app sees it
    external_user_id = models.CharField(max_length=128, blank=True)
    external_user_name = models.CharField(max_length=200, blank=True)
    credentials = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    logged_in_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        constraints = [
            # TS-02: one installation of a provider in a workspace
            models.UniqueConstraint(
                fields=["workspace", "provider"], condition=Q(removed_at=None), name="connection_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} of {self.workspace_id}"

    def is_visible_to(self, member: Member) -> bool:
        return self.workspace_id == member.workspace_id and (
            self.visibility == self.Visibility.SHARED or self.installer_id == member.pk
        )


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


class Round(models.Model):
    """One look at a channel: does it work, and what did its webhooks not bring? Kept for a while, for people."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="rounds")
    started_at = models.DateTimeField()
    # Null while it runs; for ever, when its worker died
    finished_at = models.DateTimeField(null=True, blank=True)
    # It went as far back as it had to
    complete = models.BooleanField(default=False)
    # The first one brings what was said before the channel was connected, and that is not *recovered*
    first = models.BooleanField(default=False)
    # Messages: seen in the provider's list, brought in from it, and named there without being shown any more
    listed = models.IntegerField(default=0)
    recovered = models.IntegerField(default=0)
    unrecoverable = models.IntegerField(default=0)
    error_code = models.CharField(max_length=64, blank=True)
    error_params = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "-id"], name="round_newest")]

    def __str__(self) -> str:
        return f"round {self.pk} of {self.channel_id}"


class DataDeletionQuerySet(models.QuerySet["DataDeletion"]):
    def finished(self, provider: str, *, found: bool) -> DataDeletion:
        """A request that was carried out, under a code that only who asked is told."""
        return self.create(
            code=secrets.token_hex(10), provider=provider, found=found, completed_at=timezone.now()
        )


class DataDeletion(models.Model):
    """A person's request, by way of the provider, to delete what we hold of them; nothing of them is in here."""

    code = models.CharField(max_length=40, unique=True)
    provider = models.CharField(max_length=32)
    # Whether there was anything to delete
    found = models.BooleanField()
    requested_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = DataDeletionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


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


class ChannelHour(models.Model):
    """What became of the webhooks that came for a channel within one hour (UTC)."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="hours")
    hour = models.DateTimeField()
    handled = models.IntegerField(default=0)
    ignored = models.IntegerField(default=0)
    set_aside = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "hour"], name="channel_hour_once")]

    def __str__(self) -> str:
        return f"{self.channel_id} at {self.hour}"


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
