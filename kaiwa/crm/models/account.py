"""A workspace's CRM: its login, its choices, and what it was asked."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from kaiwa.lib.encrypted import EncryptedTextField
from kaiwa.workspaces.models import Member, Workspace

_NOTHING = models.Value({}, models.JSONField())
_NONE = models.Value([], models.JSONField())


class CrmAccountQuerySet(models.QuerySet["CrmAccount"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(workspace=member.workspace_id)

    def for_workspace(self, workspace: Workspace) -> Self:
        return self.filter(workspace=workspace)


class CrmAccount(models.Model):
    """The CRM of a workspace, made when it is first needed."""

    class Form(models.TextChoices):
        """As what a transcript is written (H-13)."""

        BY_CHANNEL = "by_channel"
        NOTE = "note"
        ACTIVITY = "activity"
        BOTH = "both"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    # As in settings.CRMS
    backend = models.CharField(max_length=32)
    # Where it is, and the login there
    origin = models.CharField(max_length=255, blank=True, db_default="")
    credentials = EncryptedTextField(blank=True, default="")
    # What we had it make, by our name for it: {"person_field": "…", "note_bytes": "90000"}
    made = models.JSONField(default=dict, blank=True, db_default=_NOTHING)
    # Of the texts that we write into it: they have no one reader
    language = models.CharField(max_length=8, db_default="en")
    form = models.CharField(max_length=16, choices=Form.choices, db_default=Form.BY_CHANNEL)
    # Of numbers without a country code, and of new amounts
    region = models.CharField(max_length=2, blank=True, db_default="")
    currency = models.CharField(max_length=3, blank=True, db_default="")
    pipelines = models.JSONField(default=list, blank=True, db_default=_NONE)
    pipelines_at = models.DateTimeField(null=True, blank=True)
    # Tokens a day; null: as the CRM has it
    budget = models.IntegerField(null=True, blank=True)
    problem_code = models.CharField(max_length=64, blank=True, db_default="")
    problem_params = models.JSONField(default=dict, blank=True, db_default=_NOTHING)
    problem_since = models.DateTimeField(null=True, blank=True)
    # Of which problem the admins were told, and when: once is enough
    told_code = models.CharField(max_length=64, blank=True, db_default="")
    told_at = models.DateTimeField(null=True, blank=True)
    # How often in a row it was not reached
    failures = models.SmallIntegerField(db_default=0)
    # Nothing is asked of it before
    paused_until = models.DateTimeField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = CrmAccountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="crm_account_once")]

    def __str__(self) -> str:
        return f"{self.backend} of {self.workspace_id}"

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > timezone.now()


class CrmUsage(models.Model):
    """How often the CRM was asked in an hour."""

    account = models.ForeignKey(CrmAccount, models.CASCADE, related_name="usage")
    hour = models.DateTimeField()
    reads = models.IntegerField(db_default=0)
    lists = models.IntegerField(db_default=0)
    searches = models.IntegerField(db_default=0)
    writes = models.IntegerField(db_default=0)
    tokens = models.IntegerField(db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "hour"], name="crm_usage_once")]

    def __str__(self) -> str:
        return f"{self.account_id} at {self.hour}"


class CrmUser(models.Model):
    """A user of the CRM, and which of our members that is. Not needed where its users are our members."""

    account = models.ForeignKey(CrmAccount, models.CASCADE, related_name="users")
    external_id = models.CharField(max_length=64)
    name = models.CharField(max_length=255, blank=True, db_default="")
    email = models.CharField(max_length=254, blank=True, db_default="")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "external_id"], name="crm_user_once")]

    def __str__(self) -> str:
        return self.name or self.email
