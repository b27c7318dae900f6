"""Mails: what is due is sent, tried again for a while, and left when somebody looked in the meantime."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.utils import translation
from procrastinate.contrib.django import app

from kaiwa.lib import jobs, locks
from kaiwa.lib.api_errors import ApiError
from kaiwa.notifications import letters
from kaiwa.notifications.about import about, about_loss, language_of
from kaiwa.notifications.models import Medium, Notice
from kaiwa.workspaces import mail
from kaiwa.workspaces.letters import Letter

log = logging.getLogger(__name__)

# Longer than a mail server may take
LEASE = timedelta(minutes=2)
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))


def sweep() -> None:
    """Mails wait for their minute; nothing wakes them but time."""
    if Notice.objects.due().filter(medium=Medium.MAIL).exists():
        jobs.wake(deliver)


@app.task(queue="notifications")
def deliver() -> None:
    """Send what is due, one after the other: a mail server takes more of them badly."""
    with locks.holding("notification_mails") as mine:
        while mine and (notice := Notice.objects.claim(Medium.MAIL, LEASE)):
            _send(notice)


def _writing(notice: Notice) -> Callable[[], Letter] | None:
    """What writes the letter; None when there is nothing to tell any more."""
    if notice.conversation_id is None:
        loss = about_loss(notice)
        return partial(letters.about_loss, loss) if loss else None
    found = about(notice)
    by = str(notice.by) if notice.by else ""
    return partial(letters.about_conversation, found, by) if found else None


def _send(notice: Notice) -> None:
    member = notice.member
    language = language_of(member)
    with translation.override(language):  # a message without a text is worded too
        write = _writing(notice)
    if write is None:
        notice.finish()
        return
    try:
        mail.send(member.user.email, write, language=language)
    except ApiError:
        if notice.attempts > len(WAITS):
            log.warning(
                "member %s was not told by mail: %s of %s", member.pk, notice.event, notice.conversation_id
            )
            notice.finish()
        else:
            notice.try_again(WAITS[notice.attempts - 1])
    else:
        notice.finish()
