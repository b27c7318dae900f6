"""What holds for every webhook: what is ignored, whose it is, its ids, times and batches."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kaiwa.channels.events import MessageReceived
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests.webhooks import (
    APP,
    AT,
    CUSTOMER,
    PAGE,
    WHEN,
    WHERE,
    body,
    entries,
    item,
    message,
    one,
)

IGNORED = [
    "optin", "account_linking", "response_feedback", "order", "messaging_feedback", "game_play", "payment",
    "messaging_customer_information", "message_request", "app_roles", "typing_indicator", "something_of_next_year",
]  # fmt: skip


@pytest.mark.parametrize("name", IGNORED)
def test_other_kinds_are_ignored_by_name(name: str) -> None:
    parsed = parse(body(item(**{name: {"x": 1}})), APP)
    assert (parsed.events, parsed.ignored, parsed.rejected) == ((), (name,), ())


def test_an_optin_without_sender_is_ignored() -> None:
    raw = {"recipient": {"id": PAGE}, "timestamp": AT, "optin": {"user_ref": "u"}}
    assert parse(body(raw), APP).ignored == ("optin",)


def test_a_visitor_without_id_is_ignored() -> None:
    raw = message(text="hi") | {"sender": {"user_ref": "u"}}
    parsed = parse(body(raw), APP)
    assert (parsed.events, parsed.ignored, parsed.rejected) == ((), ("user_ref",), ())


@pytest.mark.parametrize("kind", ["instagram", "permissions", "whatsapp_business_account", "user"])
def test_other_objects_are_ignored(kind: str) -> None:
    parsed = parse(entries({"id": PAGE, "messaging": [message(text="hi")]}, kind=kind), APP)
    assert (parsed.events, parsed.ignored) == ((), (f"object.{kind}",))


def test_changes_are_ignored() -> None:
    parsed = parse(entries({"id": PAGE, "time": AT, "changes": [{"field": "feed", "value": {}}]}), APP)
    assert (parsed.events, parsed.ignored, parsed.rejected) == ((), ("changes.feed",), ())


def test_numeric_ids_are_strings_for_us() -> None:
    raw = message(text="hi") | {"sender": {"id": int(CUSTOMER)}, "recipient": {"id": int(PAGE)}}
    parsed = parse(body(raw, id=int(PAGE)), APP)
    assert parsed.events == (MessageReceived(external_id="m_1", text="hi", **WHERE),)


@pytest.mark.parametrize("timestamp", [AT // 1000, str(AT // 1000), float(AT // 1000)])
def test_seconds_are_understood(timestamp: object) -> None:
    event = one(message(text="hi") | {"timestamp": timestamp})
    assert event.at == WHEN.replace(microsecond=0)


def test_a_missing_time_is_the_entry_s() -> None:
    raw = message(text="hi")
    del raw["timestamp"]
    assert one(raw).at == WHEN + timedelta(milliseconds=500)


def test_what_postgresql_cannot_store_is_taken_out() -> None:
    event = one(message(text="a\x00b\ud83dc"))
    assert isinstance(event, MessageReceived)
    assert event.text == "ab?c"


def test_a_batch_of_many_entries_is_read_whole_and_in_order() -> None:
    several = [
        {"id": f"page-{n}", "time": AT, "messaging": [item(message={"mid": f"m_{n}", "text": "x"})]}
        for n in range(100)
    ]
    parsed = parse(entries(*several), APP)
    assert [event.channel for event in parsed.events] == [f"page-{n}" for n in range(100)]
