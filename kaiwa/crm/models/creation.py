"""A record that somebody asked for, until it is there."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.conversations.models import Conversation
from kaiwa.crm.models.chat import Chat
from kaiwa.crm.models.record import Record
from kaiwa.workspaces.models import Member, Workspace


class CreationQuerySet(models.QuerySet["Creation"]):
    def visible_to(self, member: Member) -> Self:
        """Those of the conversations that the member sees."""
        return self.filter(chat__conversation__in=Conversation.objects.visible_to(member))

    def for_workspace(self, workspace: Workspace) -> Self:
        return self.filter(workspace=workspace)


class Creation(models.Model):
    """A person, lead or deal that a member or the automation asked for: kept before the CRM is asked."""

    class State(models.TextChoices):
        DUE = "due"
        CALLING = "calling"
        DONE = "done"
        REFUSED = "refused"
        # The answer was lost: it is asked what became of it before it is asked for again
        UNKNOWN = "unknown"
        # Refused, and nobody wants it any more
        DROPPED = "dropped"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    chat = models.ForeignKey(Chat, models.CASCADE, null=True, blank=True, related_name="creations")
    kind = models.CharField(max_length=16, choices=Record.Kind.choices)
    draft = models.JSONField(default=dict, blank=True)
    # The client's, or ours: the same again makes nothing new
    key = models.CharField(max_length=64)
    automatic = models.BooleanField(db_default=False)
    # Whether the conversation's transcript goes into it
    transcript = models.BooleanField(db_default=True)
    state = models.CharField(max_length=8, choices=State.choices, db_default=State.DUE)
    calling_since = models.DateTimeField(null=True, blank=True)
    attempts = models.SmallIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    record = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    error_code = models.CharField(max_length=64, blank=True, db_default="")
    error_params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects = CreationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="creation_once"),
            models.UniqueConstraint(
                fields=["chat", "kind"], condition=Q(automatic=True), name="one_automatic_creation"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"], condition=Q(state__in=("due", "calling")), name="creation_due"
            ),
            # How many the automation asked for in the last hour
            models.Index(
                fields=["workspace", "created_at"], condition=Q(automatic=True), name="creation_automatic"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
