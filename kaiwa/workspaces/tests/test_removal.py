"""Removing a member: access ends at once, what they wrote and connected stays."""

import pytest

from kaiwa.channels.models import Connection
from kaiwa.workspaces import joining
from kaiwa.workspaces.models import ApiToken, AuditEntry, Member
from kaiwa.workspaces.tests.people import PASSWORD, Browser, Person, Program
from kaiwa.workspaces.tests.test_second_factor import AUTH

pytestmark = pytest.mark.django_db


def path(person: Person) -> str:
    return f"/api/v1/members/{person.member.pk}"


def test_access_ends_at_once(alice: Person, bob: Person) -> None:
    program = Program(ApiToken.objects.issue(bob.member, "import")[1])
    browser = Browser()
    browser.post(f"{AUTH}/login", {"email": bob.user.email, "password": PASSWORD})
    assert (browser.get("/api/v1/members").status_code, program.get("/api/v1/members").status_code) == (
        200,
        200,
    )
    assert alice.delete(path(bob)).status_code == 204
    assert browser.get("/api/v1/me").status_code == 401
    assert program.get("/api/v1/me").status_code == 401
    assert [each["name"] for each in alice.get("/api/v1/members").json()] == ["Alice Aoki"]
    entry = AuditEntry.objects.get(code="member_removed")
    assert (entry.actor, entry.params["name"], entry.params["email"]) == (
        alice.member,
        "Bob Baba",
        "bob@acme.example",
    )


def test_in_another_workspace_they_work_on(alice: Person, bob: Person) -> None:
    joining.open_workspace(bob.user, "Bob alone")
    alice.delete(path(bob))
    me = bob.get("/api/v1/me").json()
    assert me["workspace"]["name"] == "Bob alone"
    assert [each["name"] for each in me["workspaces"]] == ["Bob alone"]


def test_what_they_connected_goes_to_the_admin(alice: Person, bob: Person) -> None:
    """H-03"""
    connection = Connection.objects.create(
        workspace=alice.workspace, provider="messenger", installer=bob.member, visibility="private"
    )
    alice.delete(path(bob))
    connection.refresh_from_db()
    assert connection.installer == alice.member
    params = AuditEntry.objects.get(code="member_removed").params
    assert (params["connections"], params["heir"]) == (1, "Alice Aoki")


def test_only_admins_remove_and_the_last_admin_stays(alice: Person, bob: Person) -> None:
    assert bob.delete(path(alice)).json()["code"] == "admins_only"
    assert bob.delete(path(bob)).json()["code"] == "admins_only"
    assert alice.delete(path(alice)).json()["code"] == "last_admin"
    assert Member.objects.active().filter(workspace=alice.workspace).count() == 2


def test_an_admin_may_leave_when_another_stays_and_hands_over(alice: Person, bob: Person) -> None:
    alice.patch(path(bob), {"role": "admin"})
    connection = Connection.objects.create(
        workspace=alice.workspace, provider="messenger", installer=alice.member, visibility="shared"
    )
    assert alice.delete(path(alice)).status_code == 204
    connection.refresh_from_db()
    assert connection.installer == bob.member


def test_an_old_invitation_lets_nobody_in_again_and_a_new_one_brings_back_the_same_member(
    alice: Person, bob: Person
) -> None:
    alice.delete(path(bob))
    again = alice.post("/api/v1/invitations", {"email": bob.user.email, "role": "member"})
    assert again.status_code == 201
    old = ApiToken.objects.filter(member=bob.member, revoked_at=None)
    assert not old.exists()


def test_the_name_and_the_time_zone_of_the_workspace_are_the_admins_to_change(
    alice: Person, bob: Person, charlie: Person
) -> None:
    wanted = {"name": "Acme 東京", "time_zone": "Europe/Berlin"}
    assert bob.patch("/api/v1/workspace", wanted).json()["code"] == "admins_only"
    assert alice.patch("/api/v1/workspace", wanted).json() == {
        "id": alice.workspace.pk,
        "assign_on_reply": False,
        **wanted,
    }
    assert bob.get("/api/v1/workspace").json()["name"] == "Acme 東京"
    assert charlie.get("/api/v1/workspace").json()["name"] == "Rival"
    assert alice.patch("/api/v1/workspace", {"time_zone": "Moon/Sea"}).status_code == 422
    alice.patch("/api/v1/workspace", wanted)
    entry = AuditEntry.objects.get(code="workspace_changed")
    assert entry.params == {**wanted, "before": {"name": "Acme", "time_zone": "Asia/Tokyo"}}


def test_whose_a_conversation_is_after_a_reply_is_for_account_settings_access(
    alice: Person, bob: Person, charlie: Person
) -> None:
    """INB-03, D-69"""
    assert bob.patch("/api/v1/workspace", {"assign_on_reply": True}).status_code == 403
    alice.patch(path(bob), {"can_change_settings": True})
    assert bob.patch("/api/v1/workspace", {"assign_on_reply": True}).json()["assign_on_reply"] is True
    bob.patch("/api/v1/workspace", {"assign_on_reply": True})
    entry = AuditEntry.objects.get(code="assign_on_reply_changed")
    assert (entry.actor, entry.params) == (bob.member, {"allowed": True})
    both = bob.patch("/api/v1/workspace", {"assign_on_reply": False, "name": "Bobs"})
    assert both.json()["code"] == "admins_only"
    assert alice.get("/api/v1/workspace").json()["assign_on_reply"] is True
    assert charlie.get("/api/v1/workspace").json()["assign_on_reply"] is False
