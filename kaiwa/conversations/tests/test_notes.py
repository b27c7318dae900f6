"""Notes to colleagues: in the thread for them, and nowhere else (D-58, D-73)."""

from __future__ import annotations

from io import BytesIO

import pytest

from kaiwa.channels.models import Connection
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.tests.facebook import ago
from kaiwa.conversations.tests.test_sending import PNG, path, say, shown


def note(person, conversation, text="在庫は3台です", key="n1", **more):
    return person.post(f"/api/v1/conversations/{conversation.pk}/notes", {"text": text, "key": key, **more})


def row(person, conversation) -> dict:
    return person.get(f"/api/v1/conversations/{conversation.pk}").json()


def test_a_note_stands_in_the_thread_and_the_customer_never_sees_it(facebook, alice, bob):
    conversation = facebook.write("こんにちは")
    answer = note(alice, conversation)
    assert (answer.status_code, answer.json()["direction"]) == (201, "note")
    facebook.work()
    assert facebook.phone() == []
    read = shown(bob, conversation)
    assert (read["text"], read["author"]["name"]) == ("在庫は3台です", alice.member.name)


def test_a_note_changes_nothing_in_the_list(facebook, alice, bob):
    """It is no answer: the customer still waits, and the conversation stays where it was, read or unread as before."""
    conversation = facebook.write("こんにちは")
    before = row(bob, conversation)
    note(alice, conversation)
    assert row(bob, conversation) == before
    assert (before["preview"]["text"], before["waiting_since"] is None) == ("こんにちは", False)


def test_what_comes_after_a_note_goes_on_as_if_it_were_not_there(facebook, alice):
    """Receipts, catch-up and the preview after a failed send leave notes out."""
    conversation = facebook.write("こんにちは")
    say(alice, conversation)
    note(alice, conversation)
    facebook.work()
    facebook.arrive()
    facebook.write(kind="read")
    messages = alice.get(path(conversation)).json()["items"]
    assert [each["status"] for each in messages] == ["received", "read", "received"]
    assert row(alice, conversation)["preview"]["text"] == "承知しました。"


def test_a_note_can_be_written_when_no_reply_can(facebook, alice):
    conversation = facebook.write("こんにちは")
    Conversation.objects.update(last_inbound_at=ago(days=30))
    assert say(alice, conversation).json()["code"] == "composer_locked"
    assert note(alice, conversation).status_code == 201


def test_the_same_key_is_the_same_note(facebook, alice):
    """D-16"""
    conversation = facebook.write("こんにちは")
    first, second = note(alice, conversation), note(alice, conversation)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert note(alice, conversation, "  ", key="n2").json()["code"] == "empty_message"


def test_a_note_brings_files_that_colleagues_can_open(facebook, alice, bob):
    conversation = facebook.write("こんにちは")
    files = []
    for name in ("見積もり.png", "地図.png"):
        file = BytesIO(PNG)
        file.name = name
        files.append(alice.upload("/api/v1/attachments", file).json()["id"])
    note(alice, conversation, "", attachments=files)
    read = shown(bob, conversation)
    assert [each["name"] for each in read["attachments"]] == ["見積もり.png", "地図.png"]
    assert bob.get(f"/api/v1/attachments/{files[0]}").status_code == 200
    assert alice.delete(f"/api/v1/notes/{read['id']}").status_code == 204
    assert bob.get(f"/api/v1/attachments/{files[0]}").status_code == 404


def test_only_its_writer_takes_a_note_back(facebook, alice, bob):
    conversation = facebook.write("こんにちは")
    written = note(bob, conversation).json()["id"]
    assert alice.delete(f"/api/v1/notes/{written}").status_code == 404
    assert bob.delete(f"/api/v1/notes/{written}").status_code == 204
    assert shown(alice, conversation)["text"] == "こんにちは"
    customers = conversation.messages.get(direction="in").pk
    assert bob.delete(f"/api/v1/notes/{customers}").status_code == 404


def test_nobody_reads_notes_of_a_channel_they_may_not_see(facebook, connection, alice, bob, charlie):
    """FB-03"""
    conversation = facebook.write("こんにちは")
    connection.visibility = Connection.Visibility.PRIVATE
    connection.save()
    assert note(alice, conversation).status_code == 201
    for stranger in (bob, charlie):
        assert note(stranger, conversation, key="n2").status_code == 404
        assert stranger.get(path(conversation)).status_code == 404


@pytest.mark.parametrize("quoted", ["note", "line"])
def test_what_the_customer_never_saw_cannot_be_quoted(facebook, alice, quoted):
    conversation = facebook.write("こんにちは")
    note(alice, conversation)
    if quoted == "line":
        alice.post("/api/v1/conversations/close", {"conversations": [conversation.pk]})
    answer = say(alice, conversation, reply_to=shown(alice, conversation)["id"])
    assert (answer.status_code, answer.json()["code"]) == (422, "cannot_quote")
