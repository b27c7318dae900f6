"""What connecting brings along: the history, at once."""

from __future__ import annotations

from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.channels.messenger.tests.connecting import choose, install
from kaiwa.channels.models import Channel, Round
from kaiwa.conversations import rounds
from kaiwa.conversations.models import Message
from kaiwa.sandbox.tests.conftest import MINATO


def waiting() -> int:
    return ProcrastinateJob.objects.filter(status="todo", task_name=rounds.go_round.name).count()


def test_a_page_is_looked_at_as_soon_as_it_is_connected(facebook, alice, settings):
    settings.META_LIST_RATE = 1000
    facebook.sandbox.act(text="before anybody listened")
    choose(alice, install(facebook, alice), MINATO)
    assert waiting() == 1
    rounds.go_round()
    assert Round.objects.get().complete
    message = Message.objects.get(text="before anybody listened")
    assert message.imported


def test_a_page_that_comes_back_has_what_was_said_meanwhile_as_news(facebook, alice, settings):
    """D-33: connecting again loses no history, and what came while it was away is unread."""
    settings.META_LIST_RATE = 1000
    connection = install(facebook, alice)
    choose(alice, connection, MINATO)
    rounds.go_round()
    channel = Channel.objects.get()
    Channel.objects.update(state="disconnected")
    facebook.sandbox.act(text="while it was away")
    choose(alice, connection, MINATO)
    rounds.go_round()
    assert Channel.objects.get() == channel
    found = alice.get("/api/v1/conversations").json()["items"]
    assert [(row["preview"]["text"], row["unread"]) for row in found] == [("while it was away", 1)]
