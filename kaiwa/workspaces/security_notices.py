"""What a thief of an account would change first: its owner is told by mail, their workspaces by the audit trail."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from kaiwa.workspaces.models import AuditEntry, Member, User
from kaiwa.workspaces.tasks import tell_of_change

# What allauth calls its notifications: our code of the audit trail
CODES = {
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "account/email/password_reset": "password_reset",
    "account/email/email_changed": "address_changed",
    "mfa/email/totp_activated": "two_step_on",
    "mfa/email/totp_deactivated": "two_step_off",
    "mfa/email/recovery_codes_generated": "recovery_codes_renewed",
}


def note(user: User, notification: str, *, ip: str, address: str, **params: str) -> None:
    """It was done just now, from `ip`. The mail goes to `address`, in the user's language."""
    code = CODES[notification]
    with transaction.atomic():
        for member in Member.objects.active().filter(user=user).select_related("user", "workspace"):
            AuditEntry.objects.record(member, code, **params)
        tell_of_change.defer(user=user.pk, code=code, at=timezone.now().isoformat(), ip=ip, address=address)
