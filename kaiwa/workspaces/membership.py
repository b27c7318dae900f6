"""Membership: what changes about a member after they joined."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kaiwa import live
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError, declare
from kaiwa.workspaces.joining import require_admin
from kaiwa.workspaces.models import AuditEntry, Member, Workspace

LAST_ADMIN = declare("last_admin", 409, _("A workspace needs an admin. Make somebody else an admin first."))
ADMINS_KEEP_SETTINGS = declare(
    "admins_keep_settings", 409, _("Admins always have access to the account settings.")
)


def change_role(member: Member, role: str, *, by: Member) -> None:
    """Admins only; the last admin stays one. Raises ApiError."""
    require_admin(by)
    with transaction.atomic():
        # Two admins who demote each other at once: the second sees what the first did
        Workspace.objects.select_for_update().get(pk=member.workspace_id)
        member.refresh_from_db(fields=["role"])
        before = member.role
        if before == role:
            return
        if member.is_admin and not Member.objects.visible_to(by).admins().exclude(pk=member.pk).exists():
            raise ApiError(LAST_ADMIN)
        member.role = role
        member.can_change_settings = member.can_change_settings or member.is_admin
        member.save(update_fields=["role", "can_change_settings"])
        AuditEntry.objects.record(
            by, "role_changed", member=member.pk, name=member.name, before=before, after=role
        )
        live.publish(member.workspace_id, access=True)


def allow_settings(member: Member, allowed: bool, *, by: Member) -> None:
    """Give or take access to the account settings. Admins only. Raises ApiError."""
    require_admin(by)
    if member.is_admin and not allowed:
        raise ApiError(ADMINS_KEEP_SETTINGS)
    with transaction.atomic():
        member.can_change_settings = allowed
        member.save(update_fields=["can_change_settings"])
        AuditEntry.objects.record(
            by, "settings_access_changed", member=member.pk, name=member.name, allowed=allowed
        )


def set_available(member: Member, available: bool, *, by: Member) -> None:
    """One's own availability, or as an admin anybody's. Raises ApiError."""
    if member != by and not by.is_admin:
        raise ApiError(NOT_ALLOWED)
    member.available = available
    member.save(update_fields=["available"])
