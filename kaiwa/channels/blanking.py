"""Blanking: who, or what, is to be deleted goes from the journal of webhooks too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from kaiwa.channels import outcomes
from kaiwa.channels.events import ChannelNotice, MalformedWebhook
from kaiwa.channels.models import Channel, WebhookEvent
from kaiwa.channels.registry import providers

BLANKED = "blanked"
State = WebhookEvent.State

_DONE = [State.HANDLED, State.IGNORED]
# What stands where something was that has to go as a whole
_GONE = object()


@dataclass(frozen=True, slots=True)
class History:
    """What a contact and a channel said to each other `until` then, by the provider's clock; deleted here at `at`."""

    channel: Channel
    contact: str
    until: datetime
    at: datetime


def blank(provider: str, external_id: str) -> int:
    """Delete what webhooks say of whoever has this id at the provider. Returns how many were about them.

    Those that are done with are deleted. One that waits, or was set aside, loses the items that name the person and
    keeps the others', which were not recorded yet; when nothing is left, or nothing of it can be read, it is blanked.
    """
    if not external_id:
        return 0
    mention = _mention(external_id)
    with transaction.atomic():
        found = _naming(provider, external_id, mention)
        _delete([row for row in found if row.state in _DONE])
        for row in found:
            if row.state not in _DONE:
                _blank(row, mention)
    return len(found)


def blank_history(history: History) -> None:
    """Delete what webhooks say of a history that was deleted.

    Of what was recorded before, all of it; else what is not younger than the history. One that waits is left alone, and
    so is one set aside that tells of something younger, or of nothing that can be read: nobody has seen that yet.
    """
    mention = _mention(history.contact)
    with transaction.atomic():
        found = _naming(history.channel.provider, history.contact, mention)
        theirs = [row for row in found if history.channel.external_id.encode() in bytes(row.body)]
        _delete([row for row in theirs if row.state in _DONE and _is_of(row, history)])
        for row in theirs:
            if row.state == State.SET_ASIDE and row.body and _is_past(row, history):
                _blank(row, mention)


def _mention(external_id: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![0-9A-Za-z]){re.escape(external_id)}(?![0-9A-Za-z])")


def _naming(provider: str, external_id: str, mention: re.Pattern[str]) -> list[WebhookEvent]:
    return [
        row
        for row in _candidates(provider, external_id)
        if mention.search(bytes(row.body).decode("utf-8", "backslashreplace"))
    ]


def _candidates(provider: str, external_id: str) -> QuerySet[WebhookEvent]:
    """Those in which the id stands, if only as a part of something longer. Reads all that is kept."""
    stands = RawSQL("position(%s::bytea in body) > 0", [external_id.encode()], BooleanField())
    return WebhookEvent.objects.filter(stands, provider=provider).select_for_update()


def _delete(rows: Iterable[WebhookEvent]) -> None:
    WebhookEvent.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _is_of(row: WebhookEvent, history: History) -> bool:
    was_there = row.handled_at is not None and row.handled_at <= history.at
    return was_there or _is_past(row, history)


def _is_past(row: WebhookEvent, history: History) -> bool:
    """Whether all that it tells of the contact was said before the history ended."""
    if row.reason == "ended_process":
        return False
    try:
        events = providers()[row.provider].parse(bytes(row.body)).events
    except Exception:
        # Whatever broke the drain on it must not keep the others; what is in it, nobody knows
        return False
    whose = (history.channel.external_id, history.contact)
    told = [
        event.at
        for event in events
        if not isinstance(event, ChannelNotice) and (event.channel, event.contact) == whose
    ]
    return bool(told) and max(told) <= history.until


def _blank(row: WebhookEvent, mention: re.Pattern[str]) -> None:
    rest = b"" if row.reason == "ended_process" else _rest(row, mention)
    if rest:
        row.body = rest
        row.error = "" if mention.search(row.error) else row.error
    else:
        if row.state == State.SET_ASIDE:
            outcomes.uncount([row])
        row.body, row.error, row.reason, row.state = b"", "", BLANKED, State.IGNORED
    row.save(update_fields=["body", "error", "reason", "state"])


def _rest(row: WebhookEvent, mention: re.Pattern[str]) -> bytes:
    """The body without the items that name the person; nothing where no item says anything any more."""
    try:
        kept = _without(json.loads(bytes(row.body)), mention)
        body = b"" if kept is _GONE else json.dumps(kept, ensure_ascii=False).encode()
        parsed = providers()[row.provider].parse(body)
    except (ValueError, RecursionError, MalformedWebhook):
        return b""
    return body if parsed.events or parsed.rejected else b""


def _without(node: Any, mention: re.Pattern[str]) -> Any:
    """Whatever names the person takes along all up to the item of a list that it is in."""
    if isinstance(node, list):
        return [kept for item in node if (kept := _without(item, mention)) is not _GONE]
    if isinstance(node, dict):
        kept = {name: _without(value, mention) for name, value in node.items()}
        gone = any(value is _GONE for value in kept.values()) or any(mention.search(name) for name in kept)
        return _GONE if gone else kept
    return _GONE if mention.search(str(node)) else node
