"""Members: who may change what, and that a workspace keeps an admin."""

import threading
from typing import Any

import pytest
from django.db import connection

from kaiwa.workspaces.models import AuditEntry, Member
from kaiwa.workspaces.tests.people import Person


def change(asker: Person, whom: Person, **fields: Any) -> Any:
    return asker.patch(f"/api/v1/members/{whom.member.pk}", fields)


def test_members_see_each_other(alice: Person, bob: Person, charlie: Person) -> None:
    members = bob.get("/api/v1/members").json()
    assert [(each["name"], each["role"], each["you"]) for each in members] == [
        ("Alice Aoki", "admin", False),
        ("Bob Baba", "member", True),
    ]


def test_an_admin_makes_an_admin_who_then_has_account_settings(alice: Person, bob: Person) -> None:
    answer = change(alice, bob, role="admin")
    assert (answer.status_code, answer.json()["role"], answer.json()["can_change_settings"]) == (
        200,
        "admin",
        True,
    )
    entry = AuditEntry.objects.get(code="role_changed")
    assert entry.params == {"member": bob.member.pk, "name": "Bob Baba", "before": "member", "after": "admin"}


def test_a_member_changes_nobodys_role(alice: Person, bob: Person) -> None:
    for whom in (alice, bob):
        answer = change(bob, whom, role="admin")
        assert (answer.status_code, answer.json()["code"]) == (403, "admins_only")


def test_the_last_admin_stays_one(alice: Person, bob: Person) -> None:
    answer = change(alice, alice, role="member")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    change(alice, bob, role="admin")
    assert change(alice, alice, role="member").status_code == 200
    assert change(bob, bob, role="member").json()["code"] == "last_admin"


def test_a_deactivated_admin_does_not_count(alice: Person, bob: Person) -> None:
    change(alice, bob, role="admin")
    bob.user.is_active = False
    bob.user.save()
    assert change(alice, alice, role="member").json()["code"] == "last_admin"


def test_account_settings_are_a_switch_on_members_and_fixed_on_admins(alice: Person, bob: Person) -> None:
    assert change(alice, bob, can_change_settings=True).json()["can_change_settings"] is True
    assert change(alice, bob, can_change_settings=False).json()["can_change_settings"] is False
    assert change(alice, alice, can_change_settings=False).json()["code"] == "admins_keep_settings"
    assert change(bob, bob, can_change_settings=True).json()["code"] == "admins_only"


def test_availability_is_ones_own_and_an_admins(alice: Person, bob: Person) -> None:
    assert change(bob, bob, available=False).json()["available"] is False
    assert change(alice, bob, available=True).json()["available"] is True
    assert change(bob, alice, available=False).status_code == 403


def test_a_change_is_made_whole_or_not_at_all(alice: Person, bob: Person) -> None:
    assert change(bob, bob, available=False, role="admin").status_code == 403
    bob.member.refresh_from_db()
    assert bob.member.available is True


@pytest.mark.django_db(transaction=True)
def test_two_admins_who_demote_each_other_leave_one(alice: Person, bob: Person) -> None:
    change(alice, bob, role="admin")
    together = threading.Barrier(2)

    def demote(asker: Person, whom: Person) -> None:
        together.wait()
        change(asker, whom, role="member")
        connection.close()

    threads = [threading.Thread(target=demote, args=pair) for pair in ((alice, bob), (bob, alice))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Member.objects.filter(workspace=alice.workspace, role="admin").count() >= 1
