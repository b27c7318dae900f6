"""The way of a deal: stages in their order."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Deferrable, F, Q
from django.db.models.functions import Now

from kaiwa.workspaces.models import Member, Workspace


class PipelineQuerySet(models.QuerySet["Pipeline"]):
    def visible_to(self, member: Member) -> Self:
        return self.for_workspace(member.workspace_id)

    def for_workspace(self, workspace: int) -> Self:
        return self.filter(workspace=workspace, deleted_at=None).order_by("place", "pk")


class Pipeline(models.Model):
    """One of a workspace's ways of selling."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    place = models.SmallIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now())
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = PipelineQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(F("workspace"), F("place"), name="pipeline_place")]

    def __str__(self) -> str:
        return self.name


class StageQuerySet(models.QuerySet["Stage"]):
    def visible_to(self, member: Member) -> Self:
        return self.for_workspace(member.workspace_id)

    def for_workspace(self, workspace: int) -> Self:
        """Those that a deal can stand in."""
        return self.filter(
            pipeline__workspace=workspace, pipeline__deleted_at=None, deleted_at=None
        ).order_by("pipeline__place", "place")


class Stage(models.Model):
    """One step of the way. A removed one keeps its row: deals that were won there name it."""

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="stages")
    name = models.CharField(max_length=120)
    # From 1; none once removed
    place = models.SmallIntegerField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = StageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pipeline", "place"], name="stage_place_once", deferrable=Deferrable.DEFERRED
            ),
            # What a deal's stage and pipeline together refer to
            models.UniqueConstraint(fields=["id", "pipeline"], name="stage_of_pipeline"),
            models.CheckConstraint(
                condition=Q(place__isnull=False, deleted_at=None)
                | Q(place__isnull=True, deleted_at__isnull=False),
                name="stage_has_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name
