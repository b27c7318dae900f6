"""Why connecting is refused, and to whom the way back belongs (FB-07, TS-01, TS-02, TS-08)."""

from __future__ import annotations

import time

import pytest

from kaiwa.channels.messenger.tests.connecting import back, begin, choose, install, log_in, refused
from kaiwa.channels.messenger.tests.practice import query_of
from kaiwa.channels.models import Channel, Connection
from kaiwa.sandbox.tests.conftest import MINATO
from kaiwa.workspaces.models import ApiToken, Member
from kaiwa.workspaces.tests.people import Program


def test_a_member_who_is_no_admin_cannot_connect(facebook, alice, bob) -> None:
    answer = begin(bob)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_admin")
    connection = install(facebook, alice)
    assert bob.get(f"/api/v1/connections/{connection}/pages").status_code == 403
    assert choose(bob, connection, MINATO).status_code == 403
    (provider,) = bob.get("/api/v1/providers").json()
    assert (provider["may_install"], provider["refusal"]) == (False, "not_admin")


def test_who_stops_being_an_admin_in_between_is_refused(facebook, alice) -> None:
    dialog = begin(alice).json()["url"]
    Member.objects.filter(pk=alice.member.pk).update(role=Member.Role.MEMBER)
    assert refused(back(alice, facebook.agree(dialog))) == "not_admin"
    assert not Connection.objects.exists()


@pytest.mark.parametrize("visibility", [None, "", "everyone"])
def test_a_visibility_must_be_chosen(facebook, alice, visibility) -> None:
    given = {} if visibility is None else {"visibility": visibility}
    assert alice.post("/api/v1/connect/messenger", given).status_code == 422


def test_without_an_app_there_is_nothing_to_connect(facebook, alice, settings) -> None:
    settings.META_APP_SECRET = ""
    assert begin(alice).json()["code"] == "not_configured"
    (provider,) = alice.get("/api/v1/providers").json()
    assert (provider["installable"], provider["refusal"]) == (False, "not_configured")


def test_closing_the_dialog_is_no_error(facebook, alice) -> None:
    assert refused(back(alice, facebook.leave(begin(alice).json()["url"]))) == "cancelled"


@pytest.mark.parametrize("name", ["pages_messaging", "pages_manage_metadata", "pages_read_engagement"])
def test_a_permission_that_was_unticked_is_named(facebook, alice, name: str) -> None:
    location = log_in(facebook, alice, declined=[name])
    assert (refused(location), query_of(location)["missing"]) == ("permissions_missing", name)
    assert not Connection.objects.exists()


def test_once_all_are_granted_the_same_way_succeeds(facebook, alice) -> None:
    log_in(facebook, alice, declined=["pages_messaging"])
    install(facebook, alice)


def test_another_admin_s_private_installation_is_named_as_the_cause(facebook, alice, bob) -> None:
    install(facebook, alice, visibility="private")
    Member.objects.filter(pk=bob.member.pk).update(role=Member.Role.ADMIN)
    answer = begin(bob)
    assert (answer.status_code, answer.json()["code"]) == (409, "installed_privately")
    assert "Alice Aoki" in answer.json()["message"]
    (provider,) = bob.get("/api/v1/providers").json()
    assert (provider["connection"], provider["refusal"]) == (None, "installed_privately")


def test_a_shared_installation_is_not_installed_a_second_time(facebook, alice, bob) -> None:
    choose(alice, install(facebook, alice), MINATO)
    Member.objects.filter(pk=bob.member.pk).update(role=Member.Role.ADMIN)
    assert begin(bob).json()["code"] == "already_installed"


def test_another_admin_may_renew_a_shared_login_that_died(facebook, alice, bob) -> None:
    choose(alice, install(facebook, alice), MINATO)
    Channel.objects.update(state="attention", problem_code="reauthorize")
    Member.objects.filter(pk=bob.member.pk).update(role=Member.Role.ADMIN)
    install(facebook, bob, visibility="private")
    connection = Connection.objects.get()
    assert (connection.installer, connection.visibility) == (alice.member, "shared")
    assert Channel.objects.get().state == "connected"


def test_the_answer_of_the_dialog_is_taken_once(facebook, alice) -> None:
    answer = facebook.agree(begin(alice).json()["url"])
    assert back(alice, answer).startswith("/settings/messaging/pages")
    assert refused(back(alice, answer)) == "connect_expired"


def test_an_answer_nobody_asked_for_is_refused(facebook, alice) -> None:
    assert refused(back(alice, {"code": "AQx", "state": "made-up"})) == "connect_expired"


def test_a_wrong_state_spends_the_right_one(facebook, alice) -> None:
    answer = facebook.agree(begin(alice).json()["url"])
    assert refused(back(alice, answer | {"state": "あ"})) == "connect_expired"
    assert refused(back(alice, answer)) == "connect_expired"


def test_another_browser_cannot_bring_the_answer_back(facebook, alice, charlie, visitor) -> None:
    answer = facebook.agree(begin(alice).json()["url"])
    assert refused(back(charlie, answer)) == "connect_expired"
    assert refused(back(visitor, answer)) == "connect_expired"
    assert not Connection.objects.exists()


def test_who_went_to_another_workspace_meanwhile_is_refused(facebook, alice, charlie) -> None:
    other = Member.objects.create(workspace=charlie.workspace, user=alice.user, role=Member.Role.ADMIN)
    answer = facebook.agree(begin(alice).json()["url"])
    assert alice.post("/api/v1/me/workspace", {"id": other.workspace_id}).status_code == 200
    assert refused(back(alice, answer)) == "connect_expired"
    assert not Connection.objects.exists()


def test_an_answer_after_an_hour_is_refused(facebook, alice, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = facebook.agree(begin(alice).json()["url"])
    late = time.time() + 3601
    monkeypatch.setattr(time, "time", lambda: late)
    assert refused(back(alice, answer)) == "connect_expired"


def test_a_made_up_code_is_refused_by_facebook(facebook, alice) -> None:
    asked = query_of(begin(alice).json()["url"])
    assert refused(back(alice, {"code": "AQmadeup", "state": asked["state"]})) == "provider_refused"


def test_a_token_cannot_begin_what_only_a_browser_can_finish(facebook, alice) -> None:
    _, plain = ApiToken.objects.issue(alice.member, "script")
    answer = Program(plain).post("/api/v1/connect/messenger", {"visibility": "shared"})
    assert (answer.status_code, answer.json()["code"]) == (403, "browser_only")
