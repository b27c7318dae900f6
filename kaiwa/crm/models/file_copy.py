"""A file of a message, copied into the CRM."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.conversations.models import Attachment, Conversation
from kaiwa.crm.models.chat import Chat
from kaiwa.crm.models.record import Record
from kaiwa.crm.models.segment import elsewhere, new_key
from kaiwa.workspaces.models import Member

_SOMEWHERE = Q(wanted_person__isnull=False) | Q(wanted_item__isnull=False)


class FileCopyQuerySet(models.QuerySet["FileCopy"]):
    def visible_to(self, member: Member) -> Self:
        """Those of the conversations that the member sees."""
        return self.filter(chat__conversation__in=Conversation.objects.visible_to(member))

    def unfinished(self) -> Self:
        """Those that are not there yet, or not where they shall be, and for which something can be done."""
        missing = Q(state__in=("due", "calling", "refused")) & _SOMEWHERE
        done = Q(state="done")
        moved = done & _SOMEWHERE & (elsewhere("person") | elsewhere("item"))
        left = done & (Q(unwanted=True) | ~Q(replaced_id=""))
        return self.filter(missing | moved | left)


class FileCopy(models.Model):
    """One attachment as a file of the CRM: a copy, so that deleting the conversation empties no deal (H-12)."""

    class State(models.TextChoices):
        DUE = "due"
        CALLING = "calling"
        DONE = "done"
        REFUSED = "refused"
        GONE = "gone"

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="file_copies")
    # Null once it was taken back, and the CRM's copy is to follow
    attachment = models.ForeignKey(Attachment, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=12, default=new_key)
    name = models.CharField(max_length=255, blank=True, db_default="")
    # What it hangs on, and what it shall
    person = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    item = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    wanted_person = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    wanted_item = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    # Its link was taken back, or the message was: the CRM is to have it no longer
    unwanted = models.BooleanField(db_default=False)
    external_id = models.CharField(max_length=64, blank=True, db_default="")
    # The one that it takes the place of, until that is removed: a file cannot be moved
    replaced_id = models.CharField(max_length=64, blank=True, db_default="")
    state = models.CharField(max_length=8, choices=State.choices, db_default=State.DUE)
    calling_since = models.DateTimeField(null=True, blank=True)
    attempts = models.SmallIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=64, blank=True, db_default="")
    error_params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    created_at = models.DateTimeField(db_default=Now())

    objects = FileCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attachment"], condition=~Q(state="gone"), name="file_copied_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.key
