"""What is news, and how often it is told (D-61)."""

from __future__ import annotations

import time

import pytest

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.conversations.batches import Batches
from kaiwa.conversations.models import Message
from kaiwa.conversations.tests.journal import arrive, drain
from kaiwa.conversations.tests.test_sending import say
from kaiwa.lib.jobs import Bell
from kaiwa.notifications import noticing
from kaiwa.notifications.models import Notice
from kaiwa.notifications.tests.happening import choose, everything, take_pushes
from tests.mail_server import text_of


def test_a_burst_is_one_mail_a_minute_later(shop, bob):
    everything(bob)
    for number in range(5):
        shop.write(f"質問{number}")
    shop.pass_time(seconds=50)
    assert shop.letters(bob) == []
    shop.pass_time(seconds=11)
    (letter,) = shop.letters(bob)
    assert [f"質問{number}" in text_of(letter) for number in range(5)] == [False, False, True, True, True]
    assert "2 earlier messages" in text_of(letter)


def test_the_next_mail_of_a_conversation_comes_a_minute_after_the_last(shop, bob):
    everything(bob)
    shop.write("一つ目")
    shop.pass_time(seconds=61)
    shop.write("二つ目")
    shop.pass_time(seconds=30)
    assert len(shop.letters(bob)) == 1
    shop.pass_time(seconds=31)
    assert len(shop.letters(bob)) == 2


def test_conversations_are_told_apart(shop, bob):
    everything(bob)
    browser = take_pushes(bob, shop.pushes)
    for customer in ("7001", "7002"):
        shop.write("こんにちは", by=customer)
    shop.pass_time(seconds=61)
    assert len(shop.letters(bob)) == len(browser.got) == 2


def test_a_burst_is_pushed_at_once_and_again_after_a_minute(shop, bob):
    everything(bob)
    browser = take_pushes(bob, shop.pushes)
    shop.write("一つ目")
    shop.work()
    assert [push["body"] for push in browser.got] == ["一つ目"]
    for number in ("二つ目", "三つ目"):
        shop.write(number)
        shop.work()
    assert len(browser.got) == 1
    shop.pass_time(seconds=61)
    assert browser.got[1]["title"] == "Yui 7001 (2 new) · unassigned"
    assert browser.got[1]["body"] == "三つ目"


def test_what_is_assigned_and_written_to_within_the_minute_is_one_mail(shop, alice, bob):
    everything(bob)
    conversation = shop.known()
    shop.assign(conversation, to=bob, by=alice)
    shop.write("まだですか")
    shop.pass_time(seconds=61)
    (letter,) = shop.letters(bob)
    assert letter["subject"] == "Alice Aoki assigned you the conversation with Yui 7001"
    assert "まだですか" in text_of(letter)


def test_what_was_said_before_the_channel_was_connected_is_no_news(shop, bob):
    everything(bob)
    conversation = shop.known()
    Message.objects.filter(conversation=conversation).delete()
    shop.write("昔の話", seconds_ago=60)
    Message.objects.update(imported=True)
    shop.pass_time(seconds=61)
    assert not Notice.objects.exists()


@pytest.mark.parametrize(("minutes", "told"), [(50, True), (70, False)])
def test_what_was_recovered_too_late_is_no_news(shop, bob, minutes, told):
    everything(bob)
    shop.write("届いていますか", seconds_ago=minutes * 60)
    shop.pass_time(seconds=61)
    assert bool(shop.letters(bob)) is told


def test_an_answer_of_ours_is_no_news(shop, alice, bob):
    everything(bob)
    conversation = shop.known()
    shop.write("予約できますか")
    shop.pass_time(seconds=61)
    Notice.objects.all().delete()
    assert say(alice, conversation, key="k1").status_code == 201
    noticing.look()
    assert not Notice.objects.exists()


def test_whoever_looked_in_the_meantime_saves_everybody_the_mail(shop, alice, bob):
    everything(bob)
    conversation = shop.write("予約できますか")
    shop.work()
    newest = conversation.messages.latest("pk")
    assert (
        alice.post(f"/api/v1/conversations/{conversation.pk}/read", {"message_id": newest.pk}).status_code
        == 200
    )
    shop.pass_time(seconds=61)
    assert shop.letters(bob) == []


def test_so_does_whoever_answered(shop, alice, bob):
    everything(bob)
    conversation = shop.write("予約できますか")
    shop.work()
    assert say(alice, conversation, key="k1").status_code == 201
    shop.pass_time(seconds=61)
    assert shop.letters(bob) == []


def test_what_the_customer_took_back_is_not_told(shop, bob):
    everything(bob)
    shop.write("間違えました")
    shop.work()
    Message.objects.update(deleted_at="2026-11-22T00:00:00Z")
    shop.pass_time(seconds=61)
    assert shop.letters(bob) == []


def test_a_conversation_taken_away_again_is_not_told(shop, alice, bob):
    everything(bob)
    conversation = shop.known()
    shop.assign(conversation, to=bob, by=alice)
    shop.assign(conversation, to=alice, by=alice)
    shop.pass_time(seconds=61)
    assert shop.letters(bob) == []


def test_several_are_assigned_at_once(shop, alice, bob):
    choose(bob, ("assigned", "mail"))
    known = [shop.known(by=customer) for customer in ("7001", "7002", "7003")]
    for conversation in known:
        conversation.assignee = bob.member
        conversation.save()
    noticing.assigned([conversation.pk for conversation in known], to=bob.member, by=alice.member)
    shop.pass_time(seconds=61)
    assert len(shop.letters(bob)) == 3


def test_a_lost_wake_up_is_made_good_by_the_sweep(shop, bob):
    from procrastinate.contrib.django.models import ProcrastinateJob  # noqa: PLC0415 - models, once Django is ready

    everything(bob)
    shop.write("予約できますか")
    ProcrastinateJob.objects.all().delete()
    shop.pass_time(seconds=0)
    assert Notice.objects.count() == 1


def test_of_a_flood_each_conversation_is_told(shop, bob):
    """The drain wakes us now and then only, and knows when to come back for the rest."""
    choose(bob, ("unassigned", "mail"))
    bodies = [
        webhooks.body(
            webhooks.message(mid=f"flood-{number}", text="混んでいますか")
            | {"sender": {"id": f"8{number:03}"}, "timestamp": int(time.time() * 1000)}
        )
        for number in range(90)
    ]
    batches = Batches()
    batches.limit = 30
    arrive(*bodies)
    assert batches.step() == 30
    assert batches.step() == 60
    assert batches.rest is not None
    assert 0 < batches.rest <= Bell.BETWEEN
    drain(batches)
    shop.work()
    assert Notice.objects.values("conversation").distinct().count() == 90


def test_a_message_without_text_is_told_by_its_kind(shop, bob):
    everything(bob)
    browser = take_pushes(bob, shop.pushes)
    shop.write("", attachments=[{"type": "image", "payload": {"url": "https://cdn.example/1.jpg"}}])
    shop.work()
    assert browser.got[0]["body"] == "Photo"
