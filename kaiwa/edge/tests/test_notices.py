"""Notices on the stream: to the members they are for; and where a page is open, nothing is pushed."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from allauth.usersessions.models import UserSession

from kaiwa.channels.models import Channel
from kaiwa.edge.tests.conftest import Person, conversation, reader, write
from kaiwa.edge.tests.running import Edge
from kaiwa.live import Told, publish, publish_notices
from kaiwa.notifications.models import Browser
from kaiwa.workspaces.auth import session_key_of


def told(channel: Channel, *members: Person, text: str = "予約できますか", event: str = "unassigned") -> int:
    made = conversation(channel)
    message = write(made, text)
    pks = tuple(person.member.pk for person in members)
    publish_notices(channel.connection.workspace_id, [Told(made.pk, message.pk, event, 0, pks)])
    return made.pk


def test_a_notice_reaches_the_member_it_is_for(
    edge: Edge, alice: Person, bob: Person, shared: Channel
) -> None:
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        pk = told(shared, bob)
        (notice,) = for_bob.change()["notices"]
        publish(shared.connection.workspace_id, conversations=[pk])
        # Alice's next event is the one after: nothing of Bob's came before it
        assert for_alice.change()["notices"] == []
    assert (notice["event"], notice["conversation_id"], notice["name"]) == ("unassigned", pk, "Hanako")
    assert (notice["text"], notice["kind"], notice["by"]) == ("予約できますか", "text", "")


def test_nobody_is_told_of_a_channel_they_may_not_see(
    edge: Edge, *, alice: Person, bob: Person, charlie: Person, private: Channel, shared: Channel
) -> None:
    """D-71: whoever asked for it, the edge looks again."""
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        told(private, alice, bob, charlie, text="秘密の相談")
        assert [notice["text"] for notice in for_alice.change()["notices"]] == ["秘密の相談"]
        told(shared, bob, text="みんなの相談")
        assert [notice["text"] for notice in for_bob.change()["notices"]] == ["みんなの相談"]


def test_who_loses_conversations_hears_of_it_without_seeing_them(
    edge: Edge, alice: Person, bob: Person, private: Channel
) -> None:
    """H-11: how many, and nothing of what is in them. One alone is named to who may see it."""
    workspace = private.connection.workspace_id
    made = conversation(private)
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        both = (alice.member.pk, bob.member.pk)
        freed = Told(made.pk, 0, "freed", bob.member.pk, both, 1)
        publish_notices(workspace, [freed, Told(0, 0, "lost", 0, (bob.member.pk,), 2)])
        (alone,) = for_alice.change()["notices"]
        (lost,) = for_bob.change()["notices"]
    assert (alone["event"], alone["conversation_id"], alone["by"], alone["count"]) == (
        "freed",
        made.pk,
        bob.member.name,
        1,
    )
    assert (lost["event"], lost["conversation_id"], lost["name"], lost["count"]) == ("lost", 0, "", 2)


def test_an_open_page_is_known_until_it_is_closed(edge: Edge, alice: Person) -> None:
    session = UserSession.objects.create(
        user=alice.member.user, session_key=session_key_of(alice.cookie), ip="127.0.0.1"
    )
    browser = Browser.objects.create(
        session=session, member=alice.member, endpoint="https://push.example/1", public_key="k", secret="s"
    )
    with open_page(edge, alice):
        wait_until(lambda: not away(browser))
        with open_page(edge, alice):
            pass
        with open_page(edge, alice):
            assert not away(browser)
    wait_until(lambda: away(browser))


@contextmanager
def open_page(edge: Edge, who: Person) -> Iterator[None]:
    """A stream that ends as a closed tab's does: with its connection."""
    with socket.create_connection(("127.0.0.1", edge.port), timeout=10) as connection:
        connection.sendall(f"GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nCookie: {who.cookie}\r\n\r\n".encode())
        said = b""
        while b"event: hello" not in said:
            said += connection.recv(65536)
        yield


def away(browser: Browser) -> bool:
    return Browser.objects.away().filter(pk=browser.pk).exists()


def wait_until(done: Callable[[], bool], within: float = 5) -> None:
    until = time.monotonic() + within
    while not done():
        assert time.monotonic() < until
        time.sleep(0.02)
