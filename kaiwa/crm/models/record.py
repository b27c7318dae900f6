"""A record of the CRM as it was when last seen."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from kaiwa.crm.items import Ref
from kaiwa.crm.models.account import CrmAccount
from kaiwa.workspaces.models import Member


class RecordQuerySet(models.QuerySet["Record"]):
    def visible_to(self, member: Member) -> Self:
        """All of the workspace's: that a record is there is no secret. What it says is: `readable_by`."""
        return self.filter(account__workspace=member.workspace_id)

    def readable_by(self, member: Member) -> Self:
        """Those of which the member may see the title and the rest (H-16)."""
        ours = self.visible_to(member)
        if member.is_admin:
            return ours
        return ours.filter(Q(audience=Record.Audience.EVERYONE) | Q(owner_member=member))

    def open_items(self) -> Self:
        """Deals and leads that can still get messages."""
        return self.filter(kind__in=("deal", "lead"), status="open", gone_at=None)


class Record(models.Model):
    """A person, organization, lead or deal of the CRM. Its newest word wins, whatever comes when."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANIZATION = "organization"
        LEAD = "lead"
        DEAL = "deal"

    class Status(models.TextChoices):
        OPEN = "open"
        WON = "won"
        LOST = "lost"
        ARCHIVED = "archived"

    class Audience(models.TextChoices):
        EVERYONE = "everyone"
        OWNER = "owner"
        # The CRM has groups we do not know
        UNKNOWN = "unknown"

    account = models.ForeignKey(CrmAccount, models.CASCADE, related_name="records", db_index=False)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    external_id = models.CharField(max_length=64)
    title = models.CharField(max_length=500, blank=True, db_default="")
    status = models.CharField(max_length=8, choices=Status.choices, db_default=Status.OPEN)
    person = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="items", db_index=False
    )
    organization = models.CharField(max_length=500, blank=True, db_default="")
    # The CRM's user, and which of our members that is
    owner = models.CharField(max_length=64, blank=True, db_default="")
    owner_name = models.CharField(max_length=255, blank=True, db_default="")
    owner_member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    audience = models.CharField(max_length=8, choices=Audience.choices, db_default=Audience.UNKNOWN)
    # [{"value", "label"}] and [text]
    phones = models.JSONField(default=list, blank=True, db_default=models.Value([], models.JSONField()))
    emails = models.JSONField(default=list, blank=True, db_default=models.Value([], models.JSONField()))
    pipeline = models.CharField(max_length=64, blank=True, db_default="")
    pipeline_name = models.CharField(max_length=255, blank=True, db_default="")
    stage = models.CharField(max_length=64, blank=True, db_default="")
    stage_name = models.CharField(max_length=255, blank=True, db_default="")
    # The stage is number `place` of `places`
    place = models.SmallIntegerField(db_default=0)
    places = models.SmallIntegerField(db_default=0)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, db_default="")
    url = models.CharField(max_length=500, blank=True, db_default="")
    # The CRM's own time of its newest change
    updated_at = models.DateTimeField(null=True, blank=True)
    fetched_at = models.DateTimeField(db_default=Now())
    gone_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind", "external_id"], name="record_once")]
        indexes = [
            models.Index(fields=["person", "status"], name="record_of_person"),
            models.Index(fields=["fetched_at"], condition=Q(gone_at=None), name="record_fetched"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.kind} {self.external_id}"

    @property
    def ref(self) -> Ref:
        # The choices are those of items.Kind
        return Ref(self.kind, self.external_id)  # type: ignore[arg-type]  # the column holds nothing else

    @property
    def is_item(self) -> bool:
        """Whether it can get messages beside a person: a deal or a lead."""
        return self.kind in {Record.Kind.DEAL, Record.Kind.LEAD}

    def is_readable_by(self, member: Member) -> bool:
        """As RecordQuerySet.readable_by, for a record of the member's workspace."""
        return (
            member.is_admin
            or self.audience == Record.Audience.EVERYONE
            or (self.owner_member_id is not None and self.owner_member_id == member.pk)
        )
