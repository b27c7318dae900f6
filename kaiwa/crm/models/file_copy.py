"""A file of a message, copied into the CRM."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.conversations.models import Attachment
from kaiwa.crm.models.chat import Chat
from kaiwa.crm.models.record import Record
from kaiwa.crm.models.segment import new_key


class FileCopy(models.Model):
    """One attachment as a file of the CRM: a copy, so that deleting the conversation empties no deal (H-12)."""

    class State(models.TextChoices):
        DUE = "due"
        CALLING = "calling"
        DONE = "done"
        REFUSED = "refused"
        GONE = "gone"

    chat = models.ForeignKey(Chat, models.CASCADE, related_name="file_copies")
    attachment = models.ForeignKey(Attachment, models.CASCADE, related_name="+")
    key = models.CharField(max_length=12, default=new_key)
    name = models.CharField(max_length=255, blank=True, db_default="")
    # What it hangs on, and what it shall
    person = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    item = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    wanted_person = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    wanted_item = models.ForeignKey(Record, models.SET_NULL, null=True, blank=True, related_name="+")
    external_id = models.CharField(max_length=64, blank=True, db_default="")
    state = models.CharField(max_length=8, choices=State.choices, db_default=State.DUE)
    calling_since = models.DateTimeField(null=True, blank=True)
    attempts = models.SmallIntegerField(db_default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=64, blank=True, db_default="")
    error_params = models.JSONField(default=dict, blank=True, db_default=models.Value({}, models.JSONField()))
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["attachment"], condition=~Q(state="gone"), name="file_copied_once"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.key
