"""The browsers in which a user is signed in: when each was last there, and ending them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from allauth.usersessions.adapter import DefaultUserSessionsAdapter
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponseBase

from kaiwa.workspaces.accounts import recheck_streams
from kaiwa.workspaces.models import User

# A row written with each request would be most of what the database does
_TOUCH_SECONDS = 120.0
_REMEMBERED = 10_000


class Adapter(DefaultUserSessionsAdapter):
    def end_sessions(self, sessions: Iterable[UserSession]) -> None:
        users = set()
        for session in sessions:
            users.add(session.user)
            session.end()
        for user in users:
            recheck_streams(user)


def end_all(user: User) -> None:
    """Sign the user out everywhere."""
    Adapter().end_sessions(list(UserSession.objects.filter(user=user)))


class LastSeen:
    """Middleware: notes when and from where a session was used, now and then."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self._noted: dict[str, float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        now = time.monotonic()
        # Only the cookie's: asking who it belongs to costs two queries, which most requests make anyway
        if (
            key
            and now - self._noted.get(key, -_TOUCH_SECONDS) >= _TOUCH_SECONDS
            and request.user.is_authenticated
        ):
            if len(self._noted) > _REMEMBERED:
                self._noted.clear()
            self._noted[key] = now
            UserSession.objects.create_from_request(request)
        return self.get_response(request)
