"""A transcript: notes and activities in the CRM, and which messages stand in each."""

from __future__ import annotations

import secrets
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Now
from django.db.models.lookups import Exact

from kaiwa.conversations.models import Conversation, Message
from kaiwa.crm.models.chat import Chat
from kaiwa.crm.models.record import Record
from kaiwa.workspaces.models import Member

_KEY_BYTES = 9


def new_key() -> str:
    """12 characters that stand in what we write, by which it is found again."""
    return secrets.token_urlsafe(_KEY_BYTES)


_UNWRITTEN = ~Q(version=F("written_version"))


def elsewhere(target: str) -> Q:
    """Whether it hangs on another record than it shall, or on none."""
    return ~Q(Exact(Coalesce(F(f"wanted_{target}"), 0), Coalesce(F(target), 0)))


class SegmentQuerySet(models.QuerySet["Segment"]):
    def visible_to(self, member: Member) -> Self:
        """Those of the conversations that the member sees."""
        return self.filter(chat__conversation__in=Conversation.objects.visible_to(member))

    def unfinished(self) -> Self:
        """Those that say or hang on something else than they shall, and for which something can be done."""
        undone = _UNWRITTEN | elsewhere("person") | elsewhere("item")
        somewhere = Q(wanted_person__isnull=False) | Q(wanted_item__isnull=False)
        to_write = undone & somewhere & Q(state__in=("new", "live", "refused"))
        # What a person edited is theirs, and moves with its link all the same
        to_move = somewhere & (elsewhere("person") | elsewhere("item")) & Q(state="left")
        to_remove = Q(unwanted=True, state__in=("new", "live", "refused"))
        return self.filter(to_write | to_move | to_remove)


class Segment(models.Model):
    """One note or activity that we write: what it shall say and hang on, and what of it is done."""

    class Form(models.TextChoices):
        NOTE = "note"
        ACTIVITY = "activity"

    class State(models.TextChoices):
        NEW = "new"
        LIVE = "live"
        # A person edited it: theirs from then on (INB-38)
        LEFT = "left"
        GONE = "gone"
        REFUSED = "refused"
        REMOVED = "removed"

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="segments", db_index=False)
    form = models.CharField(max_length=8, choices=Form.choices)
    key = models.CharField(max_length=12, default=new_key)
    opened_at = models.DateTimeField()
    # An activity's, in the workspace's time zone
    day = models.DateField(null=True, blank=True)
    part = models.SmallIntegerField(db_default=0)
    # Names, assignee and channel as they were
    heading = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    # What it hangs on, and what it shall
    person = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    item = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    wanted_person = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    wanted_item = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    # Its link was taken back: the CRM is to have it no longer
    unwanted = models.BooleanField(db_default=False)
    external_id = models.CharField(max_length=64, blank=True, db_default="")
    state = models.CharField(max_length=8, choices=State.choices, db_default=State.NEW)
    # It takes no more passages
    closed = models.BooleanField(db_default=False)
    # What it should say, and what it says
    version = models.IntegerField(db_default=1)
    written_version = models.IntegerField(db_default=0)
    # write, rewrite, move or remove, while its answer is not here
    calling = models.CharField(max_length=8, blank=True, db_default="")
    calling_since = models.DateTimeField(null=True, blank=True)
    # Digests: of what the call gives, of what the last answer said, and of that without markup
    attempted = models.CharField(max_length=64, blank=True, db_default="")
    returned = models.CharField(max_length=64, blank=True, db_default="")
    written_plain = models.CharField(max_length=64, blank=True, db_default="")
    bytes = models.IntegerField(db_default=0)
    attempts = models.SmallIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=64, blank=True, db_default="")
    error_params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    written_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = SegmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key"], name="segment_key_once"),
            models.UniqueConstraint(
                fields=["chat", "form", "day", "part"],
                condition=Q(day__isnull=False),
                name="one_activity_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["chat", "form", "opened_at"], name="segment_of_chat"),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state__in=("new", "live"))
                & (_UNWRITTEN | elsewhere("person") | elsewhere("item")),
                name="segment_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.key}"


class Passage(models.Model):
    """A message, or a piece of one, in a segment."""

    class Kind(models.TextChoices):
        MESSAGE = "message"
        # That a message was changed or taken back after its segment was left
        CHANGE = "change"

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="passages", db_index=False)
    form = models.CharField(max_length=8, choices=Segment.Form.choices)
    message = models.ForeignKey(Message, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices, db_default=Kind.MESSAGE)
    # Characters of the text; null: to its end
    start = models.IntegerField(db_default=0)
    stop = models.IntegerField(null=True, blank=True)
    written = models.BooleanField(db_default=False)
    # It was written, and its message changed since
    changed = models.BooleanField(db_default=False)

    class Meta:
        constraints = [
            # A message stands once per form, whatever runs twice
            models.UniqueConstraint(
                fields=["form", "message", "start"], condition=Q(kind="message"), name="passage_once"
            )
        ]
        indexes = [models.Index(fields=["segment", "id"], name="passage_of_segment")]

    def __str__(self) -> str:
        return f"{self.message_id} in {self.segment_id}"
