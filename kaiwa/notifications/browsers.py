"""The browser that asks: taking pushes there, and not any more."""

from __future__ import annotations

from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.notifications import presence, webpush
from kaiwa.notifications.models import Browser
from kaiwa.workspaces.models import Member

BAD_SUBSCRIPTION = declare(
    "bad_subscription", 400, _("This is not what a browser gives for notifications. Reload and try again.")
)


def take(request: HttpRequest, member: Member, *, endpoint: str, public_key: str, secret: str) -> Browser:
    """From now on it is this member's, whoever's it was. Raises ApiError."""
    if not (_is_service(endpoint) and webpush.can_read(public_key, secret)):
        raise ApiError(BAD_SUBSCRIPTION)
    with transaction.atomic():
        session = _session(request)
        Browser.objects.filter(endpoint=endpoint).exclude(session=session).delete()
        browser, _made = Browser.objects.update_or_create(
            session=session,
            defaults={
                "member": member,
                "endpoint": endpoint,
                "public_key": public_key,
                "secret": secret,
                "language": translation.get_language() or "",
                # The page that asks is open
                "open_until": presence.until(),
            },
        )
    return browser


def of(request: HttpRequest) -> Browser | None:
    key = request.session.session_key
    return (
        Browser.objects.filter(session__session_key=key).select_related("session", "member__user").first()
        if key
        else None
    )


def forget(request: HttpRequest) -> None:
    browser = of(request)
    if browser:
        browser.delete()


def _session(request: HttpRequest) -> UserSession:
    key = request.session.session_key
    found: UserSession | None = UserSession.objects.filter(session_key=key, user=request.user.pk).first()
    if found is None:
        UserSession.objects.create_from_request(request)
        found = UserSession.objects.get(session_key=key)
    assert found is not None
    return found


def _is_service(endpoint: str) -> bool:
    """Push services speak HTTPS. What is at the address, lib/http.py looks at when it is called."""
    parts = urlsplit(endpoint)
    practice = settings.SANDBOX and urlsplit(settings.SANDBOX_URL).netloc == parts.netloc
    return bool(parts.hostname) and (parts.scheme == "https" or bool(practice))
