"""The numbers of the sections reach every open browser, each with what its member sees (D-64, D-71)."""

from __future__ import annotations

from queue import Empty

import pytest

from kaiwa.channels.models import Channel
from kaiwa.conversations import handling
from kaiwa.edge.tests.conftest import Person, conversation, reader, write
from kaiwa.edge.tests.running import Edge
from kaiwa.live import publish


def numbers(counts: dict[str, dict[str, int]]) -> dict[str, int]:
    return {section: count["conversations"] for section, count in counts.items() if count["conversations"]}


def test_everybody_is_told_their_own_numbers(edge: Edge, alice: Person, bob: Person, shared: Channel) -> None:
    first, second = conversation(shared), conversation(shared)
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        handling.assign([first], bob.member, by=alice.member)
        assert numbers(for_alice.counts()) == {"unassigned": 1, "others": 1}
        assert numbers(for_bob.counts()) == {"unassigned": 1, "mine": 1}
        handling.close([second], by=bob.member)
        assert numbers(for_alice.counts()) == {"others": 1, "closed": 1}


def test_a_private_channel_does_not_count_for_colleagues(
    edge: Edge, alice: Person, bob: Person, private: Channel
) -> None:
    """D-71"""
    made = conversation(private)
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        publish(private.connection.workspace_id, conversations=[made.pk])
        assert numbers(for_alice.counts()) == {"unassigned": 1}
        assert numbers(for_bob.counts()) == {}


def test_numbers_that_stay_are_not_told_again(edge: Edge, alice: Person, shared: Channel) -> None:
    made = conversation(shared)
    with reader(edge, alice) as stream:
        publish(shared.connection.workspace_id, conversations=[made.pk])
        stream.counts()
        write(made, "no section changes by this")
        publish(shared.connection.workspace_id, conversations=[made.pk])
        handling.assign([made], alice.member, by=alice.member)
        assert numbers(stream.counts()) == {"mine": 1}
        with pytest.raises(Empty):
            stream.counts(within=0)


def test_what_becomes_of_a_colleague_is_told(edge: Edge, alice: Person, bob: Person) -> None:
    """INB-13"""
    with reader(edge, alice) as stream:
        publish(bob.member.workspace_id, members=[bob.member.pk])
        told = stream.change()["members"]
    assert told == [{"id": bob.member.pk, "name": bob.member.name, "available": True}]
