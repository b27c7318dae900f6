"""Whether a Page still works for us: its token, what its person granted, and whether its messages are reported."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings

from kaiwa.channels.base import ChannelError, Check, Credentials
from kaiwa.channels.messenger import graph, values
from kaiwa.channels.messenger.login import PERMISSIONS
from kaiwa.channels.messenger.pages import SUBSCRIBED_FIELDS
from kaiwa.channels.messenger.refusals import refusal


def check(credentials: Credentials) -> list[Check]:
    """What does not hold comes last: what depends on it is not asked any more. Raises ChannelError."""
    found: list[Check] = []
    for each in _checks(credentials):
        found.append(each)
        if each.code:
            break
    return found


def _checks(credentials: Credentials) -> Iterator[Check]:
    token = _debugged(credentials.token)
    yield _login(token)
    yield _permissions(token, credentials.channel)
    yield _subscription(credentials)


def _debugged(token: str) -> dict[str, Any]:
    """https://developers.facebook.com/docs/graph-api/reference/debug_token, asked as the app itself."""
    app = f"{settings.META_APP_ID}|{settings.META_APP_SECRET}"
    return values.optional_mapping(graph.get("debug_token", app, input_token=token).get("data"))


def _login(token: dict[str, Any]) -> Check:
    if token.get("is_valid") is True:
        return Check("login")
    error = values.optional_mapping(token.get("error"))
    # debug_token says `subcode` where all else says `error_subcode`
    numbers = {"code": error.get("code") or 190, "error_subcode": error.get("subcode")}
    why = refusal({**error, **numbers}, {})
    return Check("login", why.code, why.params)


def _permissions(token: dict[str, Any], page: str) -> Check:
    granted = set(values.optional_list(token.get("scopes")))
    needed = [permission.name for permission in PERMISSIONS if not permission.optional]
    missing = [name for name in needed if name not in granted]
    if missing:
        return Check("permissions", "permission_missing", {"missing": missing})
    if page not in _opened(token, page):
        return Check("permissions", "page_unknown")
    return Check("permissions")


def _opened(token: dict[str, Any], page: str) -> set[str]:
    """The Pages that messaging was granted for; where Facebook names none, it was granted for all."""
    for scope in values.optional_list(token.get("granular_scopes")):
        of = values.optional_mapping(scope)
        if of.get("scope") == "pages_messaging" and "target_ids" in of:
            return {str(target) for target in values.optional_list(of["target_ids"])}
    return {page}


def _subscription(credentials: Credentials) -> Check:
    try:
        rows = list(graph.listed(f"{graph.node(credentials.channel)}/subscribed_apps", credentials.token))
    except ChannelError as error:
        if error.channel:
            return Check("subscription", error.code, error.params)
        raise
    ours = next((row for row in rows if str(row.get("id")) == settings.META_APP_ID), {})
    fields = {_name(field) for field in values.optional_list(ours.get("subscribed_fields"))}
    missing = [field for field in SUBSCRIBED_FIELDS if field not in fields]
    return Check("subscription", "not_subscribed", {"fields": missing}) if missing else Check("subscription")


def _name(field: Any) -> str:
    """Newer versions give objects with name and version in the place of names."""
    return values.text(field.get("name") if isinstance(field, dict) else field)
