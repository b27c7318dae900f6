"""Joining: how somebody gets into a workspace, as its maker or by an invitation."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from kaiwa.lib.api_errors import TOO_MANY, ApiError, declare
from kaiwa.lib.digest import digest
from kaiwa.workspaces import letters, mail
from kaiwa.workspaces.models import AuditEntry, Invitation, Member, User, Workspace

ADMINS_ONLY = declare("admins_only", 403, _("Only an admin of this workspace can do this."))
ALREADY_MEMBER = declare("already_member", 409, _("%(email)s is already a member of this workspace."))
INVITATION_GONE = declare(
    "invitation_gone",
    404,
    _("This invitation was used, withdrawn or has expired. Ask for a new one."),
)
INVITATION_FOR_OTHER = declare(
    "invitation_for_other",
    403,
    _("This invitation is for %(email)s. Sign in with that address to accept it."),
)
# Kaiwa's mail server must not become somebody's means of writing to strangers
INVITATIONS_A_DAY = 200


def open_workspace(user: User, name: str) -> Member:
    """A new workspace, with the user as its admin."""
    with transaction.atomic():
        workspace = Workspace.objects.create(name=name)
        member = Member.objects.create(
            workspace=workspace, user=user, role=Member.Role.ADMIN, can_change_settings=True
        )
        AuditEntry.objects.record(member, "workspace_opened", name=name)
    return member


def invite(by: Member, email: str, role: str) -> Invitation:
    """Mail an invitation; one that is open for the same address ends. Raises ApiError."""
    require_admin(by)
    email = email.lower()
    if Member.objects.visible_to(by).filter(user__email=email).exists():
        raise ApiError(ALREADY_MEMBER, params={"email": email})
    _refuse_floods(by)
    with transaction.atomic():
        invitation, secret = Invitation.objects.issue(by, email, role)
        AuditEntry.objects.record(by, "member_invited", email=email, role=role)
        _mail(invitation, secret)
    return invitation


def withdraw(invitation: Invitation, by: Member) -> None:
    require_admin(by)
    with transaction.atomic():
        invitation.revoke()
        AuditEntry.objects.record(by, "invitation_withdrawn", email=invitation.email)


def look_up(secret: str) -> Invitation:
    """The open invitation behind a link's secret. Raises ApiError."""
    invitation = Invitation.objects.find(secret)
    if invitation is None:
        raise ApiError(INVITATION_GONE)
    return invitation


def accept(secret: str, user: User) -> Member:
    """The user becomes a member with the role that was offered. Raises ApiError."""
    with transaction.atomic():
        invitation = (
            Invitation.objects.open()
            .filter(digest=digest(secret))
            .select_for_update(of=["self"])
            .select_related("workspace")
            .first()
        )
        if invitation is None:
            raise ApiError(INVITATION_GONE)
        if invitation.email != user.email.lower():
            raise ApiError(INVITATION_FOR_OTHER, params={"email": invitation.email})
        invitation.accepted_at = timezone.now()
        invitation.save(update_fields=["accepted_at"])
        return _seat(user, invitation)


def require_admin(member: Member) -> None:
    if not member.is_admin:
        raise ApiError(ADMINS_ONLY)


def _seat(user: User, invitation: Invitation) -> Member:
    """Somebody who was a member before comes back as themselves, with what they wrote."""
    member, _created = Member.objects.update_or_create(
        workspace=invitation.workspace,
        user=user,
        defaults={
            "role": invitation.role,
            "can_change_settings": invitation.role == Member.Role.ADMIN,
            "deactivated_at": None,
        },
    )
    AuditEntry.objects.record(member, "invitation_accepted", email=invitation.email, role=invitation.role)
    return member


def _refuse_floods(by: Member) -> None:
    since = timezone.now() - timedelta(days=1)
    sent = Invitation.objects.filter(workspace=by.workspace_id, created_at__gt=since).count()
    if sent >= INVITATIONS_A_DAY:
        raise ApiError(TOO_MANY)


def _mail(invitation: Invitation, secret: str) -> None:
    invited = User.objects.filter(email=invitation.email).first()
    language = (invited.language if invited else "") or translation.get_language() or ""
    write = partial(
        letters.invitation,
        workspace=invitation.workspace.name,
        inviter=invitation.invited_by.name,
        url=f"{settings.PUBLIC_URL}/invitation/{secret}",
        expires_at=invitation.expires_at,
        time_zone=invitation.workspace.time_zone,
    )
    mail.send(invitation.email, write, language=language)
