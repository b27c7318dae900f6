"""Who sees which channel, and who changes it."""

from __future__ import annotations

from typing import Any

import pytest

from kaiwa.channels.models import Channel, Connection
from kaiwa.workspaces.models import AuditEntry, Member


@pytest.fixture
def connection(alice) -> Connection:
    return Connection.objects.create(
        workspace=alice.workspace, provider="messenger", installer=alice.member, visibility="shared"
    )


@pytest.fixture
def channel(connection) -> Channel:
    return Channel.objects.create(connection=connection, provider="messenger", external_id="1", name="Acme")


def listed(person: Any) -> list[str]:
    return [channel["name"] for channel in person.get("/api/v1/channels").json()]


def test_a_shared_channel_is_seen_by_the_workspace_alone(channel, alice, bob, charlie) -> None:
    assert (listed(alice), listed(bob), listed(charlie)) == (["Acme"], ["Acme"], [])


def test_a_private_channel_is_seen_by_its_installer_alone(channel, connection, alice, bob) -> None:
    connection.visibility = "private"
    connection.save()
    assert (listed(alice), listed(bob)) == (["Acme"], [])
    (provider,) = bob.get("/api/v1/providers").json()
    assert provider["connection"] is None


def test_a_channel_says_what_can_be_done_on_it(channel, alice) -> None:
    (shown,) = alice.get("/api/v1/channels").json()
    assert shown["capabilities"] == {
        "label": "Messenger",
        "icon": "messenger",
        "text_limit": 2000,
        "attachment_limit": 25 * 1024 * 1024,
        "attachment_types": ["*/*"],
        "window_hours": 24,
        "extended_days": 7,
        "may_start": False,
        "signals": True,
        "quotes": True,
        "places": dict.fromkeys(
            ["policy_blocked", "page_restricted", "policy_warning", "page_terms"],
            "https://www.facebook.com/support/",
        ),
    }
    assert (shown["can_write"], shown["human_agent"], shown["picture_url"]) == (True, False, None)


def test_a_channel_in_trouble_says_what_it_is(channel, alice) -> None:
    Channel.objects.update(
        state="attention", problem_code="reauthorize", problem_params={"provider_code": 190}
    )
    (shown,) = alice.get("/api/v1/channels").json()
    assert shown["problem"] == {"code": "reauthorize", "params": {"provider_code": 190}}
    assert shown["can_write"] is False


def test_late_replies_are_allowed_by_members_with_access_to_the_settings(channel, alice, bob) -> None:
    path = f"/api/v1/channels/{channel.pk}"
    assert bob.patch(path, {"human_agent": True}).status_code == 403
    Member.objects.filter(pk=bob.member.pk).update(can_change_settings=True)
    answer = bob.patch(path, {"human_agent": True})
    assert (answer.status_code, answer.json()["human_agent"]) == (200, True)
    entry = AuditEntry.objects.get(code="late_replies_changed")
    assert (entry.actor, entry.params["allowed"]) == (bob.member, True)


def test_nobody_changes_a_channel_they_cannot_see(channel, connection, bob, charlie) -> None:
    path = f"/api/v1/channels/{channel.pk}"
    Member.objects.filter(pk=bob.member.pk).update(can_change_settings=True)
    Connection.objects.update(visibility="private")
    assert charlie.patch(path, {"human_agent": True}).status_code == 404
    assert bob.patch(path, {"human_agent": True}).status_code == 404
    assert Channel.objects.get().human_agent is False


@pytest.mark.parametrize("body", [{"human_agent": "yes"}, {"name": "x"}, {"human_agent": 1}])
def test_only_what_is_ours_to_change_is_taken(channel, alice, body) -> None:
    assert alice.patch(f"/api/v1/channels/{channel.pk}", body).status_code == 422


def test_another_workspace_s_connection_is_not_there(connection, charlie) -> None:
    path = f"/api/v1/connections/{connection.pk}/pages"
    assert charlie.get(path).status_code == 404
    assert charlie.post(path, {"external_ids": ["1"]}).status_code == 404


@pytest.mark.parametrize("path", ["channels", "providers", "connections/1/pages"])
def test_who_is_not_signed_in_sees_nothing(visitor, path: str) -> None:
    assert visitor.get(f"/api/v1/{path}").status_code == 401
