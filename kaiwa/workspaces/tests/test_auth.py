"""Who asks: sessions, tokens, the workspace one is in, and asking from outside Django's requests."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from kaiwa.workspaces.auth import member_from
from kaiwa.workspaces.models import ApiToken, AuditEntry, Member
from kaiwa.workspaces.tests.people import Browser, Person, Program


@pytest.fixture
def token(bob: Person) -> str:
    return ApiToken.objects.issue(bob.member, "warehouse")[1]


def test_a_token_has_its_members_rights_and_no_more(bob: Person, token: str) -> None:
    program = Program(token)
    me = program.get("/api/v1/me").json()
    assert (me["user"]["name"], me["member"]["id"]) == ("Bob Baba", bob.member.pk)
    assert program.patch("/api/v1/me", {"name": "Bob B."}).status_code == 200
    answer = program.post("/api/v1/invitations", {"email": "x@acme.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "admins_only")


def test_a_token_is_kept_only_as_a_digest(bob: Person, token: str) -> None:
    kept = ApiToken.objects.get()
    assert token.startswith("kaiwa_")
    assert token not in (kept.digest, kept.name)
    assert AuditEntry.objects.filter(code="token_issued", params={"name": "warehouse"}).exists()


def test_a_revoked_token_is_refused_at_once(bob: Person, token: str) -> None:
    (shown,) = bob.get("/api/v1/tokens").json()
    assert shown["name"] == "warehouse"
    assert bob.delete(f"/api/v1/tokens/{shown['id']}").status_code == 204
    assert Program(token).get("/api/v1/me").status_code == 401
    assert bob.get("/api/v1/tokens").json() == []


def test_nobody_sees_or_revokes_anothers_token(alice: Person, bob: Person, token: str) -> None:
    assert alice.get("/api/v1/tokens").json() == []
    assert alice.delete(f"/api/v1/tokens/{ApiToken.objects.get().pk}").status_code == 404


def test_a_token_ends_with_its_member(bob: Person, token: str) -> None:
    Member.objects.filter(pk=bob.member.pk).update(deactivated_at=timezone.now())
    assert Program(token).get("/api/v1/me").status_code == 401


def test_a_bad_token_is_refused_even_beside_a_good_cookie(alice: Person) -> None:
    for bad in ("Bearer kaiwa_wrong", "Bearer ", "Basic abc", "kaiwa_wrong"):
        answer = alice.client.get("/api/v1/me", headers={"Authorization": bad})
        assert answer.status_code == 401, bad


def test_a_token_does_not_choose_workspaces(token: str) -> None:
    for path, body in (("me/workspace", {"id": 1}), ("workspaces", {"name": "x"})):
        answer = Program(token).post(f"/api/v1/{path}", body)
        assert (answer.status_code, answer.json()["code"]) == (403, "browser_only")


def test_last_use_is_noted_at_most_once_a_minute(token: str) -> None:
    program = Program(token)
    program.get("/api/v1/me")
    first = ApiToken.objects.get().last_used_at
    program.get("/api/v1/me")
    assert first is not None
    assert ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    program.get("/api/v1/me")
    noted = ApiToken.objects.get().last_used_at
    assert noted is not None
    assert noted >= first


def test_a_token_speaks_its_members_language(bob: Person, token: str) -> None:
    bob.patch("/api/v1/me", {"language": "ja"})
    refusal = Program(token).get("/api/v1/invitations").json()
    assert refusal["message"] == "この操作は、ワークスペースの管理者だけが行えます。"


def test_a_user_chooses_among_their_workspaces(alice: Person, charlie: Person) -> None:
    made = alice.post("/api/v1/workspaces", {"name": "Second"})
    assert (made.status_code, made.json()["workspace"]["name"]) == (201, "Second")
    assert len(alice.get("/api/v1/members").json()) == 1
    first = alice.workspace.pk
    assert alice.post("/api/v1/me/workspace", {"id": first}).json()["workspace"]["name"] == "Acme"
    answer = alice.post("/api/v1/me/workspace", {"id": charlie.workspace.pk})
    assert answer.status_code == 404
    assert alice.get("/api/v1/me").json()["workspace"]["name"] == "Acme"


def test_a_user_without_a_workspace_is_told_what_to_do(alice: Person) -> None:
    alice.workspace.delete()
    me = alice.get("/api/v1/me").json()
    assert (me["member"], me["workspace"], me["workspaces"]) == (None, None, [])
    answer = alice.get("/api/v1/members")
    assert (answer.status_code, answer.json()["code"]) == (403, "no_workspace")
    assert alice.post("/api/v1/workspaces", {"name": "Again"}).json()["member"]["role"] == "admin"


def test_me_gives_the_browser_its_csrf_cookie(db: None) -> None:
    client = Client()
    assert client.get("/api/v1/me").status_code == 401
    assert "csrftoken" in client.cookies


def test_asking_by_headers_alone(alice: Person, bob: Person, token: str) -> None:
    assert member_from(cookie=alice.cookie) == alice.member
    assert member_from(authorization=f"Bearer {token}") == bob.member
    assert member_from(cookie=alice.cookie, authorization="Bearer kaiwa_wrong") is None
    assert member_from(cookie="sessionid=nothing; other=1") is None
    assert member_from() is None


def test_asking_by_headers_ends_with_the_session(alice: Person) -> None:
    cookie = alice.cookie
    alice.delete("/_allauth/browser/v1/auth/session")
    assert member_from(cookie=cookie) is None


def test_asking_by_headers_ends_with_the_password_and_signs_nobody_out(alice: Person) -> None:
    kept = alice.user.password
    alice.user.set_password("a-heron-beside-the-mill")
    alice.user.save()
    assert member_from(cookie=alice.cookie) is None
    alice.user.password = kept
    alice.user.save()
    assert member_from(cookie=alice.cookie) == alice.member


def test_asking_by_headers_follows_the_chosen_workspace(alice: Person) -> None:
    alice.post("/api/v1/workspaces", {"name": "Second"})
    member = member_from(cookie=alice.cookie)
    assert member is not None
    assert member.workspace.name == "Second"


def test_a_deactivated_user_is_nobody(alice: Person, visitor: Browser) -> None:
    alice.user.is_active = False
    alice.user.save()
    assert alice.get("/api/v1/me").status_code == 401
    assert member_from(cookie=alice.cookie) is None
