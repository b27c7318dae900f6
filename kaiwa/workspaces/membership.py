"""Membership: what changes about a member after they joined."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa import live
from kaiwa.channels.models import Connection
from kaiwa.conversations import handling
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError, declare
from kaiwa.workspaces import sessions
from kaiwa.workspaces.joining import require_admin
from kaiwa.workspaces.models import ApiToken, AuditEntry, Invitation, Member, Workspace

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


def remove(member: Member, *, by: Member) -> None:
    """End a member's access at once. Admins only, and the last one stays. Raises ApiError.

    The row stays, so that their name stands on what they wrote. What they installed goes to the admin who removes
    them, or, when an admin leaves, to the one who has been there longest (H-03).
    """
    require_admin(by)
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update().get(pk=member.workspace_id)
        other_admins = Member.objects.visible_to(by).admins().exclude(pk=member.pk).order_by("pk")
        heir = by if by.pk != member.pk else other_admins.first()
        if heir is None:
            raise ApiError(LAST_ADMIN)
        member.deactivated_at = timezone.now()
        ApiToken.objects.valid().filter(member=member).update(revoked_at=member.deactivated_at)
        # A link that is still in their mail would let them in again
        open_to_them = Invitation.objects.unanswered().filter(workspace=workspace, email=member.user.email)
        open_to_them.update(revoked_at=member.deactivated_at)
        member.save(update_fields=["deactivated_at"])
        theirs = Connection.objects.filter(workspace=workspace, installer=member)
        handed = theirs.update(installer=heir, handover_to=None, handover_by=None)
        AuditEntry.objects.record(
            by,
            "member_removed",
            member=member.pk,
            name=member.name,
            email=member.user.email,
            connections=handed,
            heir=heir.name,
        )
        handling.release(member, "unassigned_left", by=by)
        live.publish(member.workspace_id, access=True)
    if not Member.objects.active().filter(user=member.user).exists():
        sessions.end_all(member.user)


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
    with transaction.atomic():
        member.available = available
        member.save(update_fields=["available"])
        live.publish(member.workspace_id, members=[member.pk])


def change_workspace(*, by: Member, name: str | None = None, time_zone: str | None = None) -> Workspace:
    """Rename it, or move its days. Admins only. Raises ApiError."""
    require_admin(by)
    with transaction.atomic():
        workspace = Workspace.objects.select_for_update().get(pk=by.workspace_id)
        wanted = {"name": name, "time_zone": time_zone}
        changed = {
            field: value for field, value in wanted.items() if value not in {None, getattr(workspace, field)}
        }
        if changed:
            before = {field: getattr(workspace, field) for field in wanted}
            Workspace.objects.filter(pk=workspace.pk).update(**changed)
            workspace.refresh_from_db()
            after = {field: getattr(workspace, field) for field in wanted}
            AuditEntry.objects.record(by, "workspace_changed", **after, before=before)
    return workspace


def assign_on_reply(allowed: bool, *, by: Member) -> None:
    """Say whether who replies in an unassigned conversation has it (D-69). For account-settings access (INB-03)."""
    if not by.can_change_settings:
        raise ApiError(NOT_ALLOWED)
    with transaction.atomic():
        others = Workspace.objects.filter(pk=by.workspace_id).exclude(assign_on_reply=allowed)
        if others.update(assign_on_reply=allowed):
            AuditEntry.objects.record(by, "assign_on_reply_changed", allowed=allowed)
