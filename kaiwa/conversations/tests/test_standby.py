"""Another app that holds the thread at the provider: it shows, nothing is sent past it, and it can be taken over."""

from __future__ import annotations

from itertools import permutations

import pytest

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.test_receiving import about, items
from kaiwa.conversations.tests.test_sending import say, shown

INBOX = "263902037430900"


def hand(facebook, app_id: str, **more) -> None:
    facebook.sandbox.post("threads/owner", page="minato", customer="yui", app_id=app_id, **more)
    facebook.arrive()


def composer(person, conversation) -> tuple[bool, str | None, dict]:
    found = about(person, conversation)["composer"]
    return found["locked"], found["reason"], found["params"]


def lines(person, conversation) -> list[tuple[str, dict]]:
    return [
        (row["code"], row["params"]) for row in items(person, conversation) if row["direction"] == "event"
    ]


def test_a_thread_that_another_app_was_given_says_so_with_its_name(facebook, alice):
    conversation = facebook.write("こんにちは")
    hand(facebook, INBOX)
    assert composer(alice, conversation) == (True, "thread_with_app", {"app": "Meta Business Suite"})
    assert lines(alice, conversation) == [("thread_to_app", {"app": "Meta Business Suite"})]
    assert say(alice, conversation).status_code == 409
    facebook.write("まだですか")
    assert items(alice, conversation)[-1]["text"] == "まだですか"
    assert composer(alice, conversation)[1] == "thread_with_app"


def test_an_app_that_is_not_known_is_another_app(facebook, alice):
    conversation = facebook.write("こんにちは")
    hand(facebook, "555")
    assert composer(alice, conversation) == (True, "thread_elsewhere", {})
    hand(facebook, "")
    assert composer(alice, conversation) == (False, None, {})
    assert lines(alice, conversation) == [("thread_to_other", {}), ("thread_to_us", {})]


def test_taking_over_lets_replies_through_again(facebook, alice):
    conversation = facebook.write("こんにちは")
    hand(facebook, INBOX)
    answer = alice.post(f"/api/v1/conversations/{conversation.pk}/take-over")
    assert (answer.status_code, answer.json()["composer"]["locked"]) == (200, False)
    facebook.arrive()
    assert say(alice, conversation).status_code == 201
    facebook.work()
    assert [message["text"] for message in facebook.phone()] == ["承知しました。"]
    assert lines(alice, conversation)[-1] == ("thread_to_us", {})


def test_a_reply_that_meets_another_app_leads_to_taking_over(facebook, alice):
    """2018300"""
    conversation = facebook.write("こんにちは")
    facebook.sandbox.patch("switches", paused=True)
    facebook.sandbox.post("threads/owner", page="minato", customer="yui", app_id=INBOX)
    say(alice, conversation)
    facebook.work()
    failed = shown(alice, conversation)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "thread_elsewhere")
    assert composer(alice, conversation)[:2] == (True, "thread_elsewhere")
    alice.post(f"/api/v1/conversations/{conversation.pk}/take-over")
    assert alice.post(f"/api/v1/messages/{failed['id']}/retry").status_code == 200
    facebook.work()
    assert len(facebook.phone()) == 1


def test_an_app_that_keeps_the_thread_is_said_to(facebook, alice):
    conversation = facebook.write("こんにちは")
    hand(facebook, INBOX)
    facebook.answer(on="take_thread_control", code=10)
    answer = alice.post(f"/api/v1/conversations/{conversation.pk}/take-over")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_taken_over")


def test_who_may_not_see_a_conversation_cannot_take_it_over(facebook, alice, charlie):
    conversation = facebook.write("こんにちは")
    hand(facebook, INBOX)
    assert charlie.post(f"/api/v1/conversations/{conversation.pk}/take-over").status_code == 404


def test_an_app_that_asks_for_the_thread_is_a_line_and_locks_nothing(facebook, alice):
    conversation = facebook.write("こんにちは")
    hand(facebook, INBOX, act="request")
    assert lines(alice, conversation) == [("thread_requested", {"app": "Meta Business Suite"})]
    assert composer(alice, conversation)[0] is False


def test_a_call_is_a_missed_one_once_and_breaks_no_thread(facebook, alice):
    """FAQ-01"""
    conversation = facebook.write("こんにちは")
    facebook.act(kind="call")
    facebook.arrive()
    assert lines(alice, conversation) == [("call_missed", {})]
    assert about(alice, conversation)["composer"]["locked"] is False


def at(offset: int, **fields) -> dict:
    return webhooks.item(**fields) | {"timestamp": webhooks.AT + offset}


STEPS = [
    webhooks.body(at(1, message={"mid": "m_1", "text": "one"})),
    webhooks.body(at(2, pass_thread_control={"new_owner_app_id": INBOX})),
    webhooks.entries(
        {"id": webhooks.PAGE, "time": 1, "standby": [at(3, message={"mid": "m_2", "text": "two"})]}
    ),
]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_who_holds_the_thread_does_not_hang_on_the_order_of_arrival(channel, order):
    receive(*[STEPS[step] for step in order])
    found = Conversation.objects.get()
    assert (found.held, found.held_by) == (True, INBOX)
