"""The CRM in the stream: cards ask again, and records reach those who may see them (FB-03, H-16)."""

from __future__ import annotations

from typing import Any

from kaiwa.channels.models import Channel
from kaiwa.crm.builtin.models import Deal
from kaiwa.crm.builtin.records import deals, pipelines
from kaiwa.edge.tests.conftest import Person, conversation, reader, write
from kaiwa.edge.tests.running import Edge
from kaiwa.live import publish
from kaiwa.workspaces.models import Member


def deal(owner: Person, title: str, visibility: str) -> Deal:
    workspace = owner.member.workspace
    pipelines.ensure(workspace, "en")
    draft: Any = deals.Draft(
        title=title, stage=pipelines.stage_for(workspace.pk), owner=owner.member, visibility=visibility
    )
    return deals.create(workspace, draft, by=owner.member)


def test_a_card_that_changed_is_told_to_those_who_see_the_conversation(
    edge: Edge, alice: Person, bob: Person, private: Channel, shared: Channel
) -> None:
    hidden, open_to_all = conversation(private), conversation(shared)
    for each in (hidden, open_to_all):
        write(each, "hello")
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        publish(private.connection.workspace_id, chats=[hidden.pk, open_to_all.pk])
        assert [row["conversation_id"] for row in for_alice.change()["crm"]] == [hidden.pk, open_to_all.pk]
        assert [row["conversation_id"] for row in for_bob.change()["crm"]] == [open_to_all.pk]


def test_an_owners_deal_reaches_them_and_the_admins_and_others_hear_its_id_alone(
    edge: Edge, alice: Person, bob: Person, charlie: Person
) -> None:
    """Alice is an admin, Bob is not."""
    assert alice.member.role == Member.Role.ADMIN
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob, reader(edge, charlie) as outside:
        mine = deal(alice, "Hers alone", "owner")
        change = for_bob.change()
        assert change["records"] == [{"kind": "deal", "id": mine.pk}]
        assert change["deals"] == []
        assert [row["title"] for row in for_alice.change()["deals"]] == ["Hers alone"]
        deal(bob, "Bob's own", "owner")
        for stream in (for_alice, for_bob):
            assert [row["title"] for row in stream.change()["deals"]] == ["Bob's own"]
        deal(bob, "For all", "everyone")
        for stream in (for_alice, for_bob):
            assert [row["title"] for row in stream.change()["deals"]] == ["For all"]
        theirs = deal(charlie, "A rival's", "everyone")
        assert [row["id"] for row in outside.change()["deals"]] == [theirs.pk]
