"""Catch-up: what webhooks did not bring is found in the provider's list (TL-50, D-03, D-04)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kaiwa.channels.models import Round
from kaiwa.conversations import rounds
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.conversations.tests.facebook import Facebook, ours
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.test_sending import say


@pytest.fixture(autouse=True)
def in_no_hurry(settings):
    settings.META_LIST_RATE = 1000


@pytest.fixture
def facebook(facebook: Facebook) -> Facebook:
    facebook.sandbox.patch("switches", list_limit_per_s=0)
    return facebook


@pytest.fixture
def caught_up(facebook: Facebook) -> Facebook:
    """A Page whose history was brought in a moment ago."""
    look(facebook)
    return facebook


def look(facebook: Facebook) -> Round:
    """A round, at once."""
    rounds.now(facebook.channel)
    facebook.work()
    facebook.channel.refresh_from_db()
    return Round.objects.latest("pk")


def lose(facebook: Facebook, by: str = "yui", **act: Any) -> dict[str, Any]:
    """The customer does something of which no webhook ever tells."""
    facebook.sandbox.patch("switches", drop=1)
    done = facebook.act(by, **act)
    facebook.sandbox.patch("switches", drop=0)
    return done


def texts(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.order_by("sent_at", "pk")]


def the(psid: str) -> Conversation:
    return Conversation.objects.get(identity__external_id=psid)


def row(alice, conversation: Conversation) -> dict[str, Any]:
    found: dict[str, Any] = alice.get(f"/api/v1/conversations/{conversation.pk}").json()
    return found


def shown(alice, conversation: Conversation) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = alice.get(f"/api/v1/conversations/{conversation.pk}/messages").json()[
        "items"
    ]
    return items


def test_what_was_said_before_connecting_comes_in_as_read_and_not_as_late(facebook, alice):
    """History is no news: it is there to be read, and nobody is called to it."""
    psid = lose(facebook, text="昨日の件ですが", minutes_ago=600)["psid"]
    lose(facebook, text="いかがでしょうか", minutes_ago=500)
    done = look(facebook)
    conversation = the(psid)
    assert texts(conversation) == ["昨日の件ですが", "いかがでしょうか"]
    assert row(alice, conversation)["unread"] == 0
    assert [message["late"] for message in shown(alice, conversation)] == [False, False]
    assert (done.first, done.complete, done.recovered, done.unrecoverable) == (True, True, 2, 0)


def test_history_does_not_hide_what_came_while_it_was_read(facebook, alice):
    psid = lose(facebook, text="old", minutes_ago=600)["psid"]
    conversation = facebook.write("new")
    look(facebook)
    assert texts(the(psid)) == ["old", "new"]
    found = row(alice, conversation)
    assert (found["unread"], found["first_unread_id"]) == (1, conversation.messages.get(text="new").pk)


def test_a_lost_message_comes_back_unread_and_as_late_received(caught_up, alice):
    conversation = caught_up.write("first")
    lose(caught_up, text="lost", minutes_ago=8)
    done = look(caught_up)
    lost = next(message for message in shown(alice, conversation) if message["text"] == "lost")
    assert lost["late"]
    assert row(alice, conversation)["unread"] == 2
    assert (done.first, done.recovered, done.unrecoverable) == (False, 1, 0)


def test_a_gap_in_the_middle_is_found_and_filled_in_its_place(caught_up):
    conversation = caught_up.write("one", minutes_ago=3)
    lose(caught_up, text="two", minutes_ago=2)
    caught_up.write("three", minutes_ago=1)
    look(caught_up)
    assert texts(conversation) == ["one", "two", "three"]


def test_one_lost_within_a_second_keeps_its_place(caught_up):
    """The list has whole seconds, webhooks have thousandths."""
    now = int(timezone.now().timestamp()) * 1000 - 60_000
    conversation = caught_up.write("one", at=now + 300)
    lose(caught_up, text="two", at=now + 400)
    caught_up.write("three", at=now + 900)
    look(caught_up)
    assert texts(conversation) == ["one", "two", "three"]


def test_what_was_written_in_the_providers_own_inbox_comes_back_too(caught_up):
    conversation = caught_up.write("hello")
    caught_up.sandbox.patch("switches", drop=1)
    caught_up.sandbox.post("pages/minato/act", customer="yui", text="from Facebook's inbox")
    look(caught_up)
    answer = ours(conversation)
    assert (answer.text, answer.elsewhere, answer.status) == ("from Facebook's inbox", True, "sent")


def test_pictures_and_files_come_back_with_their_content(caught_up):
    conversation = caught_up.write("hello")
    for kind in ("image", "voice", "file", "sticker", "link"):
        lose(caught_up, kind=kind)
    look(caught_up)
    found = Attachment.objects.filter(message__conversation=conversation).order_by("message__sent_at", "pk")
    assert [each.kind for each in found] == ["image", "voice", "file", "sticker", "link"]
    assert {each.state for each in found} == {"stored"}
    assert all(each.size for each in found if each.kind != "link")


def test_a_button_whose_webhook_told_no_id_is_not_there_twice(caught_up):
    """Meta does not always give a postback's `mid`, and lists it as a message that has one."""
    conversation = caught_up.write(kind="get_started")
    conversation.messages.update(external_id="postback:made-up-here")
    look(caught_up)
    assert texts(conversation) == ["Get Started"]


def test_a_round_over_what_is_known_changes_nothing(caught_up, alice):
    conversation = caught_up.write("hello")
    caught_up.write(kind="image")
    say(alice, conversation)
    caught_up.work()
    caught_up.arrive()
    before = list(Message.objects.order_by("pk").values())
    done = look(caught_up)
    assert (done.listed, done.recovered) == (3, 0)
    assert list(Message.objects.order_by("pk").values()) == before


def test_a_webhook_that_comes_after_all_changes_nothing(caught_up):
    caught_up.sandbox.patch("switches", paused=True)
    psid = caught_up.act(text="slow")["psid"]
    look(caught_up)
    caught_up.sandbox.patch("switches", paused=False)
    caught_up.arrive()
    assert texts(the(psid)) == ["slow"]


def test_what_the_list_no_longer_shows_is_counted_and_said_once(caught_up, alice):
    conversation = caught_up.write("before", minutes_ago=9)
    caught_up.sandbox.patch("switches", drop=1)
    steps = [
        {"page": "minato", "customer": "yui", "kind": "text", "text": str(n), "minutes_ago": 8 - n / 10}
        for n in range(25)
    ]
    caught_up.sandbox.post("script", events=steps)
    assert look(caught_up).unrecoverable == 5
    assert texts(conversation) == ["before", "", *map(str, range(5, 25))]
    line = shown(alice, conversation)[1]
    assert (line["direction"], line["code"], line["params"]["count"]) == ("event", "messages_missing", 5)
    again = look(caught_up)
    assert (again.recovered, again.unrecoverable) == (0, 0)
    assert conversation.messages.filter(code="messages_missing").count() == 1


def test_the_window_counts_from_what_came_back(caught_up, alice):
    conversation = caught_up.write("hello", minutes_ago=60 * 30)
    assert row(alice, conversation)["window"]["state"] == "closed"
    lose(caught_up, text="still there?")
    look(caught_up)
    assert row(alice, conversation)["window"]["state"] == "open"


# --- our own sends ----------------------------------------------------------------------------------------


def unknown(facebook: Facebook, alice, text: str, *, done: bool) -> Conversation:
    """We sent something, and nobody told us what became of it."""
    conversation = facebook.write("hello")
    facebook.sandbox.patch("switches", drop=1)
    facebook.answer("hangup", done=done)
    say(alice, conversation, text)
    facebook.work()
    assert ours(conversation).status == "unknown"
    return conversation


def test_an_unknown_send_that_is_in_the_list_was_sent(caught_up, alice):
    conversation = unknown(caught_up, alice, "届きましたか", done=True)
    assert look(caught_up).recovered == 0
    message = ours(conversation)
    assert (message.status, message.elsewhere, message.author) == ("sent", False, alice.member)
    assert texts(conversation) == ["hello", "届きましたか"]


def test_an_unknown_send_that_is_not_in_the_list_stays_unknown(caught_up, alice):
    """Nobody but a person decides to send something twice."""
    conversation = unknown(caught_up, alice, "届きましたか", done=False)
    assert look(caught_up).complete
    assert ours(conversation).status == "unknown"


def test_the_same_words_written_at_facebook_much_later_do_not_settle_it(caught_up, alice):
    conversation = unknown(caught_up, alice, "はい", done=False)
    Message.objects.filter(pk=ours(conversation).pk).update(
        sending_since=timezone.now() - timedelta(minutes=9)
    )
    caught_up.sandbox.post("pages/minato/act", customer="yui", text="はい")
    look(caught_up)
    assert sorted(conversation.messages.filter(direction="out").values_list("status", flat=True)) == [
        "sent",
        "unknown",
    ]


def test_a_send_that_a_person_settled_is_not_listed_twice(caught_up, alice):
    conversation = unknown(caught_up, alice, "はい", done=True)
    alice.post(f"/api/v1/messages/{ours(conversation).pk}/settle", {"sent": True})
    look(caught_up)
    assert texts(conversation) == ["hello", "はい"]


# --- deleted here -----------------------------------------------------------------------------------------


@pytest.fixture
def deleted(caught_up: Facebook) -> str:
    """A conversation that was deleted here, of which Facebook still has everything. Gives the PSID."""
    conversation = caught_up.write("forget this", minutes_ago=2)
    psid = conversation.identity.external_id
    caught_up.sandbox.arrived()
    conversation.identity.history_from = conversation.last_message_at
    conversation.identity.save()
    conversation.delete()
    return psid


def test_catch_up_does_not_undo_a_deletion(caught_up, deleted):
    done = look(caught_up)
    assert (done.complete, done.recovered, Message.objects.count()) == (True, 0, 0)


def test_neither_a_late_webhook_nor_a_replay_undoes_a_deletion(caught_up, deleted):
    receive(*caught_up.sandbox.door.bodies)
    assert Message.objects.count() == 0
    assert not Conversation.objects.exists()


def test_who_writes_after_the_deletion_is_heard(caught_up, deleted):
    """Without what was before; as the same contact."""
    conversation = caught_up.write("hello again")
    receive(*caught_up.sandbox.door.bodies)
    look(caught_up)
    assert texts(conversation) == ["hello again"]
    assert conversation.identity.external_id == deleted


def test_catch_up_finds_what_was_written_after_the_deletion(caught_up, deleted):
    lose(caught_up, text="hello again")
    assert look(caught_up).recovered == 1
    assert texts(the(deleted)) == ["hello again"]
