"""Sending mail to people, as plain text and simple HTML, in the reader's language."""

import logging
import smtplib
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.letters import Letter

MAIL_FAILED = declare(
    "mail_failed", 503, _("The mail could not be sent. Nothing was lost; try again in a few minutes.")
)

log = logging.getLogger(__name__)


def send(to: str, write: Callable[[], Letter], *, language: str = "") -> None:
    """Have the letter written in `language`, or the active one, and send it. Raises ApiError."""
    with translation.override(language or translation.get_language()):
        letter = write()
        context = {
            "letter": letter,
            "language": translation.get_language(),
            "public_url": settings.PUBLIC_URL,
        }
        text = render_to_string("mail/letter.txt", context)
        html = render_to_string("mail/letter.html", context)
    message = EmailMultiAlternatives(letter.subject, text, settings.DEFAULT_FROM_EMAIL, [to])
    message.attach_alternative(html, "text/html")
    try:
        message.send()
    except (OSError, smtplib.SMTPException) as error:
        # Its sentence may hold the address
        log.error("a mail was not sent: %s", type(error).__name__)  # noqa: TRY400 a traceback could hold an address
        raise ApiError(MAIL_FAILED) from error
