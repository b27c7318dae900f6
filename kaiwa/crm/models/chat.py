"""A conversation as the CRM part sees it."""

from __future__ import annotations

import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from kaiwa.conversations.models import Conversation
from kaiwa.workspaces.models import Member, Workspace

# Without the letters that look alike: people read it out
_LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_CODE_LENGTH = 8


def new_code() -> str:
    """Of a chat's short link: 47 bits, and only members with access can follow it."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))


class ChatQuerySet(models.QuerySet["Chat"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(conversation__in=Conversation.objects.visible_to(member))

    def for_workspace(self, workspace: Workspace) -> Self:
        return self.filter(workspace=workspace)


class Chat(models.Model):
    """What the CRM part knows of a conversation: how it matched, and how far its transcript is."""

    class Match(models.TextChoices):
        WAITING = "waiting"
        NO_NUMBER = "no_number"
        NONE = "none"
        ONE = "one"
        AMBIGUOUS = "ambiguous"
        SUGGESTED = "suggested"

    conversation = models.OneToOneField(
        Conversation, models.CASCADE, primary_key=True, related_name="chat", db_index=False
    )
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    code = models.CharField(max_length=8, default=new_code)
    # H-06: a member's own choice of what gets the messages
    pinned = models.ForeignKey("crm.Link", models.SET_NULL, null=True, blank=True, related_name="+")
    # When the automation was done with it
    considered_at = models.DateTimeField(null=True, blank=True)
    match_state = models.CharField(max_length=16, choices=Match.choices, db_default=Match.WAITING)
    # {"reason": {"code", "params"}, "candidates": [{"record", "code", "params"}]}
    match = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    matched_at = models.DateTimeField(null=True, blank=True)

    # The transcript's clock: first and newest of what is not written yet, and what was written last
    touched_since = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    # The message it begins with; 0: there is none yet
    first_id = models.BigIntegerField(db_default=0)
    # The newest message, by arrival, that was allotted to a segment or left out
    allotted_id = models.BigIntegerField(db_default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.SmallIntegerField(db_default=0)
    # How many notes, activities and files the last correction moves or removes
    moving_of = models.IntegerField(db_default=0)

    objects = ChatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="chat_code_once")]
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="chat_due")]

    def __str__(self) -> str:
        return f"chat {self.pk}"

    @property
    def short_url(self) -> str:
        """Opens the conversation, for who has access (TL-41)."""
        return f"{settings.PUBLIC_URL}/l/{self.code}"


class TouchedConversation(models.Model):
    """A note by the database that something in a conversation changed. Only ever inserted, and taken."""

    conversation_id = models.BigIntegerField()
    # The message that changed, or the first of those that are new
    message_id = models.BigIntegerField()
    at = models.DateTimeField(db_default=models.Func(function="clock_timestamp"))

    def __str__(self) -> str:
        return f"conversation {self.conversation_id} was touched"
