"""A file that came with a message, or waits to be sent with one."""

from __future__ import annotations

from typing import Self

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.channels.models import Channel
from kaiwa.conversations.models.discarded_file import DiscardedFile
from kaiwa.conversations.models.message import Message
from kaiwa.workspaces.models import Member, Workspace


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, member: Member) -> Self:
        """Those of messages the member may see and nobody took back, and the member's own uploads not yet sent."""
        return self.filter(
            Q(message__channel__in=Channel.objects.visible_to(member), message__deleted_at=None)
            | Q(message=None, uploaded_by=member, workspace=member.workspace_id)
        )


class Attachment(models.Model):
    """A file, or for a link or location what the provider said of it."""

    class State(models.TextChoices):
        PENDING = "pending"
        STORED = "stored"
        FAILED = "failed"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, models.CASCADE, null=True, blank=True, related_name="attachments")
    position = models.SmallIntegerField(db_default=0)
    uploaded_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # image, voice, video, file, sticker, link, location, …
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=255, blank=True, db_default="")
    mime = models.CharField(max_length=127, blank=True, db_default="")
    size = models.BigIntegerField(null=True, blank=True)
    width = models.IntegerField(null=True, blank=True)
    height = models.IntegerField(null=True, blank=True)
    # Seconds
    duration = models.FloatField(null=True, blank=True)
    # Where storage keeps it
    file = models.CharField(max_length=255, blank=True, db_default="")
    # A smaller picture of it, where storage keeps that
    thumbnail = models.CharField(max_length=255, blank=True, db_default="")
    # Where the provider has it, for a while
    source_url = models.TextField(blank=True, db_default="")
    title = models.CharField(max_length=500, blank=True, db_default="")
    link = models.TextField(blank=True, db_default="")
    params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    state = models.CharField(max_length=8, choices=State.choices, db_default=State.PENDING)
    attempts = models.SmallIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=64, blank=True, db_default="")
    error_params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    created_at = models.DateTimeField(db_default=Now())

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "position"],
                condition=Q(message__isnull=False),
                name="attachment_position_once",
            )
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(state="pending"), name="attachment_due")
        ]

    def __str__(self) -> str:
        return self.name or f"{self.kind} {self.pk}"

    @property
    def can_fetch(self) -> bool:
        """Whether the provider's copy may still be had: its link lives as far as we know."""
        lost = self.error_code in {"file_gone", "file_too_large", "address_refused"}
        return self.state == self.State.FAILED and bool(self.source_url) and not lost

    def discard(self) -> None:
        """Delete the row, and have its files deleted."""
        with transaction.atomic():
            DiscardedFile.objects.add(self.file, self.thumbnail)
            self.delete()
