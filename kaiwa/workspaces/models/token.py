"""What a program signs in with."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from kaiwa.lib.digest import digest
from kaiwa.workspaces.models.audit import AuditEntry
from kaiwa.workspaces.models.member import Member

PREFIX = "kaiwa_"
# A busy program would otherwise write its token's row with every request
TOUCH_EVERY = timedelta(minutes=1)


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    def issue(self, member: Member, name: str) -> tuple[ApiToken, str]:
        """A new token and its plain text, which is not kept and cannot be shown again."""
        plain = PREFIX + secrets.token_urlsafe(32)
        AuditEntry.objects.record(member, "token_issued", name=name)
        return self.create(member=member, name=name, digest=digest(plain)), plain

    def valid(self) -> Self:
        return self.filter(revoked_at=None, member__deactivated_at=None, member__user__is_active=True)

    def find(self, plain: str) -> ApiToken | None:
        if not plain.startswith(PREFIX):
            return None
        return (
            self.valid()
            .filter(digest=digest(plain))
            .select_related("member__user", "member__workspace")
            .first()
        )


class ApiToken(models.Model):
    """A bearer token: its member's rights, no more, until it is revoked."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = ApiTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} of {self.member_id}"

    def touch(self) -> None:
        now = timezone.now()
        if self.last_used_at is None or now - self.last_used_at > TOUCH_EVERY:
            stale = Q(last_used_at=None) | Q(last_used_at__lt=now - TOUCH_EVERY)
            ApiToken.objects.filter(stale, pk=self.pk).update(last_used_at=now)

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])
