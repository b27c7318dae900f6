"""How long we may answer (TS-16..19, H-08, P-09): the same answer for screen, API and sender."""

from __future__ import annotations

from kaiwa.conversations.models import Message
from kaiwa.conversations.tests.facebook import ago
from kaiwa.conversations.tests.test_sending import say, shown

DAY = 24 * 60


def state(person, conversation) -> tuple:
    shape = person.get(f"/api/v1/conversations/{conversation.pk}").json()
    return shape["window"]["state"], shape["composer"]["locked"], shape["composer"]["reason"]


def late_replies(facebook, *, allowed: bool) -> None:
    facebook.sandbox.patch("pages/minato", human_agent=allowed)
    facebook.channel.human_agent = allowed
    facebook.channel.save()


def test_within_a_day_anything_may_be_said(facebook, alice):
    """TS-16"""
    conversation = facebook.write("昨日の件です", minutes_ago=DAY - 5)
    assert state(alice, conversation) == ("open", False, None)
    say(alice, conversation)
    facebook.work()
    assert shown(alice, conversation)["status"] == "sent"


def test_after_a_day_a_reply_by_hand_needs_the_pages_permission(facebook, alice):
    """H-08: without it the composer says what is missing"""
    late_replies(facebook, allowed=False)
    conversation = facebook.write("先日の件です", minutes_ago=3 * DAY)
    assert state(alice, conversation) == ("closed", True, "no_human_agent")
    answer = say(alice, conversation)
    assert (answer.status_code, answer.json()["code"]) == (409, "composer_locked")


def test_with_the_permission_seven_days_are_open(facebook, alice):
    """TS-16, P-09: the tag goes along only then"""
    late_replies(facebook, allowed=True)
    conversation = facebook.write("先日の件です", minutes_ago=3 * DAY)
    assert state(alice, conversation) == ("extended", False, None)
    say(alice, conversation)
    facebook.work()
    assert shown(alice, conversation)["status"] == "sent"


def test_after_seven_days_the_composer_is_locked_until_the_customer_writes(facebook, alice):
    """TS-17, TS-18, TS-19"""
    late_replies(facebook, allowed=True)
    conversation = facebook.write("お元気ですか", minutes_ago=8 * DAY)
    assert state(alice, conversation) == ("closed", True, "window_closed")
    facebook.sandbox.post("pages/minato/act", customer="yui", text="Facebookから返信しました")
    facebook.arrive()
    assert state(alice, conversation) == ("closed", True, "window_closed")
    facebook.write("また連絡します")
    assert state(alice, conversation) == ("open", False, None)


def test_a_window_that_closes_before_the_send_fails_here_and_not_at_the_provider(facebook, alice):
    """D-29"""
    conversation = facebook.write("こんにちは")
    say(alice, conversation)
    conversation.refresh_from_db()
    conversation.last_inbound_at = ago(days=9)
    conversation.save()
    facebook.work()
    failed = shown(alice, conversation)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "window_closed")
    assert facebook.phone() == []


def test_a_channel_that_needs_a_person_locks_the_composer(facebook, alice):
    """D-33, D-36"""
    conversation = facebook.write("こんにちは")
    facebook.answer(code=190, subcode=460)
    say(alice, conversation)
    facebook.work()
    assert shown(alice, conversation)["error"]["code"] == "reauthorize"
    assert state(alice, conversation)[1:] == (True, "channel_attention")
    assert Message.objects.filter(status="failed").count() == 1
