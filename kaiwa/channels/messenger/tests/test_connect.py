"""Connecting Pages, as the browser and Facebook go through it (FB-01 to FB-06, TS-04, TS-09)."""

from __future__ import annotations

from django.utils import timezone

from kaiwa.channels.messenger.pages import SUBSCRIBED_FIELDS
from kaiwa.channels.messenger.tests.connecting import begin, choose, install
from kaiwa.channels.messenger.tests.practice import query_of
from kaiwa.channels.models import Channel, Connection
from kaiwa.sandbox.tests.conftest import MINATO
from kaiwa.workspaces.models import AuditEntry, Member


def test_an_admin_connects_a_page(facebook, alice) -> None:
    connection = install(facebook, alice)
    answer = choose(alice, connection, MINATO).json()
    assert answer["failed"] == []
    (channel,) = answer["channels"]
    assert (channel["external_id"], channel["state"], channel["problem"]) == (MINATO, "connected", None)
    assert (channel["visibility"], channel["installer"]["name"]) == ("shared", "Alice Aoki")
    assert alice.get("/api/v1/channels").json() == [channel]


def test_facebook_reports_all_that_we_read(facebook, alice) -> None:
    choose(alice, install(facebook, alice), MINATO)
    assert facebook.subscribed(MINATO) == list(SUBSCRIBED_FIELDS)


def test_the_dialog_asks_for_what_the_consent_page_names(facebook, alice) -> None:
    asked = query_of(begin(alice).json()["url"])
    (provider,) = alice.get("/api/v1/providers").json()
    always = [each["name"] for each in provider["permissions"] if not each["optional"]]
    assert asked["scope"].split(",") == always
    assert all(permission["why_code"] for permission in provider["permissions"])
    assert asked["auth_type"] == "rerequest"


def test_the_channel_can_send_at_once(facebook, alice) -> None:
    choose(alice, install(facebook, alice), MINATO)
    token = Channel.objects.get(external_id=MINATO).credentials
    psid = facebook.sandbox.act(text="hello")["psid"]
    facebook.sandbox.token = token
    assert facebook.sandbox.send(psid, "hi").status_code == 200


def test_no_token_leaves_through_the_api(facebook, alice) -> None:
    connection = install(facebook, alice)
    shown = [
        alice.get(f"/api/v1/connections/{connection}/pages").content,
        choose(alice, connection, MINATO).content,
        alice.get("/api/v1/channels").content,
        alice.get("/api/v1/providers").content,
    ]
    tokens = [Connection.objects.get().credentials, Channel.objects.get().credentials]
    assert all(tokens)
    assert not any(token.encode() in answer for answer in shown for token in tokens)


def test_the_audit_trail_tells_who_connected_what(facebook, alice) -> None:
    choose(alice, install(facebook, alice), MINATO)
    entries = AuditEntry.objects.filter(code__in=["connection_installed", "channel_connected"]).order_by("pk")
    assert [(entry.code, entry.actor) for entry in entries] == [
        ("connection_installed", alice.member),
        ("channel_connected", alice.member),
    ]


def test_the_page_s_picture_is_kept_and_shown(facebook, alice, charlie) -> None:
    (channel,) = choose(alice, install(facebook, alice), MINATO).json()["channels"]
    shown = alice.get(channel["picture_url"])
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    assert charlie.get(channel["picture_url"]).status_code == 404


def test_a_channel_tells_who_may_take_its_history_up_again(facebook, alice, bob) -> None:
    """What Alice kept to herself stays hers when a colleague connects the same Page after her."""
    choose(alice, install(facebook, alice, visibility="private"), MINATO)
    Channel.objects.update(state="disconnected")
    Connection.objects.update(removed_at=timezone.now())
    Member.objects.filter(pk=bob.member.pk).update(role=Member.Role.ADMIN)
    (channel,) = choose(bob, install(facebook, bob), MINATO).json()["channels"]
    assert Channel.objects.filter(external_id=MINATO).count() == 2
    assert [each["id"] for each in bob.get("/api/v1/channels").json()] == [channel["id"]]
    assert len(alice.get("/api/v1/channels").json()) == 2


def test_logging_in_again_brings_a_channel_back_with_its_history(facebook, alice) -> None:
    connection = install(facebook, alice)
    choose(alice, connection, MINATO)
    before = Channel.objects.get()
    facebook.sandbox.post("tokens/revoke", user="misaki", subcode=460)
    Channel.objects.update(state="attention", problem_code="reauthorize")
    assert install(facebook, alice) == connection
    after = Channel.objects.get()
    assert (after.pk, after.state, after.problem_code) == (before.pk, "connected", "")
    assert after.credentials != before.credentials


def test_after_removal_connecting_takes_up_the_history_again(facebook, alice) -> None:
    choose(alice, install(facebook, alice), MINATO)
    before = Channel.objects.get()
    Channel.objects.update(state="disconnected", credentials="")
    Connection.objects.update(removed_at=timezone.now())
    connection = install(facebook, alice, visibility="private")
    (channel,) = choose(alice, connection, MINATO).json()["channels"]
    assert (channel["id"], channel["connection_id"], channel["state"]) == (before.pk, connection, "connected")
    assert channel["visibility"] == "private"


def test_a_page_given_up_elsewhere_can_be_connected_here_without_the_others_history(
    facebook, alice, charlie
) -> None:
    choose(alice, install(facebook, alice), MINATO)
    Channel.objects.update(state="disconnected")
    (channel,) = choose(charlie, install(facebook, charlie, user="haruto"), MINATO).json()["channels"]
    assert Channel.objects.filter(external_id=MINATO).count() == 2
    assert channel["id"] != alice.get("/api/v1/channels").json()[0]["id"]


def test_the_installer_s_choice_of_who_sees_it_can_change_with_a_new_login(facebook, alice) -> None:
    install(facebook, alice, visibility="private")
    install(facebook, alice, visibility="shared")
    assert Connection.objects.get().visibility == "shared"
