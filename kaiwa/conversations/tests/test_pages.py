"""The list and the thread, page by page, while messages arrive (FB-09, FB-10, FB-11)."""

from __future__ import annotations

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.tests.journal import receive

LIST = "/api/v1/conversations"


def wrote(customer: int, number: int, *, at: int | None = None) -> bytes:
    return webhooks.body(
        {
            "sender": {"id": f"9{customer:04}"},
            "recipient": {"id": webhooks.PAGE},
            "timestamp": webhooks.AT + 1000 * (number if at is None else at),
            "message": {"mid": f"m_{customer}_{number}", "text": f"{number}"},
        }
    )


def thread(person, **query) -> dict:
    conversation = Conversation.objects.get()
    return person.get(f"{LIST}/{conversation.pk}/messages", **query).json()


def test_a_thread_opens_on_its_latest_thirty(channel, alice):
    """FB-10"""
    receive(*(wrote(1, number) for number in range(45)))
    page = thread(alice)
    assert [item["text"] for item in page["items"]] == [str(number) for number in range(15, 45)]
    assert page["has_more"]


def test_a_short_thread_opens_whole(channel, alice):
    """FB-10"""
    receive(*(wrote(1, number) for number in range(7)))
    page = thread(alice)
    assert (len(page["items"]), page["has_more"]) == (7, False)


def test_older_messages_come_without_gap_or_repeat_while_new_ones_arrive(channel, alice):
    """FB-11"""
    receive(*(wrote(1, number) for number in range(100)))
    page = thread(alice)
    seen = [item["text"] for item in page["items"]]
    new = 100
    while page["has_more"]:
        # one at the bottom, and a late one that belongs above what is loaded
        receive(wrote(1, new), wrote(1, 1000 + new, at=-1))
        new += 1
        page = thread(alice, before=page["items"][0]["id"])
        seen = [item["text"] for item in page["items"]] + seen
    assert [text for text in seen if int(text) < 1000] == [str(number) for number in range(100)]
    assert len(seen) == len(set(seen))


def test_messages_of_one_instant_keep_their_order_over_pages(channel, alice):
    receive(*(wrote(1, number, at=0) for number in range(50)))
    latest = thread(alice, limit=20)
    older = thread(alice, limit=100, before=latest["items"][0]["id"])
    assert [item["text"] for item in older["items"] + latest["items"]] == [str(n) for n in range(50)]


def test_the_newest_conversation_stands_on_top(channel, alice):
    """FB-09"""
    receive(*(wrote(customer, customer) for customer in range(5)))
    assert _names(alice.get(LIST).json()) == ["4", "3", "2", "1", "0"]
    receive(wrote(2, 10))
    assert _names(alice.get(LIST).json()) == ["10", "4", "3", "1", "0"]


def test_the_list_pages_exactly_and_what_moved_is_found_on_top(channel, alice):
    receive(*(wrote(customer, customer) for customer in range(25)))
    first = alice.get(LIST, limit=10, total=True).json()
    assert first["total"] == 25
    receive(wrote(3, 100))
    second = alice.get(LIST, limit=10, cursor=first["next_cursor"]).json()
    third = alice.get(LIST, limit=10, cursor=second["next_cursor"]).json()
    assert _names(second) + _names(third) == [str(n) for n in range(14, -1, -1) if n != 3]
    assert third["next_cursor"] is None
    assert _names(alice.get(LIST, limit=1).json()) == ["100"]


def test_any_place_of_the_list_can_be_jumped_to(channel, alice):
    receive(*(wrote(customer, customer) for customer in range(25)))
    assert _names(alice.get(LIST, limit=3, offset=20).json()) == ["4", "3", "2"]


def test_a_list_costs_the_same_number_of_queries_whatever_its_length(
    channel, alice, django_assert_max_num_queries
):
    receive(*(wrote(customer, customer) for customer in range(60)))
    alice.get(LIST)  # the first request of a session is noted
    with django_assert_max_num_queries(9):
        assert len(alice.get(LIST, limit=50).json()["items"]) == 50


def test_a_private_channel_is_its_installers_alone(channel, alice, bob, charlie):
    """FB-03, D-71"""
    receive(wrote(1, 1))
    pk = Conversation.objects.get().pk
    channel.connection.visibility = "private"
    channel.connection.save()
    assert len(alice.get(LIST).json()["items"]) == 1
    for person in (bob, charlie):
        assert person.get(LIST, total=True).json() == {"items": [], "next_cursor": None, "total": 0}
        assert person.get(f"{LIST}/{pk}").status_code == 404
        assert person.get(f"{LIST}/{pk}/messages").status_code == 404


def _names(page: dict) -> list[str]:
    return [item["preview"]["text"] for item in page["items"]]
