"""Leaving: uninstalled here, removed at Facebook, data deleted (FB-17 to FB-19, FAQ-11, FAQ-12, TS-03 to TS-07)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kaiwa.channels import health, telling
from kaiwa.channels.base import ChannelError
from kaiwa.channels.messenger.signed_request import sign
from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.messenger.tests.connecting import begin, choose, install, pages, refused
from kaiwa.channels.messenger.tests.practice import query_of
from kaiwa.channels.models import Channel, Connection, WebhookEvent
from kaiwa.conversations.tests.journal import receive
from kaiwa.sandbox.tests.conftest import HOSHINO, MINATO, SECRET
from kaiwa.workspaces.models import AuditEntry, Member
from kaiwa.workspaces.tests.people import Browser, Person

MISAKI = "10229471188230001"
DEAUTHORIZE, DELETE = "/connect/messenger/deauthorize", "/connect/messenger/delete-data"


@pytest.fixture
def connection(facebook, alice) -> int:
    """Two Pages, shared."""
    found = install(facebook, alice)
    choose(alice, found, MINATO, HOSHINO)
    return found


@pytest.fixture
def admin(bob) -> Person:
    """Bob, as a second admin."""
    Member.objects.filter(pk=bob.member.pk).update(role=Member.Role.ADMIN)
    return bob


def signed(user: str = MISAKI, *, secret: str = SECRET, ago: timedelta = timedelta(0)) -> dict[str, str]:
    at = int((timezone.now() - ago).timestamp())
    payload = {"algorithm": "HMAC-SHA256", "issued_at": at, "user_id": user}
    return {"signed_request": sign(payload, secret)}


def call(visitor: Browser, path: str, form: dict[str, str]) -> Any:
    """As Facebook does: a form, and neither session nor CSRF token."""
    return visitor.client.post(path, form)


def states() -> set[tuple[str, str]]:
    return set(Channel.objects.values_list("state", "problem_code"))


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("code", flat=True))


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


# --- on Facebook's side -----------------------------------------------------------------------------------


def test_who_removes_the_app_disconnects_all_that_their_login_opened(
    facebook, connection, alice, visitor
) -> None:
    """FB-19"""
    assert call(visitor, DEAUTHORIZE, signed()).status_code == 200
    assert states() == {("disconnected", "app_removed")}
    (shown, _) = alice.get("/api/v1/channels").json()
    assert (shown["can_write"], shown["problem"]["code"]) == (False, "app_removed")
    assert Connection.objects.get().credentials == ""
    entries = AuditEntry.objects.filter(code="channel_left")
    assert [(entry.actor, entry.workspace_id) for entry in entries] == [(None, alice.workspace.pk)] * 2


def test_connecting_again_brings_them_back_with_their_history(facebook, connection, alice, visitor) -> None:
    """TS-07"""
    before = set(Channel.objects.values_list("pk", flat=True))
    call(visitor, DEAUTHORIZE, signed())
    assert install(facebook, alice) == connection
    assert states() == {("connected", "")}
    assert set(Channel.objects.values_list("pk", flat=True)) == before


def test_a_late_notice_ends_no_newer_login(facebook, connection, alice, visitor) -> None:
    assert call(visitor, DEAUTHORIZE, signed(ago=timedelta(minutes=5))).status_code == 200
    assert states() == {("connected", "")}


def test_a_colleagues_login_is_not_ended_with_it(facebook, connection, alice, admin, visitor) -> None:
    """Haruto renewed Minato only: Hoshino still hangs on Misaki's login."""
    Channel.objects.update(state="attention", problem_code="reauthorize")
    install(facebook, admin, user="haruto")
    call(visitor, DEAUTHORIZE, signed())
    found = dict(Channel.objects.values_list("external_id", "state"))
    assert found == {MINATO: "connected", HOSHINO: "disconnected"}


def test_somebody_we_never_knew_changes_nothing(connection, visitor) -> None:
    assert call(visitor, DEAUTHORIZE, signed("999")).status_code == 200
    assert states() == {("connected", "")}


@pytest.mark.parametrize("path", [DEAUTHORIZE, DELETE])
@pytest.mark.parametrize(
    "form",
    [
        {},
        {"signed_request": ""},
        {"signed_request": "a.b"},
        {"signed_request": "ａ.\x00"},
        {"signed_request": "." * 100_000},
        signed(secret="somebody else's"),
    ],
)
def test_only_facebook_is_believed(connection, visitor, path: str, form: dict[str, str]) -> None:
    assert call(visitor, path, form).status_code == 400
    assert visitor.client.get(path, form).status_code == 405
    assert states() == {("connected", "")}
    assert Connection.objects.get().external_user_id == MISAKI


def test_a_page_freed_in_its_settings_can_be_connected_elsewhere(
    facebook, connection, alice, charlie
) -> None:
    """TS-07: no callback tells of it, so Facebook is asked when somebody else wants the Page."""
    theirs = install(facebook, charlie, user="haruto")
    assert pages(charlie, theirs)[MINATO]["reason"] == "page_elsewhere"
    facebook.sandbox.post(f"pages/{MINATO}/uninstall")
    theirs = install(facebook, charlie, user="haruto")
    assert pages(charlie, theirs)[MINATO]["usable"]
    assert choose(charlie, theirs, MINATO).json()["failed"] == []
    shown = {each["external_id"]: each["problem"] for each in alice.get("/api/v1/channels").json()}
    assert shown == {MINATO: {"code": "app_removed", "params": {}}, HOSHINO: None}


def test_while_facebook_cannot_be_asked_a_page_stays_where_it_is(
    facebook, connection, alice, charlie
) -> None:
    theirs = install(facebook, charlie)
    facebook.sandbox.post("faults", kind="error", on="subscribed_apps", code=190, subcode=460, count=0)
    assert pages(charlie, theirs)[MINATO]["reason"] == "page_elsewhere"
    assert states() == {("connected", "")}


def died(channel: Channel, code: str) -> None:
    health.failed(channel, ChannelError("", code=code, permanent=True, channel=True))


def test_a_login_that_died_takes_its_other_channels_along(connection) -> None:
    died(Channel.objects.get(external_id=MINATO), "reauthorize")
    assert states() == {("attention", "reauthorize")}


def test_a_page_that_put_the_app_out_goes_alone(connection) -> None:
    died(Channel.objects.get(external_id=MINATO), "app_removed")
    found = dict(Channel.objects.values_list("external_id", "problem_code"))
    assert found == {MINATO: "app_removed", HOSHINO: ""}


# --- data deletion ----------------------------------------------------------------------------------------


def test_who_connected_has_their_data_deleted_and_can_look_at_it(facebook, connection, visitor) -> None:
    answer = call(visitor, DELETE, signed()).json()
    code = answer["confirmation_code"]
    assert answer == {
        "url": f"{facebook.sandbox.config.public_url}/data-deletion/{code}",
        "confirmation_code": code,
    }
    row = Connection.objects.get()
    assert (row.external_user_id, row.external_user_name, row.credentials) == ("", "", "")
    assert not Channel.objects.exclude(external_user_id="", credentials="").exists()
    assert states() == {("disconnected", "login_deleted")}
    shown = visitor.get("/api/v1/data-deletions", code=code).json()
    assert (shown["code"], shown["label"], shown["found"]) == (code, "Messenger", True)
    assert shown["completed_at"]
    assert "personal_data_deleted" in codes()


def test_of_somebody_unknown_there_is_nothing_to_delete(connection, visitor) -> None:
    code = call(visitor, DELETE, signed("999")).json()["confirmation_code"]
    assert visitor.get("/api/v1/data-deletions", code=code).json()["found"] is False
    assert states() == {("connected", "")}


def test_a_made_up_code_tells_nothing(db, visitor) -> None:
    assert visitor.get("/api/v1/data-deletions", code="0" * 20).status_code == 404


def naming(*items: Any) -> bytes:
    """A webhook of Minato's Page."""
    return webhooks.entries({"id": MINATO, "time": webhooks.AT, "messaging": list(items)})


HANDED_OVER = webhooks.item(message={"text": "whose id is missing"}) | {"sender": {"id": MISAKI}}
OTHERS = webhooks.item(message={"text": "that of a customer, also unreadable"})


def test_webhooks_that_name_them_are_deleted_with_their_data(connection, alice, visitor) -> None:
    """What was handled goes whole; of what was not, what others wrote stays."""
    longer = webhooks.entries({"id": MISAKI + "0", "changes": []})
    receive(webhooks.entries({"id": MISAKI, "changed_fields": ["name"]}, kind="user"), longer)
    receive(naming(HANDED_OVER), naming(HANDED_OVER, OTHERS))
    whole, part = WebhookEvent.objects.filter(state=WebhookEvent.State.SET_ASIDE).order_by("pk")
    call(visitor, DELETE, signed())

    assert not [row for row in WebhookEvent.objects.all() if MISAKI.encode() + b'"' in bytes(row.body)]
    assert longer in [bytes(row.body) for row in WebhookEvent.objects.all()]
    part.refresh_from_db()
    assert (part.state, b"that of a customer" in bytes(part.body)) == (WebhookEvent.State.SET_ASIDE, True)
    channel = Channel.objects.get(external_id=MINATO)
    listed = alice.get(f"/api/v1/channels/{channel.pk}/set-aside").json()
    assert {each["id"]: each["state"] for each in listed["items"]} == {
        whole.pk: "blanked",
        part.pk: "set_aside",
    }
    assert listed["set_aside"] == 1
    refused = alice.post(f"/api/v1/webhook-events/{whole.pk}/replay")
    assert (refused.status_code, refused.json()["code"]) == (409, "webhook_blanked")
    assert alice.get(f"/api/v1/webhook-events/{whole.pk}").json()["body"] == ""


def test_what_ended_the_process_is_blanked_unread(connection, visitor) -> None:
    row = WebhookEvent.objects.create(
        provider="messenger", body=naming(HANDED_OVER, OTHERS), state=3, reason="ended_process", error=MISAKI
    )
    assert call(visitor, DELETE, signed()).status_code == 200
    row.refresh_from_db()
    assert (bytes(row.body), row.error, row.reason) == (b"", "", "blanked")


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


def test_admins_are_told_once_of_pages_that_ended_on_facebooks_side(
    facebook, connection, alice, visitor, mailoutbox
) -> None:
    call(visitor, DEAUTHORIZE, signed())
    telling.tell_admins()
    telling.tell_admins()
    (letter,) = mailoutbox
    assert letter.to == [alice.user.email]
    assert "Kaiwa was removed" in letter.body


def test_nobody_is_told_of_what_they_disconnected_themselves(connection, alice, mailoutbox) -> None:
    alice.delete(f"/api/v1/connections/{connection}")
    telling.tell_admins()
    assert mailoutbox == []
