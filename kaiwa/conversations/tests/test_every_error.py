"""Every row of Meta's table of errors, through the Send API: what becomes of the message, the channel, the words.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/error-codes, June 2026. TS-13.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from kaiwa.channels.models import Channel
from kaiwa.conversations import delivery
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.tests.facebook import ago
from kaiwa.conversations.tests.test_sending import say, shown

WORDS = Path(__file__).parents[3] / "web/src/i18n"
LATER, FINAL, PERSON = "later", "final", "person"

TABLE = [
    (1, 99, LATER, "provider_failed"),
    (1, 1357046, LATER, "provider_failed"),
    (2, 0, LATER, "provider_failed"),
    (-1, 0, LATER, "provider_failed"),
    (2, 2018344, PERSON, "page_terms"),
    (4, 0, LATER, "rate_limited"),
    (4, 2018354, LATER, "rate_limited"),
    (9, 2018352, FINAL, "too_many_actions"),
    (10, 2018278, FINAL, "window_closed"),
    (10, 2534022, FINAL, "window_closed"),
    (10, 2018065, FINAL, "window_closed"),
    (10, 2018108, FINAL, "contact_unavailable"),
    (10, 1893063, PERSON, "page_restricted"),
    (10, 0, PERSON, "permission_missing"),
    (10, 1404170, FINAL, "not_allowed"),
    (10, 1893015, FINAL, "not_allowed"),
    (10, 2018336, FINAL, "not_allowed"),
    (100, 0, FINAL, "invalid_request"),
    (100, 33, FINAL, "not_found"),
    (100, 2018001, FINAL, "contact_unknown"),
    (100, 2018008, LATER, "attachment_failed"),
    (100, 2018294, LATER, "attachment_failed"),
    (100, 2018074, LATER, "attachment_failed"),
    (100, 2018047, FINAL, "attachment_type"),
    (100, 2018109, FINAL, "attachment_too_large"),
    *((100, subcode, FINAL, "invalid_request") for subcode in (2018014, 2018164, 2018320, 2018328, 2534013)),
    *((190, subcode, PERSON, "reauthorize") for subcode in (0, 459, 460, 461, 463, 467)),
    (200, 0, PERSON, "permission_missing"),
    (200, 2018028, FINAL, "app_not_approved"),
    (200, 2018027, FINAL, "app_not_approved"),
    (200, 2018021, FINAL, "app_not_approved"),
    (200, 1545041, FINAL, "contact_unavailable"),
    (551, 0, FINAL, "contact_unavailable"),
    (551, 1545041, FINAL, "contact_unavailable"),
    (230, 0, PERSON, "permission_missing"),
    (613, 0, LATER, "rate_limited"),
    (613, 2534040, LATER, "rate_limited"),
    (613, 2018338, FINAL, "tag_abuse"),
    (2018300, 0, FINAL, "thread_elsewhere"),
    (2018321, 0, LATER, "thread_automated"),
    (2018218, 0, FINAL, "profile_unavailable"),
    (2018247, 0, FINAL, "profile_unavailable"),
    (368, 0, PERSON, "policy_blocked"),
    (9000001, 0, FINAL, "message_gone"),
]


@cache
def sentences(language: str) -> dict[str, str]:
    words: dict[str, str] = json.loads((WORDS / language / "codes.json").read_text())
    return words


def test_every_error_is_classified_once_and_by_its_numbers(facebook, alice):
    """D-34, D-35: later with backoff, final, or the channel needs a person; worded in both languages."""
    conversation = facebook.write("こんにちは")
    for code, subcode, kind, ours in TABLE:
        facebook.answer(code=code, subcode=subcode, message="words that Meta may change")
        message = sent(alice, conversation, f"{code}/{subcode}", facebook)
        channel = Channel.objects.get()
        row = (code, subcode)
        assert (row, message["error"]["code"]) == (row, ours)
        assert (row, message["error"]["permanent"]) == (row, kind != LATER)
        assert (row, message["status"]) == (row, "queued" if kind == LATER else "failed")
        assert (row, channel.state) == (row, "attention" if kind == PERSON else "connected")
        if kind == PERSON:
            assert (row, channel.problem_code) == (row, ours)
        assert all(sentences(language).get(ours) for language in ("ja", "en")), row
        begin_again(conversation)
    assert facebook.phone() == []


def sent(person, conversation, key, facebook):
    answer = say(person, conversation, key=key)
    assert answer.status_code == 201, key
    facebook.work()
    return shown(person, conversation)


def begin_again(conversation: Conversation) -> None:
    """As before the error: what it taught is forgotten."""
    conversation.messages.filter(direction="out").delete()
    Channel.objects.update(state="connected", problem_code="")
    Conversation.objects.update(held=False, late_refused_at=None)


def test_what_may_pass_is_tried_again_with_growing_waits_and_then_has_failed(facebook, alice):
    conversation = facebook.write("こんにちは")
    facebook.answer(code=2, count=0)
    sent(alice, conversation, "k1", facebook)
    waits = []
    while (message := Message.objects.get(direction="out")).status == "queued":
        assert message.next_attempt_at
        waits.append(round((message.next_attempt_at - ago()).total_seconds()))
        Message.objects.update(next_attempt_at=ago(seconds=1))
        delivery.sweep()
        facebook.work()
    assert waits == [5, 30, 120, 600, 1800]
    assert (message.status, message.attempts) == ("failed", 6)


def test_a_file_that_facebook_could_not_take_over_is_tried_once_more(facebook, alice):
    conversation = facebook.write("こんにちは")
    facebook.answer(code=100, subcode=2018294, count=0)
    assert sent(alice, conversation, "k1", facebook)["status"] == "queued"
    Message.objects.update(next_attempt_at=ago(seconds=1))
    delivery.sweep()
    facebook.work()
    assert shown(alice, conversation)["status"] == "failed"


@pytest.mark.parametrize(("allowed", "status"), [(True, "sent"), (False, "failed")])
def test_outside_the_window_by_facebook_s_clock_it_goes_once_more_as_a_late_reply(
    facebook, alice, allowed, status
):
    """10/2018278 within seven days, on a channel that holds HUMAN_AGENT."""
    Channel.objects.update(human_agent=allowed)
    conversation = facebook.write("こんにちは")
    facebook.answer(code=10, subcode=2018278)
    assert sent(alice, conversation, "k1", facebook)["status"] == status
    assert len(facebook.phone()) == allowed


def test_after_a_warning_late_replies_to_that_person_stop_until_they_write(facebook, alice):
    """613/2018338: stop tagged sends to that user"""
    Channel.objects.update(human_agent=True)
    conversation = facebook.write("こんにちは", minutes_ago=2 * 24 * 60)
    facebook.answer(code=613, subcode=2018338)
    assert sent(alice, conversation, "k1", facebook)["error"]["code"] == "tag_abuse"
    locked = alice.get(f"/api/v1/conversations/{conversation.pk}").json()["composer"]
    assert (locked["locked"], locked["reason"]) == (True, "tag_abuse")
    assert say(alice, conversation, key="k2").status_code == 409
    facebook.write("まだですか")
    assert sent(alice, conversation, "k3", facebook)["status"] == "sent"
