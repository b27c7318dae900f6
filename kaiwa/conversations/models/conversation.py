"""Everything between one identity and one channel."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kaiwa.channels.models import Channel
from kaiwa.conversations.models.contact import Contact, Identity
from kaiwa.workspaces.models import Member, Workspace


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, member: Member) -> Self:
        """Conversations of the channels this member may see, once something was said in them."""
        # Channels are few: a list of them keeps the index on last_message_at in use, a join would not
        channels = Channel.objects.visible_to(member).values_list("pk", flat=True)
        return self.filter(
            workspace=member.workspace_id, channel__in=list(channels), last_message_at__isnull=False
        )

    def newest_first(self) -> Self:
        return self.order_by("-last_message_at", "-pk")

    def unread(self) -> Self:
        """Those with a customer's message that nobody has looked at."""
        return self.filter(newest_inbound_id__gt=F("seen_message_id"))


class Conversation(models.Model):
    """The thread. It exists from the first event of an identity, and shows once it has a message."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="conversations")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="conversations")
    identity = models.OneToOneField(Identity, models.CASCADE, related_name="conversation")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="conversations")
    # The newest message by provider's time, and that time
    last_message = models.ForeignKey("Message", models.SET_NULL, null=True, blank=True, related_name="+")
    last_message_at = models.DateTimeField(null=True, blank=True)
    # Provider's time of the customer's latest act that opens the reply window
    last_inbound_at = models.DateTimeField(null=True, blank=True)
    # Receipts are watermarks: what was accepted up to here is delivered, or read
    delivered_until = models.DateTimeField(null=True, blank=True)
    read_until = models.DateTimeField(null=True, blank=True)
    # The newest message by arrival that a member has looked at: a late one is unread wherever it sorts
    seen_message_id = models.BigIntegerField(db_default=0)
    # The customer's newest message by arrival: while it is above seen_message_id, the conversation is unread
    newest_inbound_id = models.BigIntegerField(db_default=0)
    # Provider's time of our newest reply (a failed one is none), or of what was there when somebody closed it
    answered_until = models.DateTimeField(null=True, blank=True)
    # Provider's time of the customer's first message after that: since when they wait for us
    waiting_since = models.DateTimeField(null=True, blank=True)
    # When the provider warned that late replies are too many here: none until the customer writes again
    late_refused_at = models.DateTimeField(null=True, blank=True)
    # Whether another app has the thread at the provider, and which one was last known to: each with the provider's
    # time of it, so that any order of arrival ends in the same
    held = models.BooleanField(db_default=False)
    held_at = models.DateTimeField(null=True, blank=True)
    held_by = models.CharField(max_length=64, blank=True, db_default="")
    held_by_at = models.DateTimeField(null=True, blank=True)
    assignee = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="assigned")
    closed_at = models.DateTimeField(null=True, blank=True)
    # As its contact is: it stands in no section, and what comes calls nobody
    blocked = models.BooleanField(db_default=False)
    # The referral (ad, m.me link) that first brought the customer: kept as the lead's source
    source = models.JSONField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                F("workspace"),
                F("last_message_at").desc(),
                F("id").desc(),
                condition=Q(last_message_at__isnull=False),
                name="conversation_newest",
            ),
            # One for each section of the list. A NULL is no equality to the planner, hence two for the assignee
            models.Index(
                F("workspace"),
                F("last_message_at").desc(),
                F("id").desc(),
                condition=Q(last_message_at__isnull=False, closed_at=None, assignee=None),
                name="conversation_unassigned",
            ),
            models.Index(
                F("workspace"),
                F("last_message_at").desc(),
                F("id").desc(),
                condition=Q(last_message_at__isnull=False, closed_at=None, assignee__isnull=False),
                name="conversation_others",
            ),
            models.Index(
                F("assignee"),
                F("last_message_at").desc(),
                F("id").desc(),
                condition=Q(last_message_at__isnull=False, closed_at=None),
                name="conversation_mine",
            ),
            models.Index(
                F("workspace"),
                F("last_message_at").desc(),
                F("id").desc(),
                condition=Q(last_message_at__isnull=False, closed_at__isnull=False),
                name="conversation_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"
