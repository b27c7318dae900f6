"""Who waits for us, since when, and how the list is narrowed and ordered by it."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.sectioning import LIST, close, of, replied, wrote

START = datetime.fromtimestamp(webhooks.AT / 1000, UTC)


def since(customer: int) -> int | None:
    """Since which second of the story the customer waits."""
    at = of(customer).waiting_since
    return round((at - START).total_seconds()) if at else None


def customers(person, **query) -> list[int]:
    items = person.get(LIST, **query).json()["items"]
    return [int(row["identity"]["external_id"][1:]) for row in items]


def test_a_customer_waits_from_the_first_word_we_have_not_answered(channel):
    receive(wrote(1, 1), wrote(1, 2), replied(1, 3))
    assert since(1) is None
    receive(wrote(1, 4), wrote(1, 5))
    assert since(1) == 4


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_in_whatever_order_it_arrives(channel, order):
    story = [wrote(1, 1), replied(1, 2), wrote(1, 3), wrote(1, 4)]
    for step in order:
        receive(story[step])
    assert since(1) == 3


def test_a_closed_conversation_waits_for_nobody_until_they_write_again(channel, alice):
    receive(wrote(1, 1))
    close(alice, 1)
    assert since(1) is None
    receive(wrote(1, 5))
    assert since(1) == 5


def test_a_reply_that_failed_was_none(facebook, alice):
    conversation = facebook.write("こんにちは")
    facebook.answer(code=551)
    alice.post(f"{LIST}/{conversation.pk}/messages", {"key": "a", "text": "はい"})
    conversation.refresh_from_db()
    assert conversation.waiting_since is None
    facebook.work()
    conversation.refresh_from_db()
    assert conversation.messages.get(key="a").status == "failed"
    assert conversation.waiting_since == conversation.messages.get(direction="in").sent_at
    failed = conversation.messages.get(key="a")
    alice.post(f"/api/v1/messages/{failed.pk}/retry")
    conversation.refresh_from_db()
    assert conversation.waiting_since is None


def test_the_list_is_narrowed_to_what_is_unread_or_waits(channel, alice):
    receive(wrote(1, 1), wrote(2, 2), wrote(3, 3), replied(3, 4))
    newest = of(1).messages.latest("pk").pk
    alice.post(f"{LIST}/{of(1).pk}/read", {"message_id": newest})
    assert customers(alice, unread=True) == [3, 2]
    assert customers(alice, waiting=True) == [2, 1]
    assert customers(alice, waiting=True, unread=True, section="unassigned") == [2]


def test_the_list_is_narrowed_to_a_channel_or_an_assignee(channel, alice, bob):
    receive(wrote(1, 1), wrote(2, 2))
    alice.post(f"{LIST}/assign", {"conversations": [of(1).pk], "member": bob.member.pk})
    assert customers(alice, assignee=bob.member.pk) == [1]
    assert customers(alice, channel=channel.pk) == [2, 1]
    assert customers(alice, channel=channel.pk + 1) == []


def test_who_waits_longest_comes_first_and_then_the_others(channel, alice):
    receive(wrote(1, 1), wrote(2, 2), replied(2, 3), wrote(3, 4), wrote(1, 5), wrote(4, 6))
    assert customers(alice, sort="waiting") == [1, 3, 4, 2]


def test_whose_reply_window_closes_first_comes_first(channel, alice):
    now = timezone.now()
    for customer, hours in ((1, 2), (2, 30), (3, 23), (4, 10)):
        receive(wrote(customer, customer))
        Conversation.objects.filter(pk=of(customer).pk).update(last_inbound_at=now - timedelta(hours=hours))
    # The second one's is closed
    assert customers(alice, sort="window") == [3, 4, 1, 2]
    channel.human_agent = True
    channel.save()
    # For a week now, but not where the provider refused a late reply
    Conversation.objects.filter(pk=of(4).pk).update(late_refused_at=now)
    assert customers(alice, sort="window") == [4, 2, 3, 1]


@pytest.mark.parametrize("sort", ["newest", "waiting", "window"])
def test_every_order_pages_to_the_end(channel, alice, sort):
    receive(*(wrote(customer, customer) for customer in range(25)))
    seen: list[int] = []
    cursor = ""
    while cursor is not None:
        page = alice.get(LIST, sort=sort, limit=10, cursor=cursor).json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 25
