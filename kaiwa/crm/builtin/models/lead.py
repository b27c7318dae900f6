"""A lead: somebody who may become a deal."""

from __future__ import annotations

from typing import Self
from uuid import uuid4

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from kaiwa.crm.builtin.models.deal import Deal
from kaiwa.crm.builtin.models.organization import Organization
from kaiwa.crm.builtin.models.person import Person
from kaiwa.crm.builtin.models.visible import Visible, VisibleQuerySet

_OPEN = Q(converted_to=None, archived_at=None, deleted_at=None)


class LeadQuerySet(VisibleQuerySet["Lead"]):
    def for_workspace(self, workspace: int) -> Self:
        """A lead that was made a deal is none any more."""
        return super().for_workspace(workspace).filter(converted_to=None)

    def open(self) -> Self:
        return self.filter(_OPEN)


class Lead(Visible):
    """A lead, by the name of `uuid` where a CRM's ids are text."""

    uuid = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.CharField(max_length=255)
    person = models.ForeignKey(Person, models.RESTRICT, null=True, blank=True, related_name="leads")
    organization = models.ForeignKey(
        Organization, models.RESTRICT, null=True, blank=True, related_name="leads"
    )
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, db_default="", default="")
    label = models.CharField(max_length=32, blank=True, db_default="", default="")
    # Whether somebody has opened it
    seen = models.BooleanField(db_default=False, default=False)
    source = models.CharField(max_length=64, blank=True, db_default="", default="")
    chat_link = models.TextField(blank=True, db_default="", default="")
    converted_to = models.ForeignKey(Deal, models.CASCADE, null=True, blank=True, related_name="+")

    objects = LeadQuerySet.as_manager()

    class Meta(Visible.Meta):
        abstract = False
        constraints = [
            *Visible.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organization__isnull=False), name="lead_of_somebody"
            ),
        ]
        indexes = [
            GinIndex(fields=["tokens"], name="lead_tokens"),
            models.Index(
                F("workspace"), F("created_at").desc(), F("id").desc(), condition=_OPEN, name="lead_newest"
            ),
            models.Index(F("person"), F("updated_at").desc(), name="lead_person"),
        ]

    def __str__(self) -> str:
        return self.title
