"""Webhooks of messages, postbacks and referrals: what the customer said, what the Page said, and how they came."""

from __future__ import annotations

from typing import Any

import pytest

from kaiwa.channels.events import Echo, MessageReceived, Referral, Referred
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests.webhooks import APP, AT, WHERE, body, item, message, one, page_item


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
