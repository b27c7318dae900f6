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


def merge(person, customer: int, into: int):
    return person.post(f"{path(customer)}/merge", {"contact": contact(into).pk})


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


def test_two_contacts_become_one_and_each_conversation_can_go_back(people, alice, bob):
    """D-54: the direction says whose name and block stay."""
    old = path(1)
    shown = merge(bob, 1, into=2).json()
    assert shown["name"] == "Sato Ken"
    assert [each["id"] for each in shown["conversations"]] == [of(2).pk, of(1).pk]
    assert names(alice) == ["鈴木 一郎", "Sato Ken"]
    assert lines(alice, 1) == [("contact_merged", bob.member.name, "Sato Ken")]
    gone = alice.get(old)
    assert (gone.status_code, gone.json()["code"]) == (404, "merged_away")
    assert gone.json()["params"] == {"contact": contact(2).pk}
    assert alice.patch(old, {"name": "x"}).status_code == 404
    assert merge(bob, 1, into=2).json()["code"] == "one_contact_already"
    alice.post(f"{LIST}/{of(1).pk}/move-back")
    assert alice.get(old).json()["name"] == "佐藤 花子"


def test_who_comes_home_by_a_merge_has_nothing_to_undo(people, alice):
    merge(alice, 3, into=1)
    move(alice, 1, to=2)
    merge(alice, 2, into=3)
    moved = {each["name"]: each["moved"] for each in alice.get(path(1)).json()["identities"]}
    assert moved == {"佐藤 花子": False, "Sato Ken": True, "鈴木 一郎": True}


def test_who_is_merged_is_heard_as_the_one_who_stays(people, alice):
    alice.patch(path(2), {"blocked": True})
    merge(alice, 1, into=2)
    assert sections(alice) == {"unassigned": [3]}
    merge(alice, 1, into=3)
    assert sections(alice) == {"unassigned": [3, 2, 1]}


def test_what_is_moved_to_somebody_blocked_is_blocked_and_back_it_is_not(people, alice):
    alice.patch(path(2), {"blocked": True})
    move(alice, 1, to=2)
    assert sections(alice) == {"unassigned": [3]}
    alice.post(f"{LIST}/{of(1).pk}/move-back")
    assert sections(alice) == {"unassigned": [3, 1]}


@pytest.fixture
def half_private(people, alice, channel):
    """Of customers 1 and 2, one contact, Alice keeps the first to herself; the third is everybody's."""
    move(alice, 1, to=2)
    shared = Channel.objects.create(
        connection=Connection.objects.get(provider="messenger"),
        provider="messenger",
        external_id="p2",
        name="Shared",
    )
    for row in (of(2), of(3)):
        row.channel = row.identity.channel = shared
        row.save()
        row.identity.save()
    private = Connection.objects.create(
        workspace=alice.workspace, provider="another", installer=alice.member, visibility="private"
    )
    Channel.objects.filter(pk=channel.pk).update(name="Private", connection=private)


def test_of_a_contact_one_sees_what_came_on_channels_one_may_see(half_private, alice, bob):
    """D-70, D-71"""
    assert len(alice.get(path(1)).json()["conversations"]) == 2
    shown = bob.get(path(2)).json()
    assert [each["channel"]["name"] for each in shown["identities"]] == ["Shared"]
    assert [each["id"] for each in shown["conversations"]] == [of(2).pk]
    assert names(bob) == ["鈴木 一郎", "Sato Ken"]
    assert names(bob, q="佐藤") == []
    move(alice, 1, to=None)
    hidden = path(1)
    assert bob.get(hidden).status_code == bob.patch(hidden, {"name": "x"}).status_code == 404
    assert move(bob, 2, to=1).status_code == merge(bob, 2, into=1).status_code == 404


def test_a_merge_leaves_alone_what_one_may_not_see(half_private, alice, bob):
    """D-70, D-71"""
    both = path(2)
    assert len(merge(bob, 2, into=3).json()["conversations"]) == 2
    assert bob.get(both).json()["params"] == {"contact": contact(3).pk}
    assert [each["id"] for each in alice.get(both).json()["conversations"]] == [of(1).pk]
