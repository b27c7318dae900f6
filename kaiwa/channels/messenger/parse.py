"""A webhook's body, in our words. Pure, and quick: the drain calls it thousands of times a second."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from kaiwa.channels.events import AnyEvent, MalformedWebhook, Parsed
from kaiwa.channels.messenger import apps, values
from kaiwa.channels.messenger.calls import called
from kaiwa.channels.messenger.items import READERS, Item
from kaiwa.channels.messenger.values import UnreadableItem

_ENVELOPE = frozenset({"sender", "recipient", "timestamp"})
# While another app holds the thread, what is said in it comes under `standby`
_STANDBY = "standby"
_LISTS = ("messaging", _STANDBY)
_READERS = READERS | {
    "pass_thread_control": apps.passed,
    "take_thread_control": apps.taken,
    "request_thread_control": apps.requested,
}


def parse(body: bytes, app_id: str) -> Parsed:
    """`app_id` is ours: it tells our own echoes. Raises MalformedWebhook, and nothing else."""
    envelope = _load(body)
    kind = envelope.get("object")
    if not isinstance(kind, str):
        raise MalformedWebhook("no object")
    if kind != "page":
        return Parsed(ignored=(f"object.{values.text(kind, 32)}",))
    entries = envelope.get("entry")
    if not isinstance(entries, list):
        raise MalformedWebhook("entry is not a list")
    reading = _Reading(app_id)
    for position, entry in enumerate(entries):
        reading.entry(position, entry)
    return Parsed(
        tuple(reading.events), tuple(reading.ignored), tuple(reading.rejected), tuple(reading.channels)
    )


def _load(body: bytes) -> dict[str, Any]:
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise MalformedWebhook(f"not JSON: {type(error).__name__}") from error
    if not isinstance(envelope, dict):
        raise MalformedWebhook("not an object")
    return envelope


class _Reading:
    """What was found so far. A bad item is noted, and the others are still read."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.events: list[AnyEvent] = []
        self.ignored: list[str] = []
        self.rejected: list[str] = []
        self.channels: list[str] = []

    def entry(self, position: int, entry: Any) -> None:
        try:
            fields = values.mapping(entry, "entry")
            page = values.identifier(fields.get("id"), "Page id")
        except UnreadableItem as error:
            self.rejected.append(f"entry {position}: {error}")
            self.channels.append("")
            return
        self.channels.append(page)
        time = fields.get("time")
        for name in _LISTS:
            for place, raw in self._list(f"entry {position} {name}", fields.get(name)):
                item = Item(raw, page, time, self.app_id)
                self._try(place, partial(self._item, item, standby=name == _STANDBY))
        for place, raw in self._list(f"entry {position} calls", fields.get("calls")):
            self._try(place, partial(self._call, page, raw, time))
        for change in values.optional_list(fields.get("changes")):
            field = values.text(values.optional_mapping(change).get("field"), 32)
            self.ignored.append(f"changes.{field}")

    def _list(self, place: str, items: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        if items is None:
            return
        if not isinstance(items, list):
            self.rejected.append(f"{place}: not a list")
            return
        for position, raw in enumerate(items):
            if isinstance(raw, dict):
                yield f"{place} {position}", raw
            else:
                self.rejected.append(f"{place} {position}: item is not an object")

    def _try(self, place: str, read: Callable[[], None]) -> None:
        try:
            read()
        except UnreadableItem as error:
            self.rejected.append(f"{place}: {error}")

    def _call(self, page: str, raw: dict[str, Any], time: Any) -> None:
        event = called(page, raw, time)
        if event:
            self.events.append(event)
        else:
            self.ignored.append("call")

    def _item(self, item: Item, *, standby: bool) -> None:
        kinds = [name for name in item.raw if name not in _ENVELOPE]
        known = [name for name in kinds if name in _READERS]
        self.ignored.extend(values.text(name, 32) for name in kinds if name not in _READERS)
        if not kinds:
            self.ignored.append("empty")
        if known and item.anonymous():
            self.ignored.append("user_ref")
            return
        for name in known:
            event = _READERS[name](item, values.mapping(item.raw[name], name))
            self.events.extend(apps.in_standby(item, event) if standby else (event,))
        self.ignored.extend(item.ignored)
