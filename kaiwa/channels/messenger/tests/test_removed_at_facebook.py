"""Leaving on Facebook's side: the app removed, a Page freed, a login that died (FB-19, TS-07)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kaiwa.channels import health, telling
from kaiwa.channels.base import ChannelError
from kaiwa.channels.messenger.tests.connecting import choose, install, pages
from kaiwa.channels.messenger.tests.leaving import DEAUTHORIZE, DELETE, MISAKI, call, signed, states
from kaiwa.channels.models import Channel, Connection
from kaiwa.sandbox.tests.conftest import HOSHINO, MINATO
from kaiwa.workspaces.models import AuditEntry


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


def test_admins_are_told_once_of_pages_that_ended_on_facebooks_side(
    facebook, connection, alice, visitor, mailoutbox
) -> None:
    call(visitor, DEAUTHORIZE, signed())
    telling.tell_admins()
    telling.tell_admins()
    (letter,) = mailoutbox
    assert letter.to == [alice.user.email]
    assert "Kaiwa was removed" in letter.body
