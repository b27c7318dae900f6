"""Activities: what is to be done, or was."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from kaiwa.crm.builtin.models.entry import Entry, EntryQuerySet
from kaiwa.workspaces.models import Member, Workspace


class ActivityType(models.Model):
    """Call, meeting, … and those that a channel's transcripts are written as."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    key = models.CharField(max_length=64)
    icon = models.CharField(max_length=32, blank=True, db_default="", default="")
    # Transcripts do not fill anybody's calendar (TL-06)
    in_calendar = models.BooleanField(default=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="activity_type_once")]

    def __str__(self) -> str:
        return self.name


class ActivityQuerySet(EntryQuerySet["Activity"]):
    pass


class Activity(Entry):
    """A task with a day, or a transcript of one day."""

    type = models.ForeignKey(ActivityType, models.RESTRICT, related_name="+")
    subject = models.CharField(max_length=255)
    content = models.TextField(blank=True, db_default="", default="")
    due_date = models.DateField(null=True, blank=True)
    due_time = models.TimeField(null=True, blank=True)
    duration = models.DurationField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ActivityQuerySet.as_manager()

    class Meta(Entry.Meta):
        abstract = False
        indexes = [
            *Entry.Meta.indexes,
            models.Index(
                F("owner"), F("due_date"), condition=Q(deleted_at=None, done_at=None), name="activity_due"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Calendar(models.Model):
    """A member's activities as a calendar to subscribe to: whoever has the secret reads it."""

    member = models.OneToOneField(Member, models.CASCADE, primary_key=True, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    # Keys of activity types; empty: all that are for calendars
    types = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"calendar of {self.member}"
