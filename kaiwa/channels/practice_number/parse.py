"""What the practice exchange reports: {"number", "events": [{"type", "contact", "name", "at", …}]}."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from kaiwa.channels import events

_KINDS: dict[str, events.AttachmentKind] = {"image": "image", "audio": "voice", "video": "video"}
_LONGEST_NAME = 255


def parse(body: bytes) -> events.Parsed:
    """Raises MalformedWebhook."""
    try:
        told = json.loads(body)
        number, items = str(told["number"]), list(told["events"])
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise events.MalformedWebhook(f"no webhook of a practice number: {type(error).__name__}") from error
    found: list[events.AnyEvent] = []
    ignored, rejected = [], []
    for place, item in enumerate(items):
        try:
            read = _READERS.get(str(item["type"]))
            if read is None:
                ignored.append(str(item["type"])[:64])
            else:
                found.append(read(number, item))
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
            rejected.append(f"events[{place}]: {type(error).__name__}")
    return events.Parsed(tuple(found), tuple(ignored), tuple(rejected), channels=(number,))


def _message(number: str, item: Mapping[str, Any]) -> events.AnyEvent:
    text, media = _text(item, "text"), _media(item)
    return events.MessageReceived(
        channel=number,
        contact=_contact(item),
        at=_at(item["at"]),
        external_id=str(item["id"]),
        kind="text" if text or media else "unsupported",
        text=text,
        attachments=media,
        phone=_contact(item),
        name=_text(item, "name")[:_LONGEST_NAME],
    )


def _sent(number: str, item: Mapping[str, Any]) -> events.AnyEvent:
    return events.Echo(
        channel=number,
        contact=_contact(item),
        at=_at(item["at"]),
        external_id=str(item["id"]),
        text=_text(item, "text"),
        attachments=_media(item),
        ours=item.get("ours") is True,
        key=_text(item, "key"),
    )


def _receipt(kind: events.ReceiptKind) -> Callable[[str, Mapping[str, Any]], events.AnyEvent]:
    def read(number: str, item: Mapping[str, Any]) -> events.AnyEvent:
        return events.Receipt(
            channel=number,
            contact=_contact(item),
            at=_at(item["at"]),
            kind=kind,
            until=_at(item["until"]),
        )

    return read


_READERS: dict[str, Callable[[str, Mapping[str, Any]], events.AnyEvent]] = {
    "message": _message,
    "sent": _sent,
    "delivered": _receipt("delivered"),
    "read": _receipt("read"),
}


def _contact(item: Mapping[str, Any]) -> str:
    number = str(item["contact"])
    if not (number.startswith("+") and number[1:].isascii() and number[1:].isdigit() and len(number) <= 16):
        raise ValueError("no number")
    return number


def _media(item: Mapping[str, Any]) -> tuple[events.Media, ...]:
    return tuple(
        events.Media(_KINDS.get(str(each["type"]), "file"), url=str(each["url"]))
        for each in item.get("media", ())
    )


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name, "")
    return value.replace("\x00", "") if isinstance(value, str) else ""


def _at(milliseconds: Any) -> datetime:
    return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
