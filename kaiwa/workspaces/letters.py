"""What our mails say. Each is written in the language that is active when its function is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_  # noqa: N812 the name that catalogues are made by


@dataclass(frozen=True, slots=True)
class Letter:
    """A short mail with one thing to do. `before` and `after` are paragraphs around the button."""

    subject: str
    before: tuple[str, ...]
    button: str
    url: str
    after: tuple[str, ...] = ()


def verify_email(url: str) -> Letter:
    return Letter(
        subject=_("Confirm your e-mail address for Kaiwa"),
        before=(_("Confirm that this address is yours, and you can start using Kaiwa."),),
        button=_("Confirm address"),
        url=url,
        after=(
            _("The link works for 3 days."),
            _(
                "If you did not sign up for Kaiwa, ignore this mail: without the link the account stays closed."
            ),
        ),
    )


def reset_password(url: str) -> Letter:
    return Letter(
        subject=_("Choose a new password for Kaiwa"),
        before=(_("Somebody, hopefully you, asked for a new password for your Kaiwa account."),),
        button=_("Choose a password"),
        url=url,
        after=(
            _("The link works once, for 3 days."),
            _("If it was not you, ignore this mail: your password stays as it is."),
        ),
    )


def unknown_account(email: str, url: str) -> Letter:
    return Letter(
        subject=_("There is no Kaiwa account for this address"),
        before=(
            _("Somebody asked for a new password for %(email)s, but Kaiwa has no account with this address.")
            % {"email": email},
            _("If it was you, you may have signed up with another address. You can also make a new account."),
        ),
        button=_("Sign up"),
        url=url,
        after=(_("If it was not you, ignore this mail."),),
    )


def account_exists(email: str, url: str) -> Letter:
    return Letter(
        subject=_("You already have a Kaiwa account"),
        before=(
            _("Somebody tried to sign up for Kaiwa with %(email)s, but you have an account already.")
            % {"email": email},
            _("Sign in with your password. If you forgot it, choose a new one."),
        ),
        button=_("Choose a password"),
        url=url,
        after=(_("If it was not you, ignore this mail: nothing has changed."),),
    )


CHANGES = {
    "password_changed": N_("The password of your Kaiwa account %(email)s was changed."),
    "password_reset": N_(
        "A new password was chosen for your Kaiwa account %(email)s, with a link from a mail."
    ),
    "address_changed": N_("The e-mail address of your Kaiwa account is %(email)s now."),
    "two_step_on": N_("Two-step sign-in was turned on for your Kaiwa account %(email)s."),
    "two_step_off": N_("Two-step sign-in was turned off for your Kaiwa account %(email)s."),
    "recovery_codes_renewed": N_(
        "New recovery codes were made for your Kaiwa account %(email)s. The old ones end."
    ),
}
_SUBJECTS = {
    "password_changed": N_("Your Kaiwa password was changed"),
    "password_reset": N_("Your Kaiwa password was changed"),
    "address_changed": N_("Your Kaiwa e-mail address was changed"),
    "two_step_on": N_("Two-step sign-in is on for your Kaiwa account"),
    "two_step_off": N_("Two-step sign-in is off for your Kaiwa account"),
    "recovery_codes_renewed": N_("Your Kaiwa recovery codes were made anew"),
}


def account_changed(code: str, email: str, at: datetime, time_zone: str, ip: str) -> Letter:
    """What was changed of the reader's own account, and from where."""
    when = date_format(at.astimezone(ZoneInfo(time_zone)), "DATETIME_FORMAT")
    return Letter(
        subject=_(_SUBJECTS[code]),
        before=(
            _(CHANGES[code]) % {"email": email},
            _("When: %(when)s (%(zone)s). From the IP address: %(ip)s")
            % {"when": when, "zone": time_zone, "ip": ip},
            _("If it was you, there is nothing to do."),
        ),
        button=_("Choose a new password"),
        url=f"{settings.PUBLIC_URL}/reset-password",
        after=(
            _("If it was not you, choose a new password at once: that signs out everybody else."),
            _("Tell an admin of your workspace too."),
        ),
    )


def invitation(workspace: str, inviter: str, url: str, expires_at: datetime, time_zone: str) -> Letter:
    day = date_format(expires_at.astimezone(ZoneInfo(time_zone)), "DATE_FORMAT")
    names = {"workspace": workspace, "inviter": inviter}
    return Letter(
        subject=_("%(inviter)s invites you to %(workspace)s on Kaiwa") % names,
        before=(
            _("%(inviter)s invites you to answer customers together in the workspace %(workspace)s.") % names,
            _("Kaiwa is the inbox that a sales team shares: %(url)s") % {"url": settings.PUBLIC_URL},
        ),
        button=_("Accept the invitation"),
        url=url,
        after=(_("The link works until %(day)s and only for this address.") % {"day": day},),
    )
