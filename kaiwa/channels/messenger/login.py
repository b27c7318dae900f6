"""Facebook Login: from the dialog's code to a token that lasts, and what its person granted."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from kaiwa.channels.base import ChannelError
from kaiwa.channels.capabilities import Permission
from kaiwa.channels.codes import FAILURES
from kaiwa.channels.messenger import graph, values

BUSINESSES = "business_management"
PERMISSIONS = (
    Permission("pages_show_list", "why_pages_show_list"),
    Permission("pages_messaging", "why_pages_messaging"),
    Permission("pages_manage_metadata", "why_pages_manage_metadata"),
    Permission("pages_read_engagement", "why_pages_read_engagement"),
    # Without it Facebook keeps quiet about Pages that belong to a business
    Permission(BUSINESSES, "why_business_management", optional=True),
)
CALLBACK = "/connect/messenger/callback"


@dataclass(frozen=True, slots=True)
class Login:
    """Who agreed in the dialog, as our app sees them, and the long-lived token of theirs."""

    user_id: str
    user_name: str
    token: str
    # Permissions that were asked for and not granted
    missing: tuple[str, ...]


def wanted(optional: Iterable[str]) -> list[str]:
    """The permissions to ask for: those that are always needed, and of the others the named ones."""
    return [each.name for each in PERMISSIONS if not each.optional or each.name in optional]


def dialog_url(state: str, permissions: list[str]) -> str:
    query = {
        "client_id": settings.META_APP_ID,
        "redirect_uri": redirect_uri(),
        "state": state,
        "response_type": "code",
        "scope": ",".join(permissions),
        # Without it Facebook does not ask again for what was once declined (TS-09)
        "auth_type": "rerequest",
    }
    return f"{settings.META_DIALOG_URL}/{settings.META_GRAPH_VERSION}/dialog/oauth?{urlencode(query)}"


def redirect_uri() -> str:
    return str(settings.PUBLIC_URL) + CALLBACK


def log_in(code: str, permissions: list[str]) -> Login:
    """Exchange the dialog's code, and see which of the permissions were granted. Raises ChannelError."""
    short = _token(code=code, redirect_uri=redirect_uri())
    # A Page's token lasts only when it is taken with a long-lived token of its person
    token = _token(grant_type="fb_exchange_token", fb_exchange_token=short)
    person = graph.get("me", token, fields="id,name")
    have = granted(token)
    return Login(
        user_id=values.text(person.get("id"), 128),
        user_name=values.text(person.get("name"), 200),
        token=token,
        missing=tuple(name for name in permissions if name not in have),
    )


def granted(token: str) -> set[str]:
    """The permissions that the token's person granted, by name. Raises ChannelError."""
    rows = graph.listed("me/permissions", token)
    return {values.text(row.get("permission")) for row in rows if row.get("status") == "granted"}


def _token(**given: str) -> str:
    app = {"client_id": settings.META_APP_ID, "client_secret": settings.META_APP_SECRET}
    token = values.text(graph.get("oauth/access_token", **app, **given).get("access_token"))
    if not token:
        raise ChannelError(FAILURES["provider_failed"], code="provider_failed", permanent=False)
    return token
