"""What our mails say. Each is written in the language that is active when its function is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _


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
