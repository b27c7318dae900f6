"""Pushes: to the browsers that have no page of ours open."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from kaiwa.lib import jobs, locks
from kaiwa.notifications import letters, webpush
from kaiwa.notifications.about import About, AboutLoss, about, about_loss, language_of, shortened
from kaiwa.notifications.models import Browser, Event, Medium, Notice
from kaiwa.notifications.webpush import Outcome
from kaiwa.workspaces.auth import member_from

log = logging.getLogger(__name__)

# Push services that do not answer hold up so many of the worker's hands, and no more
PLACES = 3
# Longer than a call may take
LEASE = timedelta(minutes=2)
WAITS = tuple(timedelta(seconds=seconds) for seconds in (10, 60, 300, 900))
_BEGINNING = 140


def wake() -> None:
    """Have what is due sent after the open transaction."""
    jobs.wake(deliver)


def sweep() -> None:
    """What comes a minute after the one before, what is tried again, and whatever a lost job was for."""
    if _due():
        wake()


@app.task(queue="notifications")
def deliver() -> None:
    with locks.one_of("notification_pushes", PLACES) as mine:
        if not mine:
            return
        while notice := Notice.objects.claim(Medium.DESKTOP, LEASE):
            _send(notice)
    if _due():
        # It came between the last look and letting go, when its own wake-up found no place
        wake()


def to(browser: Browser, payload: dict[str, Any], *, topic: str) -> Outcome:
    """Send to one browser. One that is no more, or that nobody is signed in to any more, is forgotten."""
    if not _is_signed_in(browser):
        browser.delete()
        return Outcome("push_signed_out", gone=True)
    outcome = webpush.send(browser.endpoint, browser.public_key, browser.secret, payload, topic=topic)
    if outcome.gone:
        browser.delete()
    return outcome


def _due() -> bool:
    return Notice.objects.due().filter(medium=Medium.DESKTOP).exists()


def _send(notice: Notice) -> None:
    browser = notice.browser
    assert browser is not None  # notice_browser_of_a_push
    with translation.override(language_of(notice.member, browser)):
        payload = _worded(notice)
    # Whoever took the browser over is not whom this is for; and an open page has shown it
    if payload is None or browser.member_id != notice.member_id or browser.is_open:
        notice.finish()
        return
    about_one = f"conversation-{notice.conversation_id}"
    outcome = to(browser, payload, topic=about_one if notice.conversation_id else notice.event)
    if outcome.gone:
        return  # and its notices with it
    if outcome.code and not outcome.permanent and notice.attempts <= len(WAITS):
        notice.try_again(outcome.after or WAITS[notice.attempts - 1])
        return
    if outcome.code:
        log.warning("a push to browser %s was given up: %s %s", browser.pk, outcome.code, outcome.params)
    notice.finish()


def _worded(notice: Notice) -> dict[str, Any] | None:
    """What web/src/notifications/sw.ts shows; None when there is nothing to tell any more."""
    if notice.conversation_id is None:
        loss = about_loss(notice)
        return _payload_of_loss(loss) if loss else None
    found = about(notice)
    return _payload(found, str(notice.by) if notice.by else "") if found else None


def _payload_of_loss(loss: AboutLoss) -> dict[str, Any]:
    title, body = letters.words_of_loss(loss)
    return {
        "kind": "notice",
        # Where a click leads; without one, to the inbox
        "conversation": loss.only,
        "tag": loss.event,
        "title": shortened(title, 80),
        "body": body,
        "lang": translation.get_language(),
    }


def _payload(found: About, by: str) -> dict[str, Any]:
    count = len(found.texts)
    title = found.name if count < 2 else _("%(name)s (%(count)s new)") % {"name": found.name, "count": count}
    if found.event == Event.UNASSIGNED:
        title = _("%(title)s · unassigned") % {"title": title}
    said = shortened(found.texts[-1], _BEGINNING) if found.texts else ""
    if found.event == Event.ASSIGNED:
        given = _("%(by)s assigned this conversation to you.") % {"by": by}
        said = "\n".join(
            filter(None, [given if by else _("This conversation is assigned to you now."), said])
        )
    return {
        "kind": "notice",
        "conversation": found.conversation.pk,
        "tag": f"conversation-{found.conversation.pk}",
        "title": shortened(title, 80),
        "body": said,
        "lang": translation.get_language(),
    }


def _is_signed_in(browser: Browser) -> bool:
    """The session may have ended without a word: expired, or by a new password."""
    member = member_from(cookie=f"{settings.SESSION_COOKIE_NAME}={browser.session.session_key}")
    return member is not None and member.user_id == browser.member.user_id
