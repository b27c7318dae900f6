"""The one filter: which records a member may see (H-16)."""

from __future__ import annotations

from typing import Self, TypeVar

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from kaiwa.workspaces.models import Member, Workspace

Row = TypeVar("Row", bound="Visible")


class VisibleQuerySet(models.QuerySet[Row]):
    def visible_to(self, member: Member) -> Self:
        """Everybody's, one's own, and for an admin all. What was deleted is nobody's."""
        rows = self.for_workspace(member.workspace_id)
        if member.is_admin:
            return rows
        return rows.filter(Q(visibility=Visible.Visibility.EVERYONE) | Q(owner=member))

    def for_workspace(self, workspace: int) -> Self:
        # What they are found by is long, and nobody reads it
        return self.filter(workspace=workspace, deleted_at=None).defer("tokens")

    def deleted(self, workspace: int) -> Self:
        """For admins, and for whoever lets go of it."""
        return self.filter(workspace=workspace).exclude(deleted_at=None).defer("tokens")

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class Visible(models.Model):
    """What persons, organizations, leads and deals have in common."""

    class Visibility(models.TextChoices):
        EVERYONE = "everyone"
        OWNER = "owner"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    owner = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    visibility = models.CharField(
        max_length=8, choices=Visibility.choices, db_default=Visibility.EVERYONE, default=Visibility.EVERYONE
    )
    # What the client made to say "this is the same request again"
    key = models.CharField(max_length=64, blank=True, db_default="", default="")
    tokens = SearchVectorField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(db_default=Now())
    archived_at = models.DateTimeField(null=True, blank=True)
    # Kept for 30 days, in which an admin can bring it back
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key"], condition=~Q(key=""), name="%(class)s_created_once"
            )
        ]
        indexes = [
            models.Index(
                F("workspace"),
                F("created_at").desc(),
                F("id").desc(),
                condition=Q(deleted_at=None, archived_at=None),
                name="%(class)s_newest",
            )
        ]
