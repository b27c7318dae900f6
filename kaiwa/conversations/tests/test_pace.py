"""Sending slowly enough: a message that a limit holds back stays queued, keeps its place and goes out by itself."""

from __future__ import annotations

from datetime import timedelta

from kaiwa.channels.messenger import pace
from kaiwa.conversations import delivery
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.tests.facebook import Facebook, ago
from kaiwa.conversations.tests.test_sending import say, shown


def replies(facebook: Facebook, person, count: int) -> Conversation:
    """So many replies in one conversation, sent one after another."""
    conversation = facebook.write("こんにちは")
    for number in range(count):
        assert say(person, conversation, f"line {number}", key=f"k{number}").status_code == 201
    facebook.work()
    return conversation


def said(facebook: Facebook) -> list[str]:
    return [message["text"] for message in facebook.phone()]


def held_back(conversation: Conversation) -> list[Message]:
    return list(conversation.messages.filter(status="queued").order_by("pk"))


def wait(message: Message) -> timedelta:
    assert message.next_attempt_at
    return message.next_attempt_at - ago()


def a_minute_later() -> None:
    """What was heard of the limit is old by then, and the sweep has come by."""
    pace.forget()
    Message.objects.filter(status="queued").update(next_attempt_at=ago(seconds=1))
    delivery.sweep()


def test_near_the_limit_a_message_waits_for_a_moment_and_those_after_it_wait_too(facebook, alice):
    """From 80 % on: two seconds apart at 99 %, as the usage headers of the first answer tell."""
    facebook.sandbox.patch("switches", usage=99)
    conversation = replies(facebook, alice, 4)
    assert said(facebook) == ["line 0", "line 1"]
    waiting = held_back(conversation)
    assert [message.text for message in waiting] == ["line 2", "line 3"]
    assert timedelta(0) < wait(waiting[0]) < timedelta(seconds=2)
    facebook.sandbox.patch("switches", usage=1)
    a_minute_later()
    facebook.work()
    assert said(facebook) == ["line 0", "line 1", "line 2", "line 3"]


def test_at_the_limit_nothing_is_called_for_a_minute_and_no_attempt_is_counted(facebook, alice):
    facebook.sandbox.patch("switches", usage=100)
    conversation = replies(facebook, alice, 2)
    assert said(facebook) == ["line 0"]
    (waiting,) = held_back(conversation)
    assert timedelta(seconds=50) < wait(waiting) <= timedelta(seconds=60)
    assert waiting.attempts == 0
    assert shown(alice, conversation)["error"]["code"] == "rate_limited"


def test_with_room_to_the_limit_nothing_is_held_back(facebook, alice):
    facebook.sandbox.patch("switches", usage=79)
    conversation = replies(facebook, alice, 4)
    assert len(said(facebook)) == 4
    assert held_back(conversation) == []
