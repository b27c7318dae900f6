"""An integration that somebody installed, and whose it is."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kaiwa.lib.encrypted import EncryptedTextField
from kaiwa.workspaces.models import Member, Workspace


class ConnectionQuerySet(models.QuerySet["Connection"]):
    def visible_to(self, member: Member) -> Self:
        """Shared ones of the member's workspace, and the member's own private ones."""
        return self.filter(workspace=member.workspace_id).filter(
            Q(visibility=Connection.Visibility.SHARED) | Q(installer=member)
        )

    def installed(self) -> Self:
        return self.filter(removed_at=None)

    def removable_by(self, member: Member) -> Self:
        """Those an admin may remove: a colleague's private one too, of which they see nothing else (FAQ-11)."""
        if not member.is_admin:
            return self.visible_to(member).installed()
        return self.filter(workspace=member.workspace_id).installed()


class Connection(models.Model):
    """An installed integration: who connected it, with what rights, and who sees what it brings."""

    class Visibility(models.TextChoices):
        PRIVATE = "private"
        SHARED = "shared"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="connections")
    provider = models.CharField(max_length=32)
    installer = models.ForeignKey(Member, models.PROTECT, related_name="connections")
    visibility = models.CharField(max_length=16, choices=Visibility.choices)
    # H-03: whom an admin wants to be the installer, while the one who is has not agreed
    handover_to = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    handover_by = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    # The account at the provider that gave us access, as the provider's app sees it
    external_user_id = models.CharField(max_length=128, blank=True)
    external_user_name = models.CharField(max_length=200, blank=True)
    credentials = EncryptedTextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    logged_in_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = ConnectionQuerySet.as_manager()

    class Meta:
        constraints = [
            # TS-02: one installation of a provider in a workspace
            models.UniqueConstraint(
                fields=["workspace", "provider"], condition=Q(removed_at=None), name="connection_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} of {self.workspace_id}"

    def is_visible_to(self, member: Member) -> bool:
        return self.workspace_id == member.workspace_id and (
            self.visibility == self.Visibility.SHARED or self.installer_id == member.pk
        )
