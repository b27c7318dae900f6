"""Checks: does a channel's login still hold, with its permissions, and is it reported to us? Mended where we can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from kaiwa.channels import health
from kaiwa.channels.base import ChannelError, Check, Credentials
from kaiwa.channels.codes import ALL
from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider

# What the interface shows, in the order in which they depend on each other
NAMES = ("login", "permissions", "subscription", "history")
# Troubles of which a look can tell that they are over, whoever found them
CERTAIN = {"reauthorize", "not_subscribed"}


def look(channel: Channel) -> bool:
    """Check `channel`, mend it, and say so. Whether its messages can be listed. Raises ChannelError."""
    adapter = provider(channel.provider)
    credentials = Credentials(channel.external_id, channel.credentials)
    found, before = adapter.check(credentials), troubles(channel)
    mended = ""
    if found[-1].code == "not_subscribed":
        found, mended = _subscribe(channel, credentials, found), "resubscribed"
    if not found:
        return False
    _keep(channel, found, mended)
    trouble = found[-1]
    if not trouble.code:
        # A permission that a call missed, and that is there by its name, is for calls to find
        health.recovered(channel.pk, CERTAIN | before)
        return True
    health.failed(
        channel,
        ChannelError(
            ALL[trouble.code], code=trouble.code, permanent=True, channel=True, params=trouble.params
        ),
    )
    return False


def _subscribe(channel: Channel, credentials: Credentials, found: Sequence[Check]) -> Sequence[Check]:
    """The provider stops reporting when our door does not answer for long, and does not begin again by itself.

    What the checks say then; nothing, when a member had let the channel go: that was why it was not reported.
    """
    adapter = provider(channel.provider)
    try:
        adapter.subscribe(credentials)
    except ChannelError as error:
        if error.channel:
            return [*found[:-1], Check("subscription", error.code, error.params)]
        raise
    if not Channel.objects.connected().filter(pk=channel.pk).exists():
        adapter.release(credentials)
        return []
    return adapter.check(credentials)


def troubles(channel: Channel) -> set[str]:
    """What the last look found wrong."""
    return {each["code"] for each in channel.checks.values() if not each["ok"]}


def note(channel: Channel, name: str, error: ChannelError | None = None) -> None:
    """What became of one check just now."""
    entry = _entry(error.code, error.params, ok=False) if error else _entry()
    _save(channel, {name: entry})


def _keep(channel: Channel, found: Sequence[Check], mended: str) -> None:
    """Those after one that failed were not looked at: what was known of them says nothing any more."""
    entries = {each.name: _entry(each.code, dict(each.params), ok=not each.code) for each in found}
    if mended and "subscription" in entries and entries["subscription"]["ok"]:
        entries["subscription"]["code"] = mended
    kept = {"history": channel.checks["history"]} if "history" in channel.checks else {}
    channel.checks = {}
    _save(channel, kept | entries)


def _entry(code: str = "", params: dict[str, Any] | None = None, *, ok: bool = True) -> dict[str, Any]:
    return {"ok": ok, "code": code, "params": params or {}, "at": timezone.now().isoformat()}


def _save(channel: Channel, entries: dict[str, Any]) -> None:
    channel.checks = channel.checks | entries
    Channel.objects.filter(pk=channel.pk).update(checks=channel.checks)
