"""Which records a conversation belongs to, and what members said of that."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.conversations.models import Conversation
from kaiwa.crm.models.chat import Chat
from kaiwa.crm.models.record import Record
from kaiwa.workspaces.models import Member, Workspace


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, member: Member) -> Self:
        """Those of the conversations that the member sees."""
        return self.filter(chat__conversation__in=Conversation.objects.visible_to(member))

    def live(self) -> Self:
        return self.filter(removed_at=None)


class Link(models.Model):
    """A conversation and a record that belong together, and why."""

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="links")
    record = models.ForeignKey(Record, models.CASCADE, related_name="links")
    # The record's, for what a constraint promises
    kind = models.CharField(max_length=16, choices=Record.Kind.choices)
    # Whether what is said goes into the record
    transcript = models.BooleanField(db_default=True)
    automatic = models.BooleanField(db_default=False)
    # {"code", "params"}
    reason = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    # What else it could have been: [{"record", "code", "params"}]
    rejected = models.JSONField(default=list, blank=True, db_default=models.Value([], models.JSONField()))
    by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # Whether the record has the conversation's short link in its field; if not, when to try again
    addressed = models.BooleanField(db_default=False)
    attempts = models.SmallIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chat", "record"], condition=Q(removed_at=None), name="link_once"
            ),
            models.UniqueConstraint(
                fields=["chat"], condition=Q(removed_at=None, kind="person"), name="one_person_a_chat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chat_id} and {self.kind} {self.record_id}"


class Known(models.Model):
    """H-14's memory: this number or identity is that person, or is not."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    # phone:+81… or identity:123
    subject = models.CharField(max_length=160)
    record = models.ForeignKey(Record, models.CASCADE, related_name="+")
    is_them = models.BooleanField()
    by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "subject", "record"], name="known_once")]

    def __str__(self) -> str:
        return f"{self.subject} {'is' if self.is_them else 'is not'} {self.record_id}"
