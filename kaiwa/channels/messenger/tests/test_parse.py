"""What each kind of webhook says."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kaiwa.channels.events import (
    SOME_APP,
    AnyEvent,
    Called,
    ChannelNotice,
    Deleted,
    Echo,
    Edited,
    MessageReceived,
    Reacted,
    Receipt,
    Referral,
    Referred,
    ThreadControl,
)
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests.webhooks import (
    APP,
    AT,
    CUSTOMER,
    PAGE,
    body,
    entries,
    item,
    message,
    page_item,
)

WHEN = datetime(2025, 11, 4, 6, 0, 0, 123000, tzinfo=UTC)
WHERE: Any = {"channel": PAGE, "contact": CUSTOMER, "at": WHEN}


def one(raw: dict[str, Any]) -> AnyEvent:
    parsed = parse(body(raw), APP)
    assert parsed.rejected == ()
    assert len(parsed.events) == 1
    return parsed.events[0]


def test_a_text() -> None:
    assert one(message(text="こんにちは 👋")) == MessageReceived(
        external_id="m_1", text="こんにちは 👋", **WHERE
    )


def test_a_reply_names_the_message_it_answers() -> None:
    event = one(message(text="yes", reply_to={"mid": "m_0", "is_self_reply": False}))
    assert isinstance(event, MessageReceived)
    assert event.reply_to == "m_0"


def test_a_reply_to_a_story_is_a_message_whose_story_is_ignored() -> None:
    parsed = parse(body(message(text="nice", reply_to={"story": {"id": "1", "url": "x"}})), APP)
    assert parsed.events == (MessageReceived(external_id="m_1", text="nice", **WHERE),)
    assert parsed.ignored == ("message.reply_to.story",)


def test_a_message_from_an_ad_brings_its_referral() -> None:
    referral = {
        "ref": "spring",
        "source": "ADS",
        "type": "OPEN_THREAD",
        "ad_id": 6045246247433,
        "ads_context_data": {"ad_title": "春のキャンペーン", "photo_url": "https://x/y.png"},
    }
    event = one(message(text="hi", referral=referral))
    assert isinstance(event, MessageReceived)
    assert event.referral == Referral(
        source="ad", ref="spring", ad_id="6045246247433", ad_title="春のキャンペーン"
    )


@pytest.mark.parametrize("fields", [{"is_unsupported": True}, {}, {"text": ""}, {"attachments": []}])
def test_a_message_without_anything_readable_is_unsupported(fields: dict[str, Any]) -> None:
    assert one(message(**fields)) == MessageReceived(external_id="m_1", kind="unsupported", **WHERE)


def test_an_unsend() -> None:
    assert one(message(is_deleted=True)) == Deleted(external_id="m_1", **WHERE)


def test_an_unsend_of_the_page_concerns_the_customer_it_wrote_to() -> None:
    raw = page_item(message={"mid": "m_1", "is_deleted": True, "is_echo": True})
    assert one(raw) == Deleted(external_id="m_1", **WHERE)


@pytest.mark.parametrize("app_id", [APP, int(APP)])
def test_our_own_echo_brings_our_key(app_id: object) -> None:
    raw = page_item(
        message={"mid": "m_1", "is_echo": True, "app_id": app_id, "metadata": "key-1", "text": "hi"}
    )
    assert one(raw) == Echo(external_id="m_1", text="hi", ours=True, key="key-1", **WHERE)


@pytest.mark.parametrize("app_id", [26390203743090, "26390203743090", None])
def test_an_echo_of_another_app_is_not_ours_and_its_metadata_no_key(app_id: object) -> None:
    raw = page_item(
        message={"mid": "m_1", "is_echo": True, "app_id": app_id, "metadata": "theirs", "text": "hi"}
    )
    assert one(raw) == Echo(external_id="m_1", text="hi", **WHERE)


def test_what_the_page_wrote_is_an_echo_also_without_the_flag() -> None:
    assert isinstance(one(page_item(message={"mid": "m_1", "text": "hi"})), Echo)


def test_a_delivery_with_mids() -> None:
    raw = item(delivery={"mids": ["m_1", "m_2"], "watermark": AT - 10})
    assert one(raw) == Receipt(
        kind="delivered",
        until=WHEN - timedelta(milliseconds=10),
        external_ids=("m_1", "m_2"),
        **WHERE,
    )


def test_a_delivery_without_mids_and_timestamp_happened_at_its_watermark() -> None:
    raw = item(delivery={"watermark": AT})
    del raw["timestamp"]
    assert one(raw) == Receipt(kind="delivered", until=WHEN, **WHERE)


def test_a_read() -> None:
    assert one(item(read={"watermark": AT, "seq": 38})) == Receipt(kind="read", until=WHEN, **WHERE)


def test_a_receipt_that_only_names_messages_says_nothing_of_those_before() -> None:
    event = one(item(read={"mid": "m_1"}))
    assert isinstance(event, Receipt)
    assert (event.until.year, event.external_ids) == (1970, ("m_1",))


def test_a_postback_with_mid() -> None:
    raw = item(postback={"mid": "m_9", "title": "見積もり", "payload": "QUOTE"})
    assert one(raw) == MessageReceived(external_id="m_9", kind="postback", text="見積もり", **WHERE)


def test_a_postback_without_mid_has_the_same_id_each_time_it_comes() -> None:
    raw = item(postback={"title": "Start", "payload": "GET_STARTED"})
    other = item(postback={"title": "Start", "payload": "OTHER"})
    later = raw | {"timestamp": AT + 1}
    ids = [event.external_id for event in map(one, (raw, raw, other, later)) if hasattr(event, "external_id")]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_a_postback_of_a_link_brings_the_referral() -> None:
    raw = item(postback={"mid": "m_9", "payload": "X", "referral": {"ref": "card", "source": "SHORTLINK"}})
    event = one(raw)
    assert isinstance(event, MessageReceived)
    assert event.referral == Referral(source="link", ref="card")


def test_a_referral_alone() -> None:
    raw = item(
        referral={"ref": None, "source": "CUSTOMER_CHAT_PLUGIN", "referer_uri": "https://shop.example/a"}
    )
    assert one(raw) == Referred(referral=Referral(source="site", url="https://shop.example/a"), **WHERE)


def test_a_referral_of_an_unknown_source_is_kept() -> None:
    assert one(item(referral={"ref": "r", "source": "NEW_THING"})) == Referred(
        referral=Referral(source="other", ref="r"), **WHERE
    )


def test_a_reaction() -> None:
    raw = item(reaction={"mid": "m_1", "action": "react", "reaction": "love", "emoji": "❤️"})
    assert one(raw) == Reacted(external_id="m_1", by="contact", emoji="❤️", **WHERE)


def test_a_reaction_named_without_its_emoji() -> None:
    raw = item(reaction={"mid": "m_1", "action": "react", "reaction": "like"})
    assert one(raw) == Reacted(external_id="m_1", by="contact", emoji="👍", **WHERE)


def test_a_reaction_taken_back() -> None:
    raw = item(reaction={"mid": "m_1", "action": "unreact", "emoji": "👍"})
    assert one(raw) == Reacted(external_id="m_1", by="contact", emoji="", **WHERE)


def test_a_reaction_of_the_page() -> None:
    raw = page_item(reaction={"mid": "m_1", "action": "react", "emoji": "👍"})
    assert one(raw) == Reacted(external_id="m_1", by="channel", emoji="👍", **WHERE)


@pytest.mark.parametrize("revision", [2, "2"])
def test_an_edit(revision: object) -> None:
    raw = item(message_edit={"mid": "m_1", "text": "Friday 3 pm", "num_edit": revision})
    assert one(raw) == Edited(external_id="m_1", text="Friday 3 pm", revision=2, **WHERE)


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
