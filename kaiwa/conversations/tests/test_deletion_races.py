"""A conversation is deleted while somebody writes, sends or fetches for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.storage import default_storage
from django.db import connection, transaction

from kaiwa.conversations import deletion, delivery, media
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.test_races import meanwhile, wrote
from kaiwa.conversations.tests.test_sending import say
from kaiwa.lib import locks


def until_somebody_waits() -> None:
    """For a lock that the open transaction holds."""
    with connection.cursor() as cursor:
        waiting = 0
        while not waiting:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            (waiting,) = cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_what_a_customer_writes_at_the_same_moment_begins_a_new_conversation(channel, alice):
    receive(wrote("m_1", text="old"))
    conversation = Conversation.objects.get()

    def arrive() -> None:
        try:
            receive(wrote("m_1", text="old"), wrote("m_2", text="new", at=1))
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as drain:
        with transaction.atomic():
            deletion.delete(conversation, by=alice.member)
            arriving = drain.submit(arrive)
            until_somebody_waits()
        arriving.result()
    assert [message.text for message in Message.objects.all()] == ["new"]
    assert Conversation.objects.get().pk != conversation.pk


@pytest.mark.django_db(transaction=True)
def test_a_deletion_does_not_wait_for_a_call_that_is_under_way(channel, alice):
    """The provider may take half a minute: who deletes is told, and tries again."""
    receive(wrote("m_1", text="hello"))
    path = f"/api/v1/conversations/{Conversation.objects.get().pk}"
    with locks.holding(delivery.LOCK, Conversation.objects.get().pk):
        answer = meanwhile(lambda: alice.delete(path))
    assert (answer.status_code, answer.json()["code"]) == (409, "sending_now")
    assert alice.delete(path).status_code == 204


@pytest.mark.django_db(transaction=True)
def test_a_reply_at_the_same_moment_finds_it_gone(channel, alice):
    receive(wrote("m_1", text="hello"))
    conversation = Conversation.objects.get()

    def reply() -> int:
        try:
            return int(say(alice, conversation).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as member:
        with transaction.atomic():
            deletion.delete(conversation, by=alice.member)
            replying = member.submit(reply)
            until_somebody_waits()
        assert replying.result() == 404
    assert not Message.objects.exists()


def test_a_file_that_was_being_fetched_is_not_kept(facebook, alice):
    conversation = facebook.write(kind="image")
    fetching = media.due().get()
    deletion.delete(conversation, by=alice.member)
    media.fetch(fetching)
    facebook.work()
    assert not Attachment.objects.exists()
    assert default_storage.listdir(f"media/{alice.workspace.pk}") == ([], [])
