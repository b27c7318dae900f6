"""Sending, over the API and the practice Facebook: what becomes of a message is what the provider said."""

from __future__ import annotations

from io import BytesIO

import pytest

from kaiwa.conversations import delivery
from kaiwa.conversations.models import Message
from kaiwa.conversations.tests.facebook import ago, ours

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)


def path(conversation) -> str:
    return f"/api/v1/conversations/{conversation.pk}/messages"


def say(person, conversation, text="承知しました。", key="k1", **more):
    return person.post(path(conversation), {"text": text, "key": key, **more})


def shown(person, conversation) -> dict:
    return person.get(path(conversation)).json()["items"][-1]


def test_a_reply_reaches_the_customer_and_its_ticks_turn(facebook, alice):
    """FB-15, TS-14: sent, delivered and read are what Facebook said."""
    conversation = facebook.write("こんにちは")
    answer = say(alice, conversation)
    assert (answer.status_code, answer.json()["items"][0]["status"]) == (201, "queued")
    facebook.work()
    assert [message["text"] for message in facebook.phone()] == ["承知しました。"]
    assert shown(alice, conversation)["status"] == "sent"
    facebook.arrive()
    assert shown(alice, conversation)["status"] == "delivered"
    facebook.write(kind="read")
    assert shown(alice, conversation)["status"] == "read"
    assert conversation.messages.count() == 2  # our own echo added none


def test_a_customer_who_blocked_the_page_gets_nothing_and_the_tick_stays_at_sent(facebook, alice):
    """TS-14"""
    conversation = facebook.write("やっぱり結構です")
    facebook.act(kind="block")
    say(alice, conversation)
    facebook.work()
    facebook.arrive()
    assert (shown(alice, conversation)["status"], shown(alice, conversation)["error"]) == ("sent", None)
    assert facebook.phone() == []


def test_what_waited_in_a_browser_is_not_sent_as_the_member_who_signed_in_since(facebook, alice, bob):
    """TS-20: neither once nor in the writer's name."""
    conversation = facebook.write("こんにちは")
    refused = say(bob, conversation, author=alice.member.pk)
    assert (refused.status_code, refused.json()["code"]) == (409, "another_member")
    assert not conversation.messages.filter(direction="out").exists()
    assert say(alice, conversation, author=alice.member.pk).status_code == 201


def test_the_same_key_is_the_same_message(facebook, alice):
    """D-16"""
    conversation = facebook.write("こんにちは")
    first, second = say(alice, conversation), say(alice, conversation, "something else")
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["items"][0]["id"] == second.json()["items"][0]["id"]
    facebook.work()
    assert len(facebook.phone()) == 1


def test_an_echo_before_the_answer_makes_no_second_message(facebook, alice):
    conversation = facebook.write("こんにちは")
    facebook.answer("timeout", done=True, seconds=1)
    say(alice, conversation)
    facebook.work()
    assert shown(alice, conversation)["status"] == "unknown"
    facebook.arrive()
    assert shown(alice, conversation)["status"] == "delivered"
    assert conversation.messages.filter(direction="out").count() == 1


def test_a_lost_answer_is_unknown_and_never_sent_twice(facebook, alice):
    """D-16, D-17"""
    conversation = facebook.write("こんにちは")
    facebook.sandbox.patch("switches", paused=True)
    facebook.answer("timeout", done=True, seconds=1)
    say(alice, conversation)
    facebook.work()
    delivery.sweep()
    facebook.work()
    assert shown(alice, conversation)["status"] == "unknown"
    assert len(facebook.phone()) == 1


@pytest.mark.parametrize(("sent", "status", "received"), [(True, "sent", 0), (False, "sent", 1)])
def test_a_person_settles_what_is_unknown(facebook, alice, sent, status, received):
    conversation = facebook.write("こんにちは")
    facebook.answer("hangup", done=False)
    say(alice, conversation)
    facebook.work()
    message = shown(alice, conversation)
    assert (message["status"], message["error"]["code"]) == ("unknown", "unknown_outcome")
    alice.post(f"/api/v1/messages/{message['id']}/settle", {"sent": sent})
    facebook.work()
    assert shown(alice, conversation)["status"] == status
    assert len(facebook.phone()) == received


def test_a_failure_that_may_pass_is_tried_again_later(facebook, alice):
    conversation = facebook.write("こんにちは")
    facebook.answer(code=2, is_transient=True)
    say(alice, conversation)
    facebook.work()
    waiting = shown(alice, conversation)
    assert (waiting["status"], waiting["error"]["permanent"]) == ("queued", False)
    Message.objects.filter(pk=waiting["id"]).update(next_attempt_at=ago(seconds=1))
    delivery.sweep()
    facebook.work()
    assert shown(alice, conversation)["status"] == "sent"
    assert len(facebook.phone()) == 1


def test_retry_calls_the_provider_again(facebook, alice):
    """D-40"""
    conversation = facebook.write("こんにちは")
    facebook.answer(code=551, subcode=1545041)
    say(alice, conversation)
    facebook.work()
    failed = shown(alice, conversation)
    assert (failed["status"], failed["error"]["code"]) == ("failed", "contact_unavailable")
    assert facebook.phone() == []
    assert alice.post(f"/api/v1/messages/{failed['id']}/retry").json()["status"] == "queued"
    facebook.work()
    assert shown(alice, conversation)["status"] == "sent"
    assert len(facebook.phone()) == 1


def test_only_a_failed_message_can_be_retried(facebook, alice):
    conversation = facebook.write("こんにちは")
    sent = say(alice, conversation).json()["items"][0]
    facebook.work()
    answer = alice.post(f"/api/v1/messages/{sent['id']}/retry")
    assert (answer.status_code, answer.json()["code"]) == (409, "not_retryable")


def test_a_message_left_by_a_dead_worker_is_unknown(facebook, alice):
    conversation = facebook.write("こんにちは")
    say(alice, conversation)
    message = ours(conversation)
    Message.objects.filter(pk=message.pk).update(status="sending", sending_since=ago(seconds=90))
    delivery.sweep()
    assert shown(alice, conversation)["status"] == "unknown"
    facebook.work()
    assert facebook.phone() == []


def test_messages_of_one_conversation_are_sent_in_order_and_wait_for_each_other(facebook, alice):
    conversation = facebook.write("こんにちは")
    facebook.answer(code=2, is_transient=True)
    for number in range(3):
        say(alice, conversation, f"line {number}", key=f"k{number}")
    facebook.work()
    assert facebook.phone() == []
    Message.objects.filter(status="queued").update(next_attempt_at=ago(seconds=1))
    delivery.sweep()
    facebook.work()
    assert [message["text"] for message in facebook.phone()] == ["line 0", "line 1", "line 2"]


def test_text_and_file_are_two_messages_of_one_key(facebook, alice):
    conversation = facebook.write("写真をください")
    file = BytesIO(PNG)
    file.name = "見積もり.png"
    upload = alice.upload("/api/v1/attachments", file)
    assert (upload.status_code, upload.json()["kind"]) == (201, "image")
    made = say(alice, conversation, "こちらです", attachments=[upload.json()["id"]]).json()["items"]
    assert [len(message["attachments"]) for message in made] == [0, 1]
    facebook.work()
    assert [message["status"] for message in alice.get(path(conversation)).json()["items"][1:]] == [
        "sent"
    ] * 2
    assert len(facebook.phone()) == 2


def test_a_long_text_is_sent_in_parts_that_say_all_of_it(facebook, alice):
    conversation = facebook.write("詳しく教えてください")
    text = "\n\n".join(f"{number}. " + "とても長い説明です。" * 30 for number in range(12))
    made = say(alice, conversation, text).json()["items"]
    assert len(made) == 2
    facebook.work()
    texts = [message["text"] for message in facebook.phone()]
    assert all(len(part) <= 2000 for part in texts)
    assert "".join("".join(texts).split()) == "".join(text.split())


def test_a_send_that_missed_something_new_is_held_back_once(facebook, alice, bob):
    """D-58"""
    conversation = facebook.write("いくらですか")
    seen = shown(alice, conversation)["id"]
    newer = say(bob, conversation, "3,000円です", key="bob").json()["items"][0]["id"]
    answer = say(alice, conversation, "2,000円です", seen=seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale")
    assert answer.json()["params"]["messages"] == [newer]
    assert say(alice, conversation, "2,000円です", seen=newer).status_code == 201


def test_a_colleagues_note_holds_a_reply_back_and_a_line_of_the_timeline_does_not(facebook, alice, bob):
    """D-58: the note may be about this very answer."""
    conversation = facebook.write("いくらですか")
    seen = shown(alice, conversation)["id"]
    bob.post("/api/v1/conversations/assign", {"conversations": [conversation.pk], "member": bob.member.pk})
    alice.post(f"/api/v1/conversations/{conversation.pk}/notes", {"text": "定価で", "key": "n1"})
    assert say(alice, conversation, "3,000円です", seen=seen).status_code == 201
    note = {"text": "値引きはしないでください", "key": "n2"}
    newer = bob.post(f"/api/v1/conversations/{conversation.pk}/notes", note).json()["id"]
    answer = say(alice, conversation, "2,500円です", key="k2", seen=seen)
    assert answer.json()["params"]["messages"] == [newer]


@pytest.mark.parametrize("outcome", ["failed", "unknown"])
def test_sending_again_is_held_back_by_what_is_new_too(facebook, alice, bob, outcome):
    """D-58"""
    conversation = facebook.write("いくらですか")
    if outcome == "failed":
        facebook.answer(code=551, subcode=1545041)
    else:
        facebook.answer("hangup", done=False)
    say(alice, conversation, "2,000円です")
    facebook.work()
    message = shown(alice, conversation)
    assert message["status"] == outcome
    newer = say(bob, conversation, "3,000円です", key="bob").json()["items"][0]["id"]

    def again(seen):
        if outcome == "failed":
            return alice.post(f"/api/v1/messages/{message['id']}/retry?seen={seen}")
        return alice.post(f"/api/v1/messages/{message['id']}/settle", {"sent": False, "seen": seen})

    assert again(message["id"]).json()["code"] == "stale"
    assert again(newer).json()["status"] == "queued"


def test_a_reply_quotes_the_message_it_answers(facebook, alice):
    conversation = facebook.write("いくらですか")
    quoted = shown(alice, conversation)["id"]
    facebook.write("在庫もありますか")
    say(alice, conversation, "3,000円です", reply_to=quoted)
    facebook.work()
    assert shown(alice, conversation)["reply_to"]["text"] == "いくらですか"
    assert facebook.phone()[0]["reply_to"]


def test_nothing_is_sent_without_words_or_files(facebook, alice):
    conversation = facebook.write("こんにちは")
    answer = say(alice, conversation, "  \n ")
    assert (answer.status_code, answer.json()["code"]) == (422, "empty_message")


def test_a_member_of_another_workspace_cannot_reply(facebook, charlie):
    assert say(charlie, facebook.write("こんにちは")).status_code == 404
