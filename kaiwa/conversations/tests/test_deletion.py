"""Deletion: the installer deletes a conversation here for good (INB-27..31, H-03, H-12)."""

from __future__ import annotations

import json

import pytest
from django.core.files.storage import default_storage

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Connection, WebhookEvent
from kaiwa.conversations import delivery, forgetting, rounds, tasks
from kaiwa.conversations.models import (
    Attachment,
    Conversation,
    DeletedHistory,
    EarlyChange,
    Message,
    MissingMessage,
)
from kaiwa.conversations.tests.facebook import Facebook, ago
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.test_sending import say
from kaiwa.notifications.models import Notice
from kaiwa.workspaces.models import AuditEntry

LIST = "/api/v1/conversations"


@pytest.fixture(autouse=True)
def in_no_hurry(settings):
    settings.META_LIST_RATE = 1000


@pytest.fixture
def facebook(facebook: Facebook) -> Facebook:
    facebook.sandbox.patch("switches", list_limit_per_s=0)
    return facebook


def delete(person, conversation: Conversation):
    return person.delete(f"{LIST}/{conversation.pk}")


def look(facebook: Facebook) -> None:
    """A round, at once."""
    rounds.now(facebook.channel)
    facebook.work()


def everything(facebook: Facebook) -> None:
    """Every webhook there ever was comes once more, and the provider's whole list is gone through."""
    facebook.sandbox.arrived()
    receive(*facebook.sandbox.door.bodies)
    facebook.channel.refresh_from_db()
    facebook.channel.caught_up_at = None
    facebook.channel.save()
    look(facebook)


def texts(conversation: Conversation) -> list[str]:
    return [message.text for message in conversation.messages.order_by("sent_at", "pk")]


def test_the_installer_deletes_it_for_everybody(facebook, alice, bob):
    """INB-29"""
    conversation = facebook.write("忘れてください")
    other = facebook.write("こんにちは", by="ren")
    assert delete(alice, conversation).status_code == 204
    for person in (alice, bob):
        assert [row["id"] for row in person.get(LIST).json()["items"]] == [other.pk]
        assert person.get(f"{LIST}/{conversation.pk}").status_code == 404
        assert person.get(f"{LIST}/{conversation.pk}/messages").status_code == 404
        assert person.get(f"{LIST}/counts").json()["unassigned"]["conversations"] == 1
    entry = AuditEntry.objects.latest("pk")
    assert (entry.code, entry.actor) == ("conversation_deleted", alice.member)
    assert entry.params["channel"] == facebook.channel.name


def test_nobody_but_the_installer_deletes(facebook, alice, bob, charlie):
    """INB-27: another admin cannot either."""
    conversation = facebook.write("残してください")
    bob.member.role = "admin"
    bob.member.save()
    answer = delete(bob, conversation)
    assert (answer.status_code, answer.json()["code"]) == (403, "installer_deletes")
    assert answer.json()["params"] == {"installer": alice.member.name}
    assert delete(charlie, conversation).status_code == 404
    assert texts(conversation) == ["残してください"]


def test_whom_the_connection_was_handed_to_deletes(facebook, alice, bob):
    """H-03"""
    conversation = facebook.write("こんにちは")
    Connection.objects.update(installer=bob.member)
    assert delete(alice, conversation).status_code == 403
    assert delete(bob, conversation).status_code == 204


def test_files_go_with_it_and_so_does_all_that_hangs_on_it(facebook, alice, bob):
    conversation = facebook.write("写真です")
    facebook.write(kind="image")
    facebook.work()
    kept = [name for each in Attachment.objects.all() for name in (each.file, each.thumbnail) if name]
    assert kept and all(default_storage.exists(name) for name in kept)
    alice.post(f"{LIST}/assign", {"conversations": [conversation.pk], "member": bob.member.pk})
    MissingMessage.objects.create(
        conversation=conversation, channel=facebook.channel, external_id="m_lost", at=conversation.created_at
    )
    EarlyChange.objects.create(channel=facebook.channel, external_id="m_lost", change={})
    assert delete(alice, conversation).status_code == 204
    facebook.work()
    assert not any(default_storage.exists(name) for name in kept)
    for model in (Message, Attachment, MissingMessage, EarlyChange, Notice, Conversation):
        assert not model.objects.exists(), model


def test_notes_go_too_and_nothing_of_it_is_found_any_more(facebook, alice, bob):
    """INB-29: a note is by our clock, and does not hide what the customer wrote before it."""
    conversation = facebook.write("特別な自転車", minutes_ago=5)
    facebook.act(text="まだ届いていません")
    note = {"key": "n", "text": "特別な値引き"}
    assert bob.post(f"{LIST}/{conversation.pk}/notes", note).status_code == 201
    facebook.work()
    assert len(alice.get("/api/v1/search", q="特別").json()["messages"]) == 2
    assert delete(alice, conversation).status_code == 204
    facebook.work()
    assert alice.get("/api/v1/search", q="特別").json()["messages"] == []
    facebook.arrive()
    assert [row["preview"]["text"] for row in alice.get(LIST).json()["items"]] == ["まだ届いていません"]


def test_what_waits_to_be_sent_is_not_sent(facebook, alice):
    conversation = facebook.write("こんにちは")
    say(alice, conversation, "もう要りません")
    assert delete(alice, conversation).status_code == 204
    facebook.work()
    assert facebook.phone() == []
    delivery.sweep()
    facebook.work()
    assert facebook.phone() == []


def test_a_call_that_is_under_way_is_waited_for(facebook, alice):
    """Its outcome would have nowhere to be noted, and its echo would bring the conversation back."""
    conversation = facebook.write("こんにちは")
    say(alice, conversation, "今送っています")
    Message.objects.filter(direction="out").update(status="sending")
    answer = delete(alice, conversation)
    assert (answer.status_code, answer.json()["code"]) == (409, "sending_now")
    assert texts(conversation) == ["こんにちは", "今送っています"]


def test_nothing_brings_it_back(facebook, alice):
    """INB-31: neither a webhook that comes again, nor its replay, nor the provider's list, nor our own echoes."""
    look(facebook)
    conversation = facebook.write("一つ目")
    say(alice, conversation, "返信です")
    facebook.work()
    facebook.sandbox.post("pages/minato/act", customer="yui", text="Facebookから")
    facebook.arrive()
    facebook.write("三つ目")
    assert delete(alice, conversation).status_code == 204
    everything(facebook)
    assert not Message.objects.exists()
    assert alice.get(LIST).json()["items"] == []


def test_an_echo_that_comes_after_the_deletion_does_not_either(facebook, alice):
    look(facebook)
    conversation = facebook.write("こんにちは")
    say(alice, conversation, "返信です")
    facebook.work()
    assert delete(alice, conversation).status_code == 204
    facebook.arrive()
    look(facebook)
    assert not Message.objects.exists()


def test_a_later_message_begins_a_new_history(facebook, alice, bob):
    """INB-31: as the same contact, unassigned, open, with nothing of what was before."""
    look(facebook)
    conversation = facebook.write("昔の話", minutes_ago=5)
    alice.post(f"{LIST}/assign", {"conversations": [conversation.pk], "member": bob.member.pk})
    alice.post(f"{LIST}/close", {"conversations": [conversation.pk]})
    assert delete(alice, conversation).status_code == 204
    new = facebook.write("新しい話")
    everything(facebook)
    (row,) = bob.get(LIST, section="unassigned").json()["items"]
    assert (row["id"], row["unread"], row["assignee"], row["closed_at"]) == (new.pk, 1, None, None)
    assert row["contact"]["id"] == conversation.contact_id
    assert texts(new) == ["新しい話"]


def test_what_was_under_way_while_it_was_deleted_begins_one_too(facebook, alice):
    """Nobody had seen it: a customer's word is never lost."""
    conversation = facebook.write("昔の話", minutes_ago=5)
    facebook.act(text="まだ届いていません")
    assert delete(alice, conversation).status_code == 204
    facebook.arrive()
    assert [row["preview"]["text"] for row in alice.get(LIST).json()["items"]] == ["まだ届いていません"]


def test_who_had_it_open_finds_it_gone_whatever_they_do(facebook, alice, bob):
    conversation = facebook.write("こんにちは")
    seen = conversation.messages.get().pk
    delete(alice, conversation)
    path = f"{LIST}/{conversation.pk}"
    assert say(bob, conversation).status_code == 404
    assert bob.post(f"{path}/read", {"message_id": seen}).status_code == 404
    assert bob.post(f"{path}/writing").status_code == 404
    assert bob.post(f"{LIST}/close", {"conversations": [conversation.pk]}).status_code == 404
    assert delete(alice, conversation).status_code == 404


# --- what is left beside it --------------------------------------------------------------------------------


def journal(text: str) -> list[WebhookEvent]:
    """The webhooks in which this stands."""
    rows = WebhookEvent.objects.exclude(body=b"")
    return [row for row in rows if text in json.dumps(json.loads(bytes(row.body)), ensure_ascii=False)]


def unreadable(conversation: Conversation, **item: object) -> bytes:
    """An item of theirs that cannot be read, beside what can; set aside as a whole."""
    identity = conversation.identity
    them = {"sender": {"id": identity.external_id}, "recipient": {"id": identity.channel.external_id}}
    broken = {**them, "timestamp": webhooks.AT, "message": {"text": "読めません"}}
    entry = {"id": identity.channel.external_id, "time": webhooks.AT, "messaging": [broken, {**them, **item}]}
    return webhooks.entries(entry)


def test_the_journal_of_webhooks_forgets_it_too(facebook, alice):
    """INB-29: with what colleagues' customers wrote left as it is, and an hour later once more."""
    conversation = facebook.write("忘れてください")
    facebook.write("覚えていてください", by="ren")
    say(alice, conversation, "返信です")
    facebook.work()
    assert delete(alice, conversation).status_code == 204
    facebook.work()
    assert journal("忘れてください") == []
    facebook.arrive()  # the echo of the reply, which had been on its way
    assert len(journal("返信です")) == 1
    DeletedHistory.objects.update(due_at=ago(minutes=0))
    tasks.sweep(0)
    facebook.work()
    assert journal("返信です") == []
    assert len(journal("覚えていてください")) == 1
    assert not DeletedHistory.objects.exists()


@pytest.mark.django_db(transaction=True)  # the journal's times are the database's, by transaction
def test_what_begins_a_new_history_stays_in_the_journal(facebook, alice):
    conversation = facebook.write("昔の話", minutes_ago=5)
    facebook.act(text="まだ届いていません")
    assert delete(alice, conversation).status_code == 204
    facebook.arrive()
    facebook.work()
    assert journal("昔の話") == []
    assert len(journal("まだ届いていません")) == 1


def test_of_what_was_set_aside_the_deleted_is_cut_and_the_unseen_kept(facebook, alice):
    """The rest of it was recorded; or nobody has seen it yet, and it can still be tried again."""
    conversation = facebook.write("こんにちは")
    now = round(conversation.last_message_at.timestamp() * 1000)
    recorded = {"message": {"mid": "m_recorded", "text": "記録済み"}, "timestamp": now - 1000}
    newer = {"message": {"mid": "m_newer", "text": "新しい"}, "timestamp": now + 60_000}
    receive(unreadable(conversation, **recorded))
    WebhookEvent.objects.create(
        provider="messenger", state=WebhookEvent.State.SET_ASIDE, body=unreadable(conversation, **newer)
    )
    assert delete(alice, conversation).status_code == 204
    facebook.work()
    assert journal("記録済み") == []
    assert len(journal("新しい")) == 1


def test_what_comes_of_it_later_leaves_no_empty_conversation(facebook, alice):
    """A reaction that is younger than the deletion, to a message that is gone."""
    conversation = facebook.write("こんにちは", minutes_ago=5)
    newest = conversation.messages.get().external_id
    assert delete(alice, conversation).status_code == 204
    them = {
        "sender": {"id": conversation.identity.external_id},
        "recipient": {"id": facebook.channel.external_id},
    }
    at = round(ago(minutes=1).timestamp() * 1000)
    reaction = {"reaction": "love", "emoji": "❤", "action": "react", "mid": newest}
    receive(webhooks.body({**them, "timestamp": at, "reaction": reaction}, id=facebook.channel.external_id))
    assert Conversation.objects.get().last_message_at is None
    assert alice.get(LIST).json()["items"] == []
    forgetting.tidy()
    assert Conversation.objects.exists()  # what it is about may still come
    Conversation.objects.update(created_at=ago(days=2))
    forgetting.tidy()
    assert not Conversation.objects.exists()
    assert texts(facebook.write("新しい話")) == ["新しい話"]


def test_how_they_came_and_who_has_not_written_yet_is_kept(facebook, alice):
    """The lead's source waits for their first word, whether something was deleted before or not."""
    conversation = facebook.write("こんにちは", minutes_ago=5)
    assert delete(alice, conversation).status_code == 204
    facebook.act(kind="ad")
    facebook.act("ren", kind="ad")
    facebook.arrive()
    Conversation.objects.update(created_at=ago(days=2))
    forgetting.tidy()
    assert Conversation.objects.exclude(source=None).count() == Conversation.objects.count() > 0
