"""Signed or not, a body may hold anything: what cannot be read is said, and never takes others along."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaiwa.channels.events import MalformedWebhook, MessageReceived, Parsed
from kaiwa.channels.messenger.items import READERS
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests.webhooks import APP, AT, PAGE, body, entries, item, message


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"hello",
        b"\xff\xfe\x00",
        b"null",
        b"[]",
        b"{}",
        b'{"object": 1}',
        b'{"object": "page"}',
        b'{"object": "page", "entry": {}}',
        b'{"object": "page", "entry": ' + b"[" * 100_000,
        b"1" * 5000,
    ],
)
def test_a_body_that_is_no_webhook_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedWebhook):
        parse(raw, APP)


BAD: dict[str, Any] = {
    "a list": [],
    "no sender": {"recipient": {"id": PAGE}, "timestamp": AT, "message": {"mid": "m", "text": "x"}},
    "sender is a list": message(text="x") | {"sender": ["1"]},
    "sender id is an object": message(text="x") | {"sender": {"id": {}}},
    "sender id is true": message(text="x") | {"sender": {"id": True}},
    "sender id too long": message(text="x") | {"sender": {"id": "9" * 200}},
    "no mid": item(message={"text": "x"}),
    "mid too long": item(message={"mid": "m" * 300}),
    "message is a list": item(message=["x"]),
    "attachment is text": message(attachments=["x"]),
    "delivery of nothing": item(delivery={}),
    "watermark is text": item(delivery={"watermark": "soon"}),
    "edit number too big": item(message_edit={"mid": "m", "text": "x", "num_edit": 10**30}),
    "reaction to nothing": item(reaction={"action": "react"}),
    "empty referral": item(referral={}),
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD.keys())
def test_a_bad_item_is_rejected_and_the_others_are_read(bad: Any) -> None:
    parsed = parse(body(bad, message(text="good"), time=None), APP)
    assert [event.text for event in parsed.events if isinstance(event, MessageReceived)] == ["good"]
    assert len(parsed.rejected) == 1
    assert parsed.rejected[0].startswith("entry 0 messaging 0: ")


@pytest.mark.parametrize("timestamp", [10**30, 1e300, -5, 0, "x", True, [], None])
def test_a_time_that_cannot_be_is_not_taken(timestamp: object) -> None:
    parsed = parse(body(message(text="x") | {"timestamp": timestamp}, time=None), APP)
    assert parsed.rejected == ("entry 0 messaging 0: no usable time",)


@pytest.mark.parametrize("entry", [None, [], "x", {}, {"id": None}, {"id": PAGE, "messaging": {}}])
def test_a_bad_entry_is_rejected_and_the_others_are_read(entry: object) -> None:
    good = {"id": PAGE, "time": AT, "messaging": [message(text="good")]}
    parsed = parse(entries(entry, good), APP)
    assert len(parsed.events) == 1
    assert len(parsed.rejected) == 1


def test_a_reason_never_repeats_what_a_customer_wrote() -> None:
    parsed = parse(body(item(message={"text": "my secret", "mid": ["my secret"]})), APP)
    assert "secret" not in "".join(parsed.rejected)


# JSON of any shape, made of the keys and values that the parser looks at
KEYS = st.sampled_from([
    *READERS, "sender", "recipient", "timestamp", "id", "mid", "mids", "text", "attachments", "type",
    "payload", "url", "title", "watermark", "reply_to", "referral", "product", "elements", "coordinates",
    "lat", "long", "sticker_id", "emoji", "action", "num_edit", "is_echo", "is_deleted", "app_id",
    "metadata", "reaction", "source", "ref", "ad_id", "buttons", "user_ref", "reason", "story",
])  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**11, 10**19)
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([PAGE, "page", "http://[", "https://x/a", "\x00", "\ud800"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=25,
)


@settings(max_examples=400, deadline=None)
@given(items=st.lists(VALUES, max_size=4), entry=VALUES)
def test_no_shape_brings_another_exception(items: list[Any], entry: Any) -> None:
    raw = json.dumps({"object": "page", "entry": [entry, {"id": PAGE, "messaging": items, "time": AT}]})
    check(parse(raw.encode(), APP))


@settings(max_examples=400, deadline=None)
@given(
    kind=st.sampled_from(list(READERS)), value=st.dictionaries(KEYS, VALUES, max_size=8), page=st.booleans()
)
def test_no_content_of_a_kind_brings_another_exception(kind: str, value: dict[str, Any], page: bool) -> None:
    raw = item(**{kind: {"mid": "m_1", **value}})
    if page:
        raw |= {"sender": {"id": PAGE}, "recipient": {"id": "2"}}
    check(parse(body(raw), APP))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_bring_another_exception(raw: bytes) -> None:
    with contextlib.suppress(MalformedWebhook):
        check(parse(raw, APP))


def check(parsed: Parsed) -> None:
    """Everything found can be stored: text that PostgreSQL takes, parameters that are JSON."""
    for event in parsed.events:
        shown = repr(event)
        assert "\\x00" not in shown
        shown.encode()
        assert event.at.tzinfo is not None
        for media in getattr(event, "attachments", ()):
            json.dumps(dict(media.params), allow_nan=False)
