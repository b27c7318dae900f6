"""A seat that is offered to somebody by mail."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kaiwa.lib.digest import digest
from kaiwa.workspaces.models.member import Member
from kaiwa.workspaces.models.workspace import Workspace

LIFETIME = timedelta(days=14)


def default_expiry() -> datetime:
    return timezone.now() + LIFETIME


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def issue(self, by: Member, email: str, role: str) -> tuple[Invitation, str]:
        """A new invitation and the secret of its link. An older one to the same address ends."""
        self.unanswered().filter(workspace=by.workspace_id, email=email).update(revoked_at=timezone.now())
        secret = secrets.token_urlsafe(32)
        invitation = self.create(
            workspace=by.workspace, invited_by=by, email=email, role=role, digest=digest(secret)
        )
        return invitation, secret

    def visible_to(self, member: Member) -> Self:
        return self.filter(workspace=member.workspace_id)

    def unanswered(self) -> Self:
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> Self:
        return self.unanswered().filter(expires_at__gt=timezone.now())

    def find(self, secret: str) -> Invitation | None:
        return (
            self.open().filter(digest=digest(secret)).select_related("workspace", "invited_by__user").first()
        )


class Invitation(models.Model):
    """An offer of a role in a workspace to one e-mail address."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Member, models.CASCADE, related_name="+")
    email = models.EmailField()
    role = models.CharField(max_length=16, choices=Member.Role.choices, default=Member.Role.MEMBER)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=default_expiry)
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.email} to {self.workspace_id}"

    @property
    def has_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
