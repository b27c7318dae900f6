"""Webhooks as Meta sends them, built from the parts that a test is about."""

import json
from datetime import UTC, datetime
from typing import Any

from kaiwa.channels.events import AnyEvent
from kaiwa.channels.messenger.parse import parse

PAGE = "104000000000001"
CUSTOMER = "24000000000000001"
APP = "1184719329217930"
AT = 1_762_236_000_123
# What an event of these says of itself
WHEN = datetime(2025, 11, 4, 6, 0, 0, 123000, tzinfo=UTC)
WHERE: Any = {"channel": PAGE, "contact": CUSTOMER, "at": WHEN}


def body(*items: dict[str, Any], **entry: Any) -> bytes:
    return entries({"id": PAGE, "time": AT + 500, "messaging": list(items), **entry})


def entries(*entries: Any, kind: str = "page") -> bytes:
    return json.dumps({"object": kind, "entry": list(entries)}).encode()


def item(**fields: Any) -> dict[str, Any]:
    """From the customer to the Page."""
    return {"sender": {"id": CUSTOMER}, "recipient": {"id": PAGE}, "timestamp": AT, **fields}


def page_item(**fields: Any) -> dict[str, Any]:
    """From the Page to the customer."""
    return item(**fields) | {"sender": {"id": PAGE}, "recipient": {"id": CUSTOMER}}


def message(**fields: Any) -> dict[str, Any]:
    return item(message={"mid": "m_1", **fields})


def attachment(kind: str, **payload: Any) -> dict[str, Any]:
    return message(attachments=[{"type": kind, "payload": payload}])


def one(raw: dict[str, Any]) -> AnyEvent:
    """The one event that this item is."""
    parsed = parse(body(raw), APP)
    assert parsed.rejected == ()
    assert len(parsed.events) == 1
    return parsed.events[0]
