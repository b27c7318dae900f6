"""A user in a workspace, and what they may do there."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from kaiwa.workspaces.models.user import User
from kaiwa.workspaces.models.workspace import Workspace


class MemberQuerySet(models.QuerySet["Member"]):
    def active(self) -> Self:
        return self.filter(deactivated_at=None, user__is_active=True)

    def visible_to(self, member: Member) -> Self:
        return self.active().filter(workspace=member.workspace_id)

    def admins(self) -> Self:
        return self.active().filter(role=Member.Role.ADMIN)


class Member(models.Model):
    """A user in a workspace."""

    class Role(models.TextChoices):
        ADMIN = "admin"
        MEMBER = "member"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="members")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices, default=Role.MEMBER)
    can_change_settings = models.BooleanField(default=False)
    available = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    deactivated_at = models.DateTimeField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="member_once")]

    def __str__(self) -> str:
        return str(self.user)

    @property
    def is_admin(self) -> bool:
        return self.role == self.Role.ADMIN

    @property
    def name(self) -> str:
        return str(self.user)
