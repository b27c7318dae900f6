"""Webhooks of the thread and the Page: who may answer, calls, policy."""

from __future__ import annotations

from typing import Any

import pytest

from kaiwa.channels.events import SOME_APP, Called, ChannelNotice, MessageReceived, ThreadControl
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests.webhooks import (
    APP,
    AT,
    CUSTOMER,
    PAGE,
    WHEN,
    WHERE,
    entries,
    item,
    message,
    one,
    page_item,
)


@pytest.mark.parametrize("key", ["policy-enforcement", "policy_enforcement"])
@pytest.mark.parametrize(
    ("action", "code"),
    [("block", "policy_blocked"), ("unblock", "policy_unblocked"), ("warning", "policy_warning")],
)
def test_a_policy_enforcement_concerns_the_channel_and_has_no_sender(
    key: str, action: str, code: str
) -> None:
    raw = {"recipient": {"id": PAGE}, "timestamp": AT, key: {"action": action, "reason": "too\n   many"}}
    assert one(raw) == ChannelNotice(channel=PAGE, at=WHEN, code=code, params={"reason": "too many"})


def test_messages_in_standby_are_messages() -> None:
    parsed = parse(entries({"id": PAGE, "time": AT, "standby": [message(text="hi")]}), APP)
    assert parsed.events == (MessageReceived(external_id="m_1", text="hi", holder=SOME_APP, **WHERE),)


@pytest.mark.parametrize(
    ("kind", "fields", "act", "app"),
    [
        ("pass_thread_control", {"new_owner_app_id": "555"}, "passed", "555"),
        ("pass_thread_control", {"new_owner_app_id": int(APP)}, "passed", ""),
        ("pass_thread_control", {"previous_owner_app_id": None}, "passed", ""),
        ("take_thread_control", {"new_owner_app_id": 555}, "taken", "555"),
        ("take_thread_control", {"previous_owner_app_id": APP}, "taken", SOME_APP),
        ("request_thread_control", {"requested_owner_app_id": "555"}, "requested", "555"),
    ],
)
def test_who_may_answer_changes_hands(kind: str, fields: dict[str, Any], act: Any, app: str) -> None:
    assert one(item(**{kind: fields})) == ThreadControl(act=act, app=app, **WHERE)


def test_another_app_s_reply_in_standby_tells_that_it_holds_the_thread() -> None:
    echo = page_item(message={"mid": "m_1", "text": "hi", "is_echo": True, "app_id": 555})
    parsed = parse(entries({"id": PAGE, "time": AT, "standby": [echo]}), APP)
    assert parsed.events[1] == ThreadControl(act="seen", app="555", **WHERE)


@pytest.mark.parametrize(("direction", "found"), [("user_initiated", 1), ("business_initiated", 0)])
def test_a_call_of_the_customer_is_one_of_theirs(direction: str, found: int) -> None:
    call = {"id": "c_1", "to": PAGE, "from": CUSTOMER, "event": "connect", "timestamp": AT // 1000}
    parsed = parse(entries({"id": PAGE, "time": AT, "calls": [call | {"call_direction": direction}]}), APP)
    assert [type(event) for event in parsed.events] == [Called] * found
