"""What `kaiwa doctor` looks at for Messenger: the app at Meta, and the way from Meta to us."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings

from kaiwa.channels.base import ChannelError, Fetch
from kaiwa.channels.messenger import graph, values
from kaiwa.lib.findings import Finding, failed, ok, warning

_APP, _WEBHOOK, _SUBSCRIPTION = "messenger app", "messenger webhook", "messenger subscription"
_SETTINGS = ("KAIWA_META_APP_ID", "KAIWA_META_APP_SECRET", "KAIWA_META_VERIFY_TOKEN")


def diagnose(public_url: str, fetch: Fetch) -> Iterator[Finding]:
    given = (settings.META_APP_ID, settings.META_APP_SECRET, settings.META_VERIFY_TOKEN)
    missing = [name for name, value in zip(_SETTINGS, given, strict=True) if not value]
    if missing:
        yield warning(
            _APP,
            f"not set: {', '.join(missing)}",
            "Without a Facebook app no Page can be connected: see the README.",
        )
        return
    callback = f"{public_url}/webhooks/messenger"
    yield _handshake(callback, fetch)
    yield from _app(callback)


def _handshake(callback: str, fetch: Fetch) -> Finding:
    """As Meta does it when somebody enters the address in the app."""
    challenge = secrets.token_hex(8)
    asked = {
        "hub.mode": "subscribe",
        "hub.verify_token": settings.META_VERIFY_TOKEN,
        "hub.challenge": challenge,
    }
    status, body = fetch(f"{callback}?{urlencode(asked)}")
    if status == 200 and body.strip() == challenge.encode():
        return ok(_WEBHOOK, f"{callback} answers Meta's challenge")
    if status == 403:
        return failed(
            _WEBHOOK,
            f"{callback} refuses the verify token",
            "The running Kaiwa has another KAIWA_META_VERIFY_TOKEN than this shell: give both the same.",
        )
    says = f"{callback} answers {status}" if status else f"{callback} cannot be reached"
    return failed(_WEBHOOK, says, "Let the reverse proxy pass /webhooks/ on to Kaiwa, unchanged.")


def _app(callback: str) -> Iterator[Finding]:
    token = f"{settings.META_APP_ID}|{settings.META_APP_SECRET}"
    try:
        found = list(graph.listed(f"{graph.node(settings.META_APP_ID)}/subscriptions", token))
    except ChannelError as error:
        if error.code in {"unreachable", "address_refused", "provider_failed", "rate_limited"}:
            yield failed(
                _APP,
                f"{settings.META_GRAPH_URL} does not answer ({error.code})",
                "Let this machine call Meta over HTTPS; look at the firewall and at the name server.",
            )
        else:
            yield failed(
                _APP,
                f"Meta does not accept the app's id and secret ({error.code})",
                "Copy both anew from the app's Basic settings at developers.facebook.com.",
            )
        return
    yield ok(_APP, f"Meta accepts the id and secret of app {settings.META_APP_ID}")
    yield _subscription(callback, found)


def _subscription(callback: str, found: list[dict[str, object]]) -> Finding:
    pages = [row for row in found if row.get("object") == "page"]
    urls = [values.text(row.get("callback_url"), 500) for row in pages if row.get("active")]
    enter = f"In the app under Messenger → Webhooks enter {callback} and the verify token."
    if not urls:
        return failed(_SUBSCRIPTION, "Meta sends this app's webhooks nowhere", enter)
    if callback not in urls:
        return failed(_SUBSCRIPTION, f"Meta sends this app's webhooks to {urls[0]}", enter)
    return ok(_SUBSCRIPTION, f"Meta sends this app's webhooks to {callback}")
