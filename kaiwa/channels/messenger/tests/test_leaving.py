"""Leaving from here: who sees it, uninstalling, letting one Page go (FB-17, FB-18, TS-03 to TS-06)."""

from __future__ import annotations

from kaiwa.channels import telling
from kaiwa.channels.messenger.tests.connecting import begin, choose, install, pages, refused
from kaiwa.channels.messenger.tests.leaving import codes, states
from kaiwa.channels.messenger.tests.practice import query_of
from kaiwa.channels.models import Channel, Connection
from kaiwa.sandbox.tests.conftest import HOSHINO, MINATO
from kaiwa.workspaces.models import AuditEntry

# --- visibility -------------------------------------------------------------------------------------------


def test_the_installer_changes_who_sees_it_and_nobody_else(connection, alice, admin, charlie) -> None:
    path = f"/api/v1/connections/{connection}"
    refusal = admin.patch(path, {"visibility": "private"})
    assert (refusal.status_code, refusal.json()["code"]) == (403, "not_installer")
    assert "Alice Aoki" in refusal.json()["message"]
    assert charlie.patch(path, {"visibility": "private"}).status_code == 404
    assert len(admin.get("/api/v1/channels").json()) == 2
    shown = alice.patch(path, {"visibility": "private"})
    assert (shown.status_code, shown.json()["connection"]["visibility"]) == (200, "private")
    assert admin.get("/api/v1/channels").json() == []
    assert admin.patch(path, {"visibility": "shared"}).status_code == 404
    alice.patch(path, {"visibility": "shared"})
    assert len(admin.get("/api/v1/channels").json()) == 2
    assert codes()[-2:] == ["visibility_changed", "visibility_changed"]


# --- uninstalling -----------------------------------------------------------------------------------------


def test_any_admin_uninstalls_and_facebook_reports_no_more(facebook, connection, alice, admin) -> None:
    answer = admin.delete(f"/api/v1/connections/{connection}")
    assert (answer.status_code, answer.json()) == (200, {"still_reported": []})
    assert (facebook.subscribed(MINATO), facebook.subscribed(HOSHINO)) == (None, None)
    assert states() == {("disconnected", "")}
    assert not Channel.objects.exclude(credentials="").exists()
    assert Connection.objects.get().credentials == ""
    (provider,) = admin.get("/api/v1/providers").json()
    assert (provider["connection"], provider["removable"], provider["may_install"]) == (None, None, True)
    entry = AuditEntry.objects.get(code="connection_uninstalled")
    assert (entry.actor, entry.params["installer"]) == (admin.member, "Alice Aoki")
    assert len(alice.get("/api/v1/channels").json()) == 2  # their history is still there


def test_a_private_one_of_a_colleague_too_of_which_nothing_else_is_seen(facebook, alice, admin) -> None:
    connection = install(facebook, alice, visibility="private")
    choose(alice, connection, MINATO)
    (provider,) = admin.get("/api/v1/providers").json()
    assert (provider["connection"], provider["refusal"]) == (None, "installed_privately")
    assert provider["removable"] == {
        "id": connection,
        "installer": {"id": alice.member.pk, "name": "Alice Aoki"},
        "visibility": "private",
        "handover": None,
    }
    assert admin.get(f"/api/v1/connections/{connection}/pages").status_code == 404
    assert admin.delete(f"/api/v1/connections/{connection}").status_code == 200
    choose(admin, install(facebook, admin), MINATO)  # TS-04
    assert [channel["name"] for channel in admin.get("/api/v1/channels").json()]


def test_only_admins_uninstall(connection, bob, charlie) -> None:
    """FB-18"""
    path = f"/api/v1/connections/{connection}"
    assert (bob.delete(path).status_code, charlie.delete(path).status_code) == (403, 404)
    Connection.objects.update(visibility="private")
    assert bob.delete(path).status_code == 404
    assert bob.get("/api/v1/providers").json()[0]["removable"] is None
    assert Connection.objects.installed().count() == 1


def test_what_facebook_does_not_take_back_is_said_and_stops_nothing(facebook, connection, alice) -> None:
    facebook.sandbox.post("faults", kind="http", on="subscribed_apps", status=502, count=1)
    answer = alice.delete(f"/api/v1/connections/{connection}").json()
    assert [each["code"] for each in answer["still_reported"]] == ["provider_failed"]
    assert states() == {("disconnected", "")}
    assert alice.delete(f"/api/v1/connections/{connection}").status_code == 404


def test_one_page_is_let_go_and_the_others_stay(facebook, connection, alice, bob, charlie) -> None:
    channel = Channel.objects.get(external_id=HOSHINO)
    path = f"/api/v1/channels/{channel.pk}/disconnect"
    assert (bob.post(path).status_code, charlie.post(path).status_code) == (403, 404)
    assert alice.post(path).json() == {"still_reported": []}
    assert (facebook.subscribed(MINATO) is None, facebook.subscribed(HOSHINO)) == (False, None)
    shown = {each["external_id"]: each["state"] for each in alice.get("/api/v1/channels").json()}
    assert shown == {MINATO: "connected", HOSHINO: "disconnected"}
    assert codes()[-1] == "channel_disconnected"
    assert alice.post(path).json() == {"still_reported": []}
    assert codes().count("channel_disconnected") == 1


def test_uninstalled_there_a_page_can_be_connected_here(facebook, connection, alice, charlie) -> None:
    """TS-06"""
    theirs = install(facebook, charlie)
    assert pages(charlie, theirs)[MINATO]["reason"] == "page_elsewhere"
    alice.delete(f"/api/v1/connections/{connection}")
    assert pages(charlie, theirs)[MINATO]["usable"]
    assert choose(charlie, theirs, MINATO).json()["failed"] == []


# --- refusals that come with it ---------------------------------------------------------------------------


def test_after_uninstalling_a_colleagues_private_one_the_way_is_free(facebook, alice, admin) -> None:
    """TS-01, TS-04"""
    connection = install(facebook, alice, visibility="private")
    assert begin(admin).json()["code"] == "installed_privately"
    admin.delete(f"/api/v1/connections/{connection}")
    location = install(facebook, admin)
    assert location != connection
    assert Connection.objects.installed().get().installer == admin.member


def test_who_gets_to_the_end_when_a_colleague_was_quicker_is_told(facebook, alice, admin) -> None:
    dialog = begin(admin).json()["url"]
    answer = facebook.agree(dialog)
    install(facebook, alice, visibility="private")
    response = admin.get("/connect/messenger/callback", **answer)
    assert refused(response.headers["location"]) == "installed_privately"
    assert query_of(response.headers["location"])["installer"] == "Alice Aoki"


def test_nobody_is_told_of_what_they_disconnected_themselves(connection, alice, mailoutbox) -> None:
    alice.delete(f"/api/v1/connections/{connection}")
    telling.tell_admins()
    assert mailoutbox == []
