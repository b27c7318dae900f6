"""Invitations: mailed by admins, accepted only by the address they are for, once, in time."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from kaiwa.workspaces import accounts, joining, tasks
from kaiwa.workspaces.models import AuditEntry, Invitation, Member
from kaiwa.workspaces.tests.people import PASSWORD, Browser, Person

SIGN_UP = "/_allauth/browser/v1/auth/signup"
Outbox = list[EmailMultiAlternatives]


def invite(person: Person, email: str, role: str = "member") -> Any:
    return person.post("/api/v1/invitations", {"email": email, "role": role})


def secret_of(mail: EmailMultiAlternatives) -> str:
    found = re.search(r"/invitation/(\S+)", str(mail.body))
    assert found
    return found[1]


def test_an_admin_invites_by_mail(alice: Person, mailoutbox: Outbox) -> None:
    answer = invite(alice, "Dora@acme.example")
    assert answer.status_code == 201
    assert answer.json()["email"] == "dora@acme.example"
    assert answer.json()["expired"] is False
    (mail,) = mailoutbox
    assert mail.to == ["dora@acme.example"]
    assert mail.subject == "Alice Aoki invites you to Acme on Kaiwa"
    assert [each["email"] for each in alice.get("/api/v1/invitations").json()] == ["dora@acme.example"]


def test_the_secret_is_kept_only_as_a_digest(alice: Person, mailoutbox: Outbox) -> None:
    invite(alice, "dora@acme.example")
    assert Invitation.objects.get().digest not in str(mailoutbox[0].body)


def test_a_member_who_is_no_admin_cannot_invite_see_or_withdraw(bob: Person, alice: Person) -> None:
    pk = invite(alice, "dora@acme.example").json()["id"]
    for answer in (
        invite(bob, "eve@acme.example"),
        bob.get("/api/v1/invitations"),
        bob.delete(f"/api/v1/invitations/{pk}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "admins_only")


def test_the_link_says_what_it_offers(alice: Person, visitor: Browser, mailoutbox: Outbox) -> None:
    invite(alice, "dora@acme.example", "admin")
    offer = visitor.get("/api/v1/invitations/lookup", token=secret_of(mailoutbox[0])).json()
    expected = {
        "email": "dora@acme.example",
        "role": "admin",
        "workspace": "Acme",
        "invited_by": "Alice Aoki",
    }
    assert offer.items() >= expected.items()
    assert offer["has_account"] is False


def test_signing_up_by_the_link_needs_no_verification(
    alice: Person, visitor: Browser, mailoutbox: Outbox
) -> None:
    invite(alice, "dora@acme.example")
    form = {
        "email": "dora@acme.example",
        "password": PASSWORD,
        "name": "Dora",
        "invitation": secret_of(mailoutbox[0]),
    }
    assert visitor.post(SIGN_UP, form).status_code == 200
    me = visitor.get("/api/v1/me").json()
    assert (me["workspace"]["name"], me["member"]["role"], me["user"]["verified"]) == ("Acme", "member", True)
    assert len(mailoutbox) == 1
    assert alice.get("/api/v1/invitations").json() == []


def test_the_link_is_not_for_another_address(alice: Person, visitor: Browser, mailoutbox: Outbox) -> None:
    invite(alice, "dora@acme.example")
    form = {
        "email": "eve@acme.example",
        "password": PASSWORD,
        "name": "Eve",
        "invitation": secret_of(mailoutbox[0]),
    }
    answer = visitor.post(SIGN_UP, form)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["param"] == "email"


def test_a_user_accepts_and_is_in_that_workspace(alice: Person, charlie: Person, mailoutbox: Outbox) -> None:
    invite(alice, "charlie@rival.example")
    token = secret_of(mailoutbox[0])
    me = charlie.post("/api/v1/invitations/accept", {"token": token}).json()
    assert me["workspace"]["name"] == "Acme"
    assert [each["name"] for each in me["workspaces"]] == ["Acme", "Rival"]
    assert charlie.get("/api/v1/members").json()[0]["name"] == "Alice Aoki"
    again = charlie.post("/api/v1/invitations/accept", {"token": token})
    assert (again.status_code, again.json()["code"]) == (404, "invitation_gone")


def test_another_user_cannot_accept(alice: Person, charlie: Person, mailoutbox: Outbox) -> None:
    invite(alice, "dora@acme.example")
    answer = charlie.post("/api/v1/invitations/accept", {"token": secret_of(mailoutbox[0])})
    assert (answer.status_code, answer.json()["code"]) == (403, "invitation_for_other")
    assert not Member.objects.filter(user=charlie.user, workspace=alice.workspace).exists()


def test_inviting_again_replaces_the_link(alice: Person, visitor: Browser, mailoutbox: Outbox) -> None:
    invite(alice, "dora@acme.example")
    invite(alice, "dora@acme.example", "admin")
    first, second = map(secret_of, mailoutbox)
    assert visitor.get("/api/v1/invitations/lookup", token=first).status_code == 404
    assert visitor.get("/api/v1/invitations/lookup", token=second).json()["role"] == "admin"
    assert len(alice.get("/api/v1/invitations").json()) == 1


def test_a_withdrawn_link_offers_nothing(alice: Person, visitor: Browser, mailoutbox: Outbox) -> None:
    pk = invite(alice, "dora@acme.example").json()["id"]
    assert alice.delete(f"/api/v1/invitations/{pk}").status_code == 204
    assert visitor.get("/api/v1/invitations/lookup", token=secret_of(mailoutbox[0])).status_code == 404
    assert alice.delete(f"/api/v1/invitations/{pk}").status_code == 404


def test_an_expired_link_offers_nothing_and_is_shown_as_expired(
    alice: Person, visitor: Browser, mailoutbox: Outbox
) -> None:
    invite(alice, "dora@acme.example")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert visitor.get("/api/v1/invitations/lookup", token=secret_of(mailoutbox[0])).status_code == 404
    assert alice.get("/api/v1/invitations").json()[0]["expired"] is True


def test_an_invitation_is_cleared_away_a_month_after_it_expired(alice: Person) -> None:
    invite(alice, "dora@acme.example")
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=31))
    tasks.end_expired(0)
    assert alice.get("/api/v1/invitations").json() == []


def test_a_member_is_not_invited(alice: Person, bob: Person) -> None:
    answer = invite(alice, "bob@acme.example")
    assert (answer.status_code, answer.json()["code"]) == (409, "already_member")


def test_a_former_member_comes_back_as_themselves(alice: Person, bob: Person, mailoutbox: Outbox) -> None:
    Member.objects.filter(pk=bob.member.pk).update(deactivated_at=timezone.now())
    assert bob.get("/api/v1/members").status_code == 403
    invite(alice, "bob@acme.example")
    me = bob.post("/api/v1/invitations/accept", {"token": secret_of(mailoutbox[0])}).json()
    assert me["member"]["id"] == bob.member.pk


def test_nobody_floods_strangers_with_mail(alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "INVITATIONS_A_DAY", 2)
    answers = [invite(alice, f"stranger-{n}@else.example").status_code for n in range(3)]
    assert answers == [201, 201, 429]


def test_the_mail_is_in_the_language_of_the_invited(alice: Person, mailoutbox: Outbox) -> None:
    accounts.add_user("hanako@acme.example", PASSWORD, name="花子", language="ja")
    invite(alice, "hanako@acme.example")
    invite(alice, "dora@acme.example")
    assert mailoutbox[0].subject == "Alice Aokiさんから、Kaiwaの「Acme」への招待"
    assert mailoutbox[1].subject == "Alice Aoki invites you to Acme on Kaiwa"


def test_the_audit_trail_tells_the_story(alice: Person, charlie: Person, mailoutbox: Outbox) -> None:
    invite(alice, "charlie@rival.example", "admin")
    charlie.post("/api/v1/invitations/accept", {"token": secret_of(mailoutbox[0])})
    entries = AuditEntry.objects.for_workspace(alice.workspace).order_by("pk")
    assert [(entry.code, entry.actor.name) for entry in entries if entry.actor] == [
        ("workspace_opened", "Alice Aoki"),
        ("member_invited", "Alice Aoki"),
        ("invitation_accepted", "Charlie Chiba"),
    ]
