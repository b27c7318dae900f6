"""What customers do on their phones, and how it stands in the inbox (FB-16)."""

from __future__ import annotations

import pytest

from kaiwa.channels import journal
from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import DrainMark, WebhookEvent
from kaiwa.conversations import media
from kaiwa.conversations.batches import FATAL_TRIES, Batches
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.conversations.tests.facebook import ago
from kaiwa.conversations.tests.journal import arrive, drain, receive, states
from kaiwa.conversations.tests.test_sending import say


def items(person, conversation) -> list[dict]:
    return person.get(f"/api/v1/conversations/{conversation.pk}/messages").json()["items"]


def about(person, conversation) -> dict:
    return person.get(f"/api/v1/conversations/{conversation.pk}").json()


def test_a_first_message_is_a_conversation_of_its_own_name_and_picture(facebook, alice):
    """D-53: the name is the profile's, and until it is known there is none"""
    conversation = facebook.write("はじめまして")
    contact = about(alice, conversation)["contact"]
    assert (contact["name"], contact["picture_url"]) == ("", None)
    assert conversation.identity.external_id.endswith(contact["short_id"])
    facebook.work()
    contact = about(alice, conversation)["contact"]
    assert contact["name"]
    assert contact["picture_url"] == f"/pictures/{conversation.identity_id}"


def test_a_profile_that_facebook_will_not_show_leaves_the_name_empty(facebook, alice):
    """D-53"""
    facebook.sandbox.patch("customers/yui", profile="hidden")
    conversation = facebook.write("はじめまして")
    facebook.work()
    assert about(alice, conversation)["contact"]["name"] == ""


@pytest.mark.parametrize("kind", ["image", "voice", "video", "file"])
def test_files_are_stored_by_us(facebook, alice, kind):
    canned = next(one["name"] for one in facebook.sandbox.get("canned") if one["type"] == _type(kind))
    conversation = facebook.write(kind=kind, canned=canned)
    assert items(alice, conversation)[0]["attachments"][0]["state"] == "pending"
    facebook.work()
    attachment = items(alice, conversation)[0]["attachments"][0]
    assert (attachment["kind"], attachment["state"]) == (kind, "stored")
    assert attachment["url"] == f"/files/{attachment['id']}"
    assert attachment["size"] > 0
    assert attachment["mime"]


def _type(kind: str) -> str:
    return {"voice": "audio"}.get(kind, kind)


def test_a_sticker_is_a_sticker(facebook, alice):
    conversation = facebook.write(kind="sticker", sticker="thanks")
    facebook.work()
    assert [one["kind"] for one in items(alice, conversation)[0]["attachments"]] == ["sticker"]
    assert about(alice, conversation)["preview"]["kind"] == "sticker"


def test_a_file_that_cannot_be_fetched_is_tried_again(facebook, alice):
    """D-01"""
    canned = facebook.sandbox.get("canned")[0]
    conversation = facebook.write(kind="image", canned=canned["name"])
    Attachment.objects.update(source_url="http://127.0.0.1:1/gone.png")
    media.fetch(Attachment.objects.select_related("message__channel").get())
    shown = items(alice, conversation)[0]["attachments"][0]
    assert shown["error"]["code"] == "address_refused"  # and so is every address of our own network


def test_edits_unsends_and_reactions_change_the_message(facebook, alice):
    """D-79, D-80"""
    conversation = facebook.write("金曜の14時")
    mid = conversation.messages.get().external_id
    facebook.write(kind="edit", mid=mid, text="金曜の15時")
    assert (items(alice, conversation)[0]["text"], items(alice, conversation)[0]["edited_at"] is None) == (
        "金曜の15時",
        False,
    )
    say(alice, conversation, "15時で承知しました")
    facebook.work()
    facebook.arrive()
    sent = conversation.messages.get(direction="out").external_id
    facebook.write(kind="react", mid=sent, emoji="👍")
    assert items(alice, conversation)[1]["reactions"] == [{"emoji": "👍", "by": "contact"}]
    facebook.write(kind="unreact", mid=sent)
    assert items(alice, conversation)[1]["reactions"] == []
    facebook.write(kind="unsend", mid=mid)
    gone = items(alice, conversation)[0]
    assert (gone["text"], gone["deleted_at"] is None) == ("", False)


def test_a_reply_shows_what_it_answers(facebook, alice):
    conversation = facebook.write("どちらがお得ですか")
    mid = conversation.messages.get().external_id
    facebook.write("こちらのことです", reply_to=mid)
    quote = items(alice, conversation)[1]["reply_to"]
    assert (quote["text"], quote["direction"]) == ("どちらがお得ですか", "in")


def test_an_ad_is_kept_as_the_source(facebook, alice):
    conversation = facebook.write(kind="ad", ref="spring", ad_title="春のセール", ad_id="777")
    facebook.write("広告を見ました")
    source = about(alice, conversation)["source"]
    assert (source["ref"], source["ad_id"]) == ("spring", "777")


def test_a_reply_in_facebooks_own_inbox_shows_as_written_elsewhere(facebook, alice):
    """FB-16, D-49, D-50"""
    conversation = facebook.write("こんにちは")
    facebook.sandbox.post("pages/minato/act", customer="yui", text="Facebookから返信しました")
    facebook.arrive()
    assert Conversation.objects.count() == 1
    native = items(alice, conversation)[1]
    assert (native["origin"], native["author"], native["text"]) == (
        "elsewhere",
        None,
        "Facebookから返信しました",
    )


def test_a_late_message_stands_where_it_was_written_and_is_unread(facebook, alice):
    """D-21, D-22"""
    facebook.sandbox.patch("switches", paused=True)
    facebook.act(kind="text", text="先に書きました", minutes_ago=30)
    conversation_id = facebook.act(kind="text", text="後で書きました")["psid"]
    facebook.sandbox.patch("switches", paused=False)
    facebook.arrive()
    conversation = Conversation.objects.get(identity__external_id=conversation_id)
    first, second = items(alice, conversation)
    assert (first["text"], first["late"], second["late"]) == ("先に書きました", True, False)
    assert about(alice, conversation)["unread"] == 2


def test_reading_is_shared_by_the_team(facebook, alice, bob):
    conversation = facebook.write("こんにちは")
    facebook.write("もしもし")
    shape = about(bob, conversation)
    assert (shape["unread"], shape["first_unread_id"]) == (2, items(bob, conversation)[0]["id"])
    alice.post(
        f"/api/v1/conversations/{conversation.pk}/read", {"message_id": items(bob, conversation)[1]["id"]}
    )
    assert about(bob, conversation)["unread"] == 0


def test_a_webhook_that_cannot_be_read_is_set_aside_and_stops_nobody(channel):
    """D-02"""
    good = webhooks.body(webhooks.message(text="ok"))
    pks = arrive(b"not json", good, b"[1, 2]", webhooks.entries(kind="instagram"))
    drain()
    set_aside, handled, ignored = (
        WebhookEvent.State.SET_ASIDE,
        WebhookEvent.State.HANDLED,
        WebhookEvent.State.IGNORED,
    )
    assert [state for state, _ in states(pks)] == [set_aside, handled, set_aside, ignored]
    assert Message.objects.get().text == "ok"


def test_a_webhook_that_ends_the_process_each_time_is_set_aside(channel):
    pks = arrive(
        webhooks.body(webhooks.message(text="ok")), webhooks.body(webhooks.message(mid="m_2", text="ok"))
    )
    DrainMark.objects.create(first=pks[0], size=1, tries=FATAL_TRIES)
    batches = Batches()
    batches.recover()
    drain(batches)
    assert [state for state, _ in states(pks)] == [WebhookEvent.State.SET_ASIDE, WebhookEvent.State.HANDLED]


def test_after_a_crash_smaller_batches_are_tried(channel):
    DrainMark.objects.create(first=1, size=64, tries=1)
    batches = Batches()
    batches.recover()
    assert batches.limit == 32


def test_a_page_that_is_not_connected_is_ignored(db):
    receive(webhooks.body(webhooks.message(text="anyone?")))
    assert not Message.objects.exists()


def test_the_journal_is_kept_for_its_days(channel, settings):
    receive(webhooks.body(webhooks.message(text="ok")), b"junk")
    WebhookEvent.objects.update(received_at=ago(days=settings.WEBHOOK_BODY_DAYS + 1))
    journal.forget_bodies()
    assert [bytes(row.body) for row in WebhookEvent.objects.all()] == [b"junk"]
