"""What was said, by whom, when, and what became of it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.channels.models import Channel
from kaiwa.conversations.models.conversation import Conversation
from kaiwa.workspaces.models import Member


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(channel__in=Channel.objects.visible_to(member))

    def newest_first(self) -> Self:
        return self.order_by("-sent_at", "-pk")

    def before(self, message: Message) -> Self:
        """Those that stand above `message` on screen."""
        return self.filter(
            Q(sent_at__lt=message.sent_at) | Q(sent_at=message.sent_at, pk__lt=message.pk),
            # Implied by the line above, and the only form of it that the index can use
            sent_at__lte=message.sent_at,
        )

    def said(self) -> Self:
        """What the customer and we say to each other, and what the provider told: no lines of ours, no notes."""
        notes = Q(direction=Message.Direction.NOTE)
        return self.exclude(notes | Q(direction=Message.Direction.EVENT, external_id=None))

    def after(self, message: Message) -> Self:
        """Those that stand below `message` on screen."""
        return self.filter(
            Q(sent_at__gt=message.sent_at) | Q(sent_at=message.sent_at, pk__gt=message.pk),
            sent_at__gte=message.sent_at,
        )

    def unsent(self) -> Self:
        return self.filter(status=Message.Status.QUEUED)


class Message(models.Model):
    """One message, one note, or one line of the timeline. An outgoing one is one call to the provider."""

    class Direction(models.TextChoices):
        IN = "in"
        OUT = "out"
        EVENT = "event"
        # To colleagues: the customer never sees it
        NOTE = "note"

    class Status(models.TextChoices):
        """As stored. *Delivered* and *read* are derived from the conversation's watermarks."""

        RECEIVED = "received"
        QUEUED = "queued"
        SENDING = "sending"
        SENT = "sent"
        FAILED = "failed"
        UNKNOWN = "unknown"

    # message_arrived is its index
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="messages", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    direction = models.CharField(max_length=8, choices=Direction.choices)
    # text, postback, unsupported, event: a code that the interface words
    kind = models.CharField(max_length=16, db_default="text")
    text = models.TextField(blank=True, db_default="")
    # An event's code, and what its sentence needs
    code = models.CharField(max_length=64, blank=True, db_default="")
    params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    # The provider's id. Null until a send is answered
    external_id = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001 unique where known
    reply_to_external_id = models.CharField(max_length=255, blank=True, db_default="")
    # The provider's time, which is the order on screen; for ours, fixed when it is written
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(db_default=Now())
    author = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # Written on our side but outside Kaiwa, in the provider's own inbox or another app
    elsewhere = models.BooleanField(db_default=False)
    # It was said before the channel was connected: never news to anybody here
    imported = models.BooleanField(db_default=False)

    status = models.CharField(max_length=8, choices=Status.choices)
    # When the provider took it, by its own clock once the echo told: what receipts are compared with
    accepted_at = models.DateTimeField(null=True, blank=True)
    sending_since = models.DateTimeField(null=True, blank=True)
    attempts = models.SmallIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=64, blank=True, db_default="")
    error_params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    error_permanent = models.BooleanField(db_default=False)

    # The client's key for one press of *send*, and which call of it this is
    key = models.CharField(max_length=64, blank=True, db_default="")
    part = models.SmallIntegerField(db_default=0)

    revision = models.IntegerField(db_default=0)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # {"contact": {"emoji": "👍", "at": 1732262400000}}; an emoji of "" was taken back
    reactions = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "external_id"],
                condition=Q(external_id__isnull=False),
                name="message_once",
            ),
            models.UniqueConstraint(
                fields=["conversation", "key", "part"], condition=~Q(key=""), name="message_key_once"
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "sent_at", "id"], name="message_thread"),
            models.Index(fields=["conversation", "id"], name="message_arrived"),
            models.Index(
                fields=["conversation", "id"],
                condition=Q(direction="in", imported=False),
                name="message_unread",
            ),
            # What a receipt turns is found among any number of messages
            models.Index(
                fields=["conversation", "accepted_at"], condition=Q(direction="out"), name="message_accepted"
            ),
            models.Index(fields=["id"], condition=Q(deleted_at__isnull=False), name="message_deleted"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(status__in=["queued", "sending"]),
                name="message_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.direction} message {self.pk}"


class EarlyChange(models.Model):
    """An edit, unsend or reaction that arrived before the message it is about."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=255)
    change = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["channel", "external_id"], name="early_change_of")]

    def __str__(self) -> str:
        return f"early change of {self.external_id}"


class MissingMessage(models.Model):
    """A message that the provider names and no longer shows. Noted, so that it is said and counted once."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="missing")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="+")
    external_id = models.CharField(max_length=255)
    at = models.DateTimeField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="missing_message_once")
        ]

    def __str__(self) -> str:
        return f"missing message {self.external_id}"
