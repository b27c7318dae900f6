"""Who looks at a conversation and who writes in it: told to colleagues who may see it, and never left behind (D-73)."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kaiwa.channels.models import Channel, Connection
from kaiwa.edge.app import Edge as EdgeApplication
from kaiwa.edge.tests.conftest import Person, conversation
from kaiwa.edge.tests.running import Edge, Reader, serving, test_database_url
from kaiwa.edge.whereabouts import Patience
from kaiwa.live import publish


class Tab(Reader):
    """A browser with one stream, of which it knows the name."""

    def __init__(self, url: str, who: Person) -> None:
        super().__init__(url, **who.session)
        self.who = who
        event, hello = self.next()
        assert event == "hello"
        self.name = hello["stream"]

    def tell(self, **doing: int) -> int:
        """`tell(looking=1, replying=2)`: what is open, and what is done there."""
        looking = [{"conversation": pk, "doing": each} for each, pk in doing.items()]
        client = Client(headers={"Authorization": f"Bearer {self.who.token}"})
        body = {"stream": self.name, "looking": looking}
        answer = client.post("/api/v1/presence", body, content_type="application/json")
        return answer.status_code

    def told(self, within: float = 5) -> list[tuple[int, list[tuple[str, str]]]]:
        """The next word of who is where."""
        return [
            (row["conversation_id"], [(each["name"], each["doing"]) for each in row["people"]])
            for row in self.change(within)["presence"]
        ]


@pytest.fixture
def impatient(run_directory: Path, transactional_db: None, settings: Any) -> Iterator[str]:
    """An edge for which everything holds for a moment only."""
    settings.RUN_DIR = run_directory
    patience = Patience(writing=0.3, looking=0.9, edge=0.6)
    with serving(EdgeApplication(patience=patience), lifespan="on") as url:
        yield url


def test_colleagues_are_told_who_looks_and_who_writes(
    edge: Edge, alice: Person, bob: Person, shared: Channel
) -> None:
    pk, name = conversation(shared).pk, bob.member.name
    with Tab(edge.url, alice) as for_alice, Tab(edge.url, bob) as bobs:
        assert bobs.tell(looking=pk) == 204
        assert for_alice.told() == [(pk, [(name, "looking")])]
        bobs.tell(replying=pk)
        assert for_alice.told() == [(pk, [(name, "replying")])]
        bobs.tell(noting=pk)
        assert for_alice.told() == [(pk, [(name, "noting")])]
        bobs.tell()
        assert for_alice.told() == [(pk, [])]


def test_who_comes_later_is_told_who_is_there(
    edge: Edge, alice: Person, bob: Person, shared: Channel
) -> None:
    pk = conversation(shared).pk
    with Tab(edge.url, bob) as bobs:
        bobs.tell(looking=pk)
        assert bobs.told() == [(pk, [(bob.member.name, "looking")])]
        with Tab(edge.url, alice) as for_alice:
            assert for_alice.told() == [(pk, [(bob.member.name, "looking")])]


def test_it_ends_with_the_stream(edge: Edge, alice: Person, bob: Person, shared: Channel) -> None:
    first, second = conversation(shared).pk, conversation(shared, "Taro").pk
    with Tab(edge.url, alice) as for_alice:
        with Tab(edge.url, bob) as bobs:
            bobs.tell(looking=first, replying=second)
            name = bob.member.name
            assert for_alice.told() == [(first, [(name, "looking")]), (second, [(name, "replying")])]
        assert for_alice.told() == [(first, []), (second, [])]


def test_one_member_in_two_browsers_is_one_person_who_does_what_they_do_most(
    edge: Edge, alice: Person, bob: Person, shared: Channel
) -> None:
    pk, name = conversation(shared).pk, bob.member.name
    with Tab(edge.url, alice) as for_alice, Tab(edge.url, bob) as one:
        with Tab(edge.url, bob) as other:
            other.tell(looking=pk)
            assert for_alice.told() == [(pk, [(name, "looking")])]
            one.tell(replying=pk)
            assert for_alice.told() == [(pk, [(name, "replying")])]
            one.tell()
            assert for_alice.told() == [(pk, [(name, "looking")])]
        assert for_alice.told() == [(pk, [])]


def test_nobody_is_told_of_a_conversation_they_may_not_see(
    edge: Edge, team: tuple[Person, Person, Person], private: Channel, shared: Channel
) -> None:
    """FB-03. What Bob and Charlie hear next is of the shared one, and of Charlie's own."""
    alice, bob, charlie = team
    hidden, seen = conversation(private).pk, conversation(shared).pk
    with (
        Tab(edge.url, alice) as alices,
        Tab(edge.url, bob) as for_bob,
        Tab(edge.url, charlie) as for_charlie,
    ):
        alices.tell(looking=hidden)
        assert alices.told() == [(hidden, [(alice.member.name, "looking")])]
        alices.tell(looking=seen)
        assert for_bob.told() == [(seen, [(alice.member.name, "looking")])]
        for_charlie.tell(looking=seen)
        publish(charlie.member.workspace_id, members=[charlie.member.pk])
        assert for_charlie.change()["presence"] == []


def test_nobody_says_that_they_are_where_they_may_not_be(
    edge: Edge, alice: Person, bob: Person, private: Channel, shared: Channel
) -> None:
    hidden, seen = conversation(private).pk, conversation(shared).pk
    with Tab(edge.url, alice) as for_alice, Tab(edge.url, bob) as bobs:
        assert bobs.tell(looking=hidden, replying=seen) == 204
        assert for_alice.told() == [(seen, [(bob.member.name, "replying")])]


def test_a_channel_made_private_hides_who_was_there(
    edge: Edge, alice: Person, bob: Person, shared: Channel
) -> None:
    """D-70"""
    pk = conversation(shared).pk
    with Tab(edge.url, alice) as for_alice, Tab(edge.url, bob) as bobs:
        bobs.tell(looking=pk)
        assert for_alice.told() == [(pk, [(bob.member.name, "looking")])]
        Connection.objects.update(visibility=Connection.Visibility.PRIVATE)
        publish(shared.connection.workspace_id, access=True)
        heard = [for_alice.next(), for_alice.next()]
        (change,) = [data for event, data in heard if event == "change"]
        assert change["presence"] == [{"conversation_id": pk, "people": []}]


def test_nobody_speaks_for_another_browser(
    edge: Edge, alice: Person, bob: Person, charlie: Person, shared: Channel
) -> None:
    """The stream's name alone is no right to it. What Alice hears first is Bob's own word."""
    pk = conversation(shared).pk
    with Tab(edge.url, alice) as for_alice, Tab(edge.url, bob) as bobs, Tab(edge.url, charlie) as thief:
        own, thief.name = thief.name, bobs.name
        assert thief.tell(looking=pk) == 204
        thief.name = own
        bobs.tell(looking=pk)
        assert for_alice.told() == [(pk, [(bob.member.name, "looking")])]


def test_who_stops_saying_so_writes_no_more_and_at_last_looks_no_more(
    impatient: str, alice: Person, bob: Person, shared: Channel
) -> None:
    """A browser that froze, or a machine that was shut, says nothing."""
    pk, name = conversation(shared).pk, bob.member.name
    with Tab(impatient, alice) as for_alice, Tab(impatient, bob) as bobs:
        bobs.tell(replying=pk)
        assert for_alice.told() == [(pk, [(name, "replying")])]
        assert for_alice.told() == [(pk, [(name, "looking")])]
        assert for_alice.told() == [(pk, [])]


def test_several_edges_tell_each_other_and_a_dead_one_leaves_no_ghosts(
    impatient: str, run_directory: Path, alice: Person, bob: Person, shared: Channel
) -> None:
    pk, name = conversation(shared).pk, bob.member.name
    with Edge(test_database_url(), run_directory) as other, Tab(impatient, alice) as for_alice:
        bobs = Tab(other.url, bob)
        bobs.tell(looking=pk)
        assert for_alice.told() == [(pk, [(name, "looking")])]
        other.process.send_signal(signal.SIGKILL)
        assert for_alice.told() == [(pk, [])]


def test_an_edge_that_starts_asks_who_is_where(
    edge: Edge, run_directory: Path, alice: Person, bob: Person, shared: Channel
) -> None:
    pk = conversation(shared).pk
    with Tab(edge.url, bob) as bobs:
        bobs.tell(looking=pk)
        assert bobs.told() == [(pk, [(bob.member.name, "looking")])]
        with Edge(test_database_url(), run_directory) as other, Tab(other.url, alice) as for_alice:
            assert for_alice.told() == [(pk, [(bob.member.name, "looking")])]
