"""`kaiwa token`: made for a member, listed, and worthless once revoked."""

import pytest
from django.test import Client

from kaiwa import tokens
from kaiwa.workspaces import joining
from kaiwa.workspaces.models import ApiToken
from kaiwa.workspaces.tests.people import Person

pytestmark = pytest.mark.django_db


def me(token: str) -> int:
    return Client().get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_token_has_its_members_rights_until_it_is_revoked(alice: Person) -> None:
    token = tokens.create(alice.user.email.upper(), "CRM import")
    assert me(token) == 200
    (line,) = tokens.lines()
    assert line.split("\t")[1:3] == [alice.user.email, "CRM import"]
    assert tokens.revoke(int(line.split("\t")[0]))
    assert me(token) == 401
    assert tokens.lines() == []


def test_a_stranger_gets_none(alice: Person) -> None:
    with pytest.raises(tokens.CannotIssue, match="No member has the address"):
        tokens.create("nobody@example.com", "x")
    assert not ApiToken.objects.exists()


def test_of_several_workspaces_one_must_be_chosen(alice: Person) -> None:
    other = joining.open_workspace(alice.user, "Second").workspace
    with pytest.raises(tokens.CannotIssue, match="choose one with --workspace"):
        tokens.create(alice.user.email, "x")
    assert tokens.create(alice.user.email, "x", workspace=other.pk).startswith("kaiwa_")


def test_revoking_nothing_is_told() -> None:
    assert not tokens.revoke(1)
