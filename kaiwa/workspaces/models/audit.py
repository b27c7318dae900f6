"""Who did what to a workspace's settings."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import timezone

from kaiwa.workspaces.models.member import Member
from kaiwa.workspaces.models.workspace import Workspace


class AuditEntryQuerySet(models.QuerySet["AuditEntry"]):
    def record(self, actor: Member, code: str, **params: Any) -> AuditEntry:
        """`code` says what was done; `params` hold ids and names as they were, so that it reads later.

        A new code needs a kind (kaiwa/workspaces/audit.py) and words (web/src/i18n, audit.json).
        """
        return self.create(
            workspace=actor.workspace, actor=actor, actor_name=actor.name, code=code, params=params
        )

    def note(self, workspace: int, code: str, **params: Any) -> AuditEntry:
        """What nobody of ours did: a provider said so. As for `record`, a new code needs a kind and words."""
        return self.create(workspace_id=workspace, code=code, params=params)

    def for_workspace(self, workspace: Workspace) -> AuditEntryQuerySet:
        return self.filter(workspace=workspace)


class AuditEntry(models.Model):
    """One line of the audit trail: a code with parameters, worded when read."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="audit_entries")
    actor = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # Who is gone is still said to have done it
    actor_name = models.CharField(max_length=254, blank=True, default="", db_default="")
    code = models.CharField(max_length=64)
    params = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["workspace", "-id"], name="audit_newest_first")]

    def __str__(self) -> str:
        return f"{self.code} in {self.workspace_id}"
