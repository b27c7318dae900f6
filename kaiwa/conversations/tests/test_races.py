"""Two who write at once: the drain, a worker, a member. What one does, the other must neither miss nor undo."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from kaiwa.channels import connect, health
from kaiwa.channels.base import Sent
from kaiwa.channels.events import MessageReceived
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel, Round
from kaiwa.conversations import delivery, rounds
from kaiwa.conversations.inbound import alone, messages, record, threads
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.tests.journal import drain, receive
from kaiwa.conversations.tests.test_sending import say


def meanwhile(act: Callable[[], Any]) -> Any:
    """What somebody else gets who does this now, on a connection of their own."""

    def alone() -> Any:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(alone).result()


def wrote(mid: str, *, at: int = 0, **fields: Any) -> bytes:
    return webhooks.body(webhooks.message(mid=mid, **fields) | {"timestamp": webhooks.AT + at * 1000})


@pytest.mark.django_db(transaction=True)
def test_nobody_answers_past_a_message_that_is_just_being_recorded(channel, alice):
    """Its id would be below one that was looked at: it would count as read, and as seen by who answered"""
    receive(wrote("m_1", text="hello"))

    def grab() -> Conversation:
        with transaction.atomic():
            return Conversation.objects.select_for_update(nowait=True).get()

    events = [
        event
        for event in parse(wrote("m_2", text="wait", at=1), "").events
        if isinstance(event, MessageReceived)
    ]
    with transaction.atomic():
        channels = health.connected("messenger", {webhooks.PAGE})
        messages.write(threads.find(channels, events))
        with pytest.raises(OperationalError, match="could not obtain lock"):
            meanwhile(grab)


@pytest.mark.django_db(transaction=True)
def test_new_customers_write_while_a_page_is_connected_again(channel, alice):
    Channel.objects.update(last_event_at=timezone.now())

    def arrive() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout TO '5s'")
        receive(wrote("m_1", text="hello"))

    with transaction.atomic():
        connect.claim(channel.connection, channel.external_id, name="Acme", credentials="new")
        meanwhile(arrive)
    assert Message.objects.get().text == "hello"


def sending(alice, conversation: Conversation) -> Message:
    """A message whose call is under way."""
    message = Message.objects.get(pk=say(alice, conversation).json()["items"][0]["id"])
    Message.objects.filter(pk=message.pk).update(status="sending", sending_since=timezone.now())
    return message


def echoed(at: int) -> bytes:
    """An echo that does not say whose it is."""
    return webhooks.body(
        webhooks.page_item(message={"mid": "m_ours", "is_echo": True, "text": "承知しました。"})
        | {"timestamp": webhooks.AT + at}
    )


@pytest.fixture
def now(channel) -> int:
    """Milliseconds from the time of the webhooks to the present."""
    return int(timezone.now().timestamp() * 1000) - webhooks.AT


def test_an_echo_without_our_key_that_comes_first_becomes_one_with_the_message(channel, alice, now):
    receive(wrote("m_1", text="hello", at=now // 1000))
    conversation = Conversation.objects.get()
    message = sending(alice, conversation)
    receive(echoed(now + 5000))
    assert conversation.messages.count() == 3
    delivery._record_sent(message, Sent("m_ours"))
    conversation.refresh_from_db()
    assert conversation.last_message == message
    message.refresh_from_db()
    assert (message.status, message.external_id) == ("sent", "m_ours")
    assert conversation.messages.count() == 2


def test_the_preview_is_the_newest_message_after_two_became_one(channel, alice, now):
    receive(wrote("m_1", text="hello", at=now // 1000))
    conversation = Conversation.objects.get()
    message = sending(alice, conversation)
    receive(wrote("m_2", text="and another thing", at=now // 1000 + 60), echoed(now + 90_000))
    delivery._record_sent(message, Sent("m_ours"))
    conversation.refresh_from_db()
    newest = Message.objects.get(external_id="m_2")
    assert (conversation.last_message, conversation.last_message_at) == (newest, newest.sent_at)


def test_what_became_of_the_echo_meanwhile_is_kept(channel, alice, now):
    receive(wrote("m_1", text="hello", at=now // 1000))
    message = sending(alice, Conversation.objects.get())
    deleted = {"mid": "m_ours", "is_echo": True, "is_deleted": True}
    receive(
        echoed(now + 5000), webhooks.body(webhooks.page_item(message=deleted) | {"timestamp": webhooks.AT})
    )
    delivery._record_sent(message, Sent("m_ours"))
    message.refresh_from_db()
    assert message.deleted_at


@pytest.mark.django_db(transaction=True)
def test_catch_up_and_the_drain_record_one_after_the_other(channel, alice):
    """Both find a customer who is new: one makes the conversation, the other finds it."""

    def arrive() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout TO '100ms'")
        receive(wrote("m_1", text="hello"))

    with transaction.atomic():
        alone()
        with pytest.raises(OperationalError, match="lock timeout"):
            meanwhile(arrive)
        record("messenger", parse(wrote("m_1", text="hello"), "").events, source="list")
    drain()
    assert Message.objects.get().text == "hello"


@pytest.mark.django_db(transaction=True)
def test_two_rounds_of_a_channel_are_never_under_way_at_once(channel):
    """Two lists at once would be twice the calls that the provider allows."""
    Channel.objects.update(next_round_at=timezone.now())
    with rounds.held(channel):
        meanwhile(rounds.go_round)
    assert not Round.objects.exists()
    channel.refresh_from_db()
    assert channel.next_round_at <= timezone.now() + rounds.SOON
