"""Who asks: a browser by its session, a program by its token."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from kaiwa.lib.api_errors import CSRF, NOT_SIGNED_IN, ApiError, declare
from kaiwa.workspaces.language import speak_to
from kaiwa.workspaces.models import ApiToken, Member, User

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

WORKSPACE_KEY = "workspace_id"
NO_WORKSPACE = declare(
    "no_workspace", 403, _("You are not in a workspace. Make one or ask for an invitation.")
)

BROWSER_ONLY = declare(
    "browser_only", 403, _("A token belongs to one workspace. Do this in the browser instead.")
)


class UserRequest(HttpRequest):
    """A request of somebody who signed in and may not be in a workspace yet."""

    user: User


class MemberRequest(UserRequest):
    """A request of a member, for the workspace they are working in."""

    member: Member


def member_of(user: User, session: SessionBase) -> Member | None:
    """The user in the workspace that the session names, else in the first they joined."""
    chosen = When(workspace=session.get(WORKSPACE_KEY) or 0, then=Value(0))
    return (
        Member.objects.active()
        .filter(user=user)
        .select_related("user", "workspace")
        .order_by(Case(chosen, default=Value(1), output_field=IntegerField()), "pk")
        .first()
    )


def member_from(*, cookie: str = "", authorization: str = "") -> Member | None:
    """The member behind these two headers, for answers made outside Django's request handling.

    Three indexed queries for a session, one for a token. A stream asks again now and then: another member
    or None means that it must end (signed out, password or workspace changed, removed, token revoked).
    """
    if authorization:
        token = _bearer(authorization)
        return token.member if token else None
    key = session_key_of(cookie)
    if not key:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = _user_of(session)
    return member_of(user, session) if user else None


def membership(request: UserRequest) -> Member | None:
    """The asking user's membership, for routes that also answer those who have none."""
    if "Authorization" in request.headers:
        member: Member = request.member  # type: ignore[attr-defined]  # set by TokenAuth
        return member
    return member_of(request.user, request.session)


def require_browser(request: UserRequest) -> None:
    """For what hangs on a browser's session. Raises ApiError for a program."""
    if "Authorization" in request.headers:
        raise ApiError(BROWSER_ONLY)


def guard(request: HttpRequest) -> None:
    """Refuse a browser's change that another site asked for. Raises ApiError."""
    if check_csrf(request):
        raise ApiError(CSRF)


class TokenAuth(HttpBearer):
    """`Authorization: Bearer kaiwa_…`. A bad token is refused, whatever cookie comes with it."""

    def __call__(self, request: HttpRequest) -> Member | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        token = _bearer(header)
        if token is None:
            raise ApiError(NOT_SIGNED_IN)
        token.touch()
        request.user = token.member.user
        request.member = token.member  # type: ignore[attr-defined]  # this is what makes it a MemberRequest
        speak_to(token.member.user)
        return token.member

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        raise NotImplementedError  # __call__ does it all


class UserAuth(APIKeyCookie):
    """A browser that signed in, whether or not its user is in a workspace."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Any:
        get_token(request)  # so that the browser has the CSRF cookie before it changes anything
        if not isinstance(request.user, User):
            return None
        # Only now: to somebody who is not signed in, "sign in" is the truth and "reload" is not
        guard(request)
        return self.authenticate(request, None)

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        return request.user


class MemberAuth(UserAuth):
    """A browser whose user is in a workspace."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Member:
        assert isinstance(request.user, User)
        member = member_of(request.user, request.session)
        if member is None:
            raise ApiError(NO_WORKSPACE)
        request.member = member  # type: ignore[attr-defined]  # this is what makes it a MemberRequest
        return member


# The token comes first: with it no cookie is looked at, and so no CSRF
member_auth = [TokenAuth(), MemberAuth()]
user_auth = [TokenAuth(), UserAuth()]


def _bearer(header: str) -> ApiToken | None:
    scheme, _space, plain = header.partition(" ")
    return ApiToken.objects.find(plain.strip()) if scheme.lower() == "bearer" else None


def _user_of(session: SessionBase) -> User | None:
    """As Django's `get_user`, which would end a session it cannot verify; asking must change nothing."""
    user = User.objects.filter(pk=session.get(SESSION_KEY) or 0, is_active=True).first()
    if user is None:
        return None
    hashes = [user.get_session_auth_hash(), *user.get_session_auth_fallback_hash()]
    known = str(session.get(HASH_SESSION_KEY, ""))
    return user if any(constant_time_compare(known, each) for each in hashes) else None


def session_key_of(header: str) -> str:
    """Of a Cookie header; empty without a session."""
    try:
        morsel = SimpleCookie(header).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
