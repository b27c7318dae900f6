"""What happens to a message after it was written: edits, unsends, reactions, receipts that name it.

Each change merges so that any order, and any number of times, ends in the same state.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any, TypedDict

from kaiwa.channels.events import Deleted, Edited, Reacted
from kaiwa.conversations.models import EarlyChange, Message

FIELDS = ("text", "revision", "edited_at", "deleted_at", "reactions", "accepted_at")


class Change(TypedDict, total=False):
    """One change as EarlyChange keeps it. `at` is the provider's time in milliseconds."""

    kind: str
    at: int
    text: str
    revision: int
    by: str
    emoji: str


def of_event(event: Edited | Deleted | Reacted) -> Change:
    at = milliseconds(event.at)
    match event:
        case Edited():
            return Change(kind="edited", at=at, text=event.text, revision=event.revision)
        case Deleted():
            return Change(kind="deleted", at=at)
        case Reacted():
            return Change(kind="reacted", at=at, by=event.by, emoji=event.emoji)


def delivered(at: datetime) -> Change:
    """A receipt that names the message: the provider had it by then."""
    return Change(kind="accepted", at=milliseconds(at))


def merge(message: Message, change: Change) -> None:
    """Bring one change into `message`, unsaved."""
    at = moment(change["at"])
    match change["kind"]:
        case "edited" if _is_newer(change, message):
            message.text = change["text"]
            message.revision = change["revision"]
            message.edited_at = at
        case "deleted":
            message.deleted_at = min(message.deleted_at or at, at)
        case "reacted":
            _react(message, change)
        case "accepted":
            message.accepted_at = min(message.accepted_at or at, at)
    if message.deleted_at:
        # The customer took it back: their words go, the fact that there was a message stays
        message.text = ""


def apply_early(message: Message) -> None:
    """Bring in what came before the message's id was known. Call it once the id is stored, in a transaction."""
    early = EarlyChange.objects.filter(channel=message.channel_id, external_id=message.external_id)
    rows = list(early.select_for_update())
    for row in rows:
        merge(message, row.change)
    if rows:
        message.save(update_fields=FIELDS)
        early.filter(pk__in=[row.pk for row in rows]).delete()


def load(change: str) -> Change:
    """A change as EarlyChange's column holds it."""
    loaded: Change = json.loads(change)
    return loaded


def milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def moment(at: int) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC)


def _is_newer(change: Change, message: Message) -> bool:
    if message.edited_at is None:
        return True
    # Where the provider does not count, time decides; at one instant the larger text, so that order cannot matter
    known = (message.revision, milliseconds(message.edited_at), message.text)
    return (change["revision"], change["at"], change["text"]) > known


def _react(message: Message, change: Change) -> None:
    known: dict[str, Any] = message.reactions.get(change["by"], {"at": -1})
    # Two at one instant: the larger emoji wins, so that order of arrival cannot matter
    if (change["at"], change["emoji"]) > (known["at"], known.get("emoji", "")):
        message.reactions[change["by"]] = {"emoji": change["emoji"], "at": change["at"]}
