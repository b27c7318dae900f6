"""Who loses sight of a conversation has it no more, and an installer can be followed by another (H-03, H-11)."""

from __future__ import annotations

import pytest
from django.core import mail
from django.utils import timezone

from kaiwa.channels.models import Connection
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.sectioning import assign, lines, of, sections, wrote
from kaiwa.notifications import mails
from kaiwa.notifications.models import Notice
from kaiwa.workspaces.models import AuditEntry


def visible(person, connection: Connection, visibility: str):
    return person.patch(f"/api/v1/connections/{connection.pk}", {"visibility": visibility})


def hand_over(person, connection: Connection, to):
    return person.post(f"/api/v1/connections/{connection.pk}/handover", {"member": to.member.pk})


def answer(person, connection: Connection, *, agreed: bool):
    return person.post(f"/api/v1/connections/{connection.pk}/handover/answer", {"agreed": agreed})


def installer(connection: Connection) -> str:
    return Connection.objects.get(pk=connection.pk).installer.name


def make_admin(person) -> None:
    person.member.role = "admin"
    person.member.save()


@pytest.fixture
def private(connection: Connection) -> Connection:
    connection.visibility = Connection.Visibility.PRIVATE
    connection.save()
    return connection


def test_when_a_channel_turns_private_colleagues_lose_its_conversations(three, alice, bob, connection):
    """H-11, D-70"""
    assign(alice, bob, 1)
    assign(alice, alice, 2)
    assert visible(alice, connection, "private").status_code == 200
    assert sections(alice) == {"unassigned": [3, 1], "mine": [2]}
    assert sections(bob) == {}
    assert lines(alice, 1)[-1] == ("unassigned_no_access", None, bob.member.name)
    assert [code for code, *_ in lines(alice, 2)] == ["taken"]
    visible(alice, connection, "shared")
    assert sections(bob) == {"unassigned": [3, 1], "others": [2]}


def test_who_leaves_leaves_their_conversations_to_the_team(three, alice, bob):
    """H-11"""
    assign(alice, bob, 1, 2)
    assert alice.delete(f"/api/v1/members/{bob.member.pk}").status_code == 204
    assert sections(alice) == {"unassigned": [3, 2, 1]}
    assert lines(alice, 1)[-1] == ("unassigned_left", None, bob.member.name)


def test_nobody_is_told_of_what_they_may_not_see_any_more(three, alice, bob, connection):
    """INB-08, H-11: Bob was given one, and the mail of it had not left. That it is his no more, he is told."""
    assign(alice, bob, 1)
    visible(alice, connection, "private")
    receive(wrote(1, 10))
    notices = Notice.objects.filter(member=bob.member).order_by("pk")
    assert [(each.event, each.conversation_id) for each in notices] == [
        ("assigned", of(1).pk),
        ("lost", None),
    ]
    Notice.objects.update(due_at=timezone.now())
    mails.deliver()
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([bob.user.email], "1件の会話の担当から外れました")
    assert f"/conversations/{of(1).pk}" not in letter.body


# --- another installer ------------------------------------------------------------------------------------


def test_an_admin_hands_a_shared_installation_over_at_once(alice, bob, channel, connection):
    """H-03"""
    assert hand_over(alice, connection, bob).status_code == 200
    assert installer(connection) == bob.member.name
    entry = AuditEntry.objects.latest("pk")
    assert (entry.code, entry.params["installer"], entry.params["name"]) == (
        "connection_handed_over",
        alice.member.name,
        bob.member.name,
    )
    assert visible(bob, connection, "private").status_code == 200
    assert visible(alice, connection, "shared").status_code == 404


def test_only_admins_hand_over_and_only_to_colleagues(alice, bob, charlie, channel, connection):
    assert hand_over(bob, connection, bob).json()["code"] == "admins_only"
    assert hand_over(charlie, connection, charlie).status_code == 404
    assert hand_over(alice, connection, charlie).status_code == 404
    assert hand_over(alice, connection, alice).json()["code"] == "installer_already"
    assert installer(connection) == alice.member.name


def test_who_keeps_it_private_is_asked_and_agrees(three, alice, bob, private):
    """H-03"""
    make_admin(bob)
    assign(alice, alice, 1)
    asked = hand_over(bob, private, bob).json()
    assert asked["removable"]["handover"]["to"]["name"] == bob.member.name
    assert asked["connection"] is None
    assert (installer(private), sections(bob)) == (alice.member.name, {})
    (letter,) = mail.outbox
    assert letter.to == [alice.user.email]
    assert bob.member.name in letter.body
    assert answer(bob, private, agreed=True).status_code == 404
    shown = alice.get("/api/v1/providers").json()[0]["connection"]["handover"]
    assert (shown["to"]["name"], shown["by"]["name"]) == (bob.member.name, bob.member.name)
    assert answer(alice, private, agreed=True).status_code == 200
    assert installer(private) == bob.member.name
    assert sections(bob) == {"unassigned": [3, 2, 1]}
    assert sections(alice) == {}
    assert lines(bob, 1)[-1] == ("unassigned_no_access", None, alice.member.name)


def test_who_keeps_it_private_may_decline(alice, bob, channel, private):
    make_admin(bob)
    hand_over(bob, private, bob)
    assert answer(alice, private, agreed=False).status_code == 200
    assert installer(private) == alice.member.name
    assert answer(alice, private, agreed=True).json()["code"] == "conflict"
    assert [entry.code for entry in AuditEntry.objects.order_by("pk")][-2:] == [
        "handover_asked",
        "handover_declined",
    ]


def test_an_admin_takes_the_request_back(alice, bob, channel, private):
    make_admin(bob)
    hand_over(bob, private, bob)
    assert bob.delete(f"/api/v1/connections/{private.pk}/handover").status_code == 200
    assert answer(alice, private, agreed=True).status_code == 409
    assert installer(private) == alice.member.name


def test_who_is_not_there_any_more_is_not_asked(alice, bob, channel, private):
    """H-03"""
    make_admin(bob)
    alice.user.is_active = False
    alice.user.save()
    assert hand_over(bob, private, bob).status_code == 200
    assert installer(private) == bob.member.name
