"""*Send me a test*: the server's part of the way, and where it ended (D-60). What to do about it, the page words."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from kaiwa.lib.api_errors import ApiError
from kaiwa.notifications import letters, pushes
from kaiwa.notifications.models import Browser
from kaiwa.workspaces import mail
from kaiwa.workspaces.models import User

# What may be wrong, worded in web/src/i18n (notifications.json)
FAILURES = (
    "push_not_subscribed",
    "push_signed_out",
    "push_address",
    "push_timeout",
    "push_certificate",
    "push_unreachable",
    "push_gone",
    "push_busy",
    "push_refused",
    "mail_to_files",
    "mail_unreachable",
    "mail_timeout",
    "mail_certificate",
    "mail_tls",
    "mail_login",
    "mail_sender",
    "mail_recipient",
    "mail_refused",
)


@dataclass(frozen=True, slots=True)
class Result:
    """`code` is empty when it went as far as we see: the push service, or the mail server, has it."""

    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


def push(browser: Browser | None, nonce: str) -> Result:
    """The service worker says `nonce` back to the page once it has shown it."""
    if browser is None:
        return Result("push_not_subscribed")
    payload = {
        "kind": "test",
        "nonce": nonce,
        "title": _("Notifications work"),
        "body": _("New messages will be shown like this."),
        "lang": translation.get_language(),
    }
    outcome = pushes.to(browser, payload, topic="test")
    return Result(outcome.code, dict(outcome.params or {}))


def letter(user: User) -> Result:
    if settings.MAIL_TO_FILES:
        return Result("mail_to_files")
    try:
        mail.send(user.email, letters.test_letter)
    except ApiError as error:
        return _why(error.__cause__)
    return Result()


# By the exception; the first that fits
_WHY: tuple[tuple[type[BaseException], str], ...] = (
    (smtplib.SMTPAuthenticationError, "mail_login"),
    (smtplib.SMTPRecipientsRefused, "mail_recipient"),
    (smtplib.SMTPSenderRefused, "mail_sender"),
    (smtplib.SMTPNotSupportedError, "mail_tls"),
    (smtplib.SMTPServerDisconnected, "mail_unreachable"),
    (smtplib.SMTPException, "mail_refused"),
    (ssl.SSLError, "mail_certificate"),
    (TimeoutError, "mail_timeout"),
)


def _why(error: BaseException | None) -> Result:
    code = next((code for kind, code in _WHY if isinstance(error, kind)), "mail_unreachable")
    return Result(code, {"server": f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"})
