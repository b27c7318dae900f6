"""Contacts: names, blocking, and whose a conversation is (D-53, D-54, D-70)."""

from __future__ import annotations

import pytest

from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations.models import Contact
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.sectioning import LIST, lines, of, sections, wrote
from kaiwa.notifications.models import Notice
from kaiwa.workspaces.models import AuditEntry

CONTACTS = "/api/v1/contacts"


def contact(customer: int) -> Contact:
    return of(customer).contact


def path(customer: int) -> str:
    return f"{CONTACTS}/{contact(customer).pk}"


def call(customer: int, name: str) -> None:
    """As the provider calls them."""
    row = of(customer)
    row.identity.name = row.contact.name = name
    row.identity.save()
    row.contact.save()


def move(person, customer: int, to: int | None):
    return person.post(f"{LIST}/{of(customer).pk}/move", {"contact": to and contact(to).pk})


def names(person, **query) -> list[str]:
    return [each["name"] for each in person.get(CONTACTS, **query).json()["items"]]


@pytest.fixture
def people(three):
    for customer, name in enumerate(("佐藤 花子", "Sato Ken", "鈴木 一郎"), start=1):
        call(customer, name)


def test_contacts_are_listed_newest_first_and_found_by_how_they_begin(people, alice, charlie):
    assert names(alice) == ["鈴木 一郎", "Sato Ken", "佐藤 花子"]
    assert names(alice, q="sato") == ["Sato Ken"]
    assert names(alice, q="佐藤") == ["佐藤 花子"]
    assert names(charlie) == []
    first = alice.get(CONTACTS, limit=2).json()
    rest = alice.get(CONTACTS, limit=2, cursor=first["next_cursor"]).json()
    assert ([each["name"] for each in rest["items"]], rest["next_cursor"]) == (["佐藤 花子"], None)


def test_a_members_name_wins_and_the_providers_stays_beside_it(people, alice, bob):
    shown = bob.patch(path(1), {"name": " 花子さま "}).json()
    assert (shown["name"], shown["identities"][0]["name"]) == ("花子さま", "佐藤 花子")
    row = alice.get(f"{LIST}/{of(1).pk}").json()
    assert (row["contact"]["name"], row["identity"]["name"]) == ("花子さま", "佐藤 花子")
    assert lines(alice, 1) == [("contact_renamed", bob.member.name, "花子さま")]
    assert names(alice, q="佐藤") == names(alice, q="花子") == ["花子さま"]
    assert alice.patch(path(1), {"name": ""}).json()["name"] == "佐藤 花子"


def test_who_is_blocked_calls_nobody(people, alice, bob):
    """Kept and read on the contact's page; in no section, not unread, not reopened, nobody told."""
    alice.post(f"{LIST}/close", {"conversations": [of(1).pk]})
    told = Notice.objects.count()
    assert alice.patch(path(1), {"blocked": True}).json()["blocked_at"]
    receive(wrote(1, 10), wrote(2, 11))
    assert sections(bob) == {"unassigned": [2, 3]}
    assert alice.get(f"{LIST}/counts").json()["closed"]["conversations"] == 0
    (row,) = bob.get(path(1)).json()["conversations"]
    assert (row["blocked"], row["unread"], row["preview"]["text"]) == (True, 0, "10")
    assert row["closed_at"] is not None
    assert Notice.objects.filter(conversation=of(1)).count() == told
    assert [entry.code for entry in AuditEntry.objects.all()][-1] == "contact_blocked"


def test_nothing_is_sent_to_who_is_blocked(facebook, alice):
    conversation = facebook.write("こんにちは")
    reply = {"key": "a", "text": "はい"}
    alice.post(f"{LIST}/{conversation.pk}/messages", reply)
    alice.patch(f"{CONTACTS}/{conversation.contact_id}", {"blocked": True})
    answer = alice.post(f"{LIST}/{conversation.pk}/messages", reply | {"key": "b"})
    assert (answer.status_code, answer.json()["params"]["reason"]) == (409, "contact_blocked")
    facebook.work()
    assert facebook.phone() == []


def test_who_is_unblocked_is_heard_again(people, alice):
    alice.patch(path(1), {"blocked": True})
    receive(wrote(1, 10))
    assert alice.patch(path(1), {"blocked": False}).json()["blocked_at"] is None
    assert alice.get(f"{LIST}/{of(1).pk}").json()["unread"] == 0
    receive(wrote(1, 11))
    assert alice.get(f"{LIST}/{of(1).pk}").json()["unread"] == 1
    assert sections(alice)["unassigned"] == [1, 3, 2]
    assert [code for code, *_ in lines(alice, 1)] == ["blocked_by_member", "contact_unblocked"]


def test_who_writes_again_after_a_deletion_is_still_blocked(people, alice):
    alice.patch(path(1), {"blocked": True})
    alice.delete(f"{LIST}/{of(1).pk}")
    receive(wrote(1, 10))
    assert of(1).blocked
    assert sections(alice) == {"unassigned": [3, 2]}


def test_a_conversation_is_moved_to_another_contact_and_back(people, alice, bob):
    """D-54"""
    assert move(bob, 1, to=2).json()["contact"]["name"] == "Sato Ken"
    shown = alice.get(path(2)).json()
    assert [each["id"] for each in shown["conversations"]] == [of(2).pk, of(1).pk]
    assert [each["moved"] for each in shown["identities"]] == [True, False]
    assert names(alice) == ["鈴木 一郎", "Sato Ken"]
    assert lines(alice, 1) == [("contact_moved", bob.member.name, "Sato Ken")]
    assert move(bob, 1, to=2).json()["code"] == "same_contact"
    back = f"{LIST}/{of(1).pk}/move-back"
    assert alice.post(back).json()["contact"]["name"] == "佐藤 花子"
    assert alice.post(back).json()["code"] == "not_moved"
    assert names(alice) == ["鈴木 一郎", "Sato Ken", "佐藤 花子"]


def test_a_conversation_moved_by_mistake_gets_a_contact_of_its_own(people, alice):
    move(alice, 1, to=2)
    move(alice, 1, to=None)
    assert alice.get(path(1)).json()["name"] == "佐藤 花子"
    receive(wrote(1, 10))
    assert [row["preview"]["text"] for row in alice.get(path(1)).json()["conversations"]] == ["10"]


def test_what_is_moved_to_somebody_blocked_is_blocked_and_back_it_is_not(people, alice):
    alice.patch(path(2), {"blocked": True})
    move(alice, 1, to=2)
    assert sections(alice) == {"unassigned": [3]}
    alice.post(f"{LIST}/{of(1).pk}/move-back")
    assert sections(alice) == {"unassigned": [3, 1]}


def test_of_a_contact_one_sees_what_came_on_channels_one_may_see(people, alice, bob, channel):
    """D-70, D-71: Alice keeps one address of the same person to herself."""
    private = Connection.objects.create(
        workspace=alice.workspace, provider="another", installer=alice.member, visibility="private"
    )
    Channel.objects.filter(pk=channel.pk).update(name="Private")
    shared = Channel.objects.create(
        connection=Connection.objects.get(provider="messenger"),
        provider="messenger",
        external_id="p2",
        name="Shared",
    )
    move(alice, 1, to=2)
    row = of(2)
    row.channel = row.identity.channel = shared
    row.save()
    row.identity.save()
    Channel.objects.filter(pk=channel.pk).update(connection=private)
    assert len(alice.get(path(1)).json()["conversations"]) == 2
    shown = bob.get(path(2)).json()
    assert [each["channel"]["name"] for each in shown["identities"]] == ["Shared"]
    assert [each["id"] for each in shown["conversations"]] == [row.pk]
    assert names(bob) == ["Sato Ken"]
    assert names(bob, q="佐藤") == []
    assert bob.get(path(3)).status_code == bob.patch(path(3), {"name": "x"}).status_code == 404
    assert move(bob, 2, to=3).status_code == 404
