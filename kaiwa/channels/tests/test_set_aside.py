"""What came for a channel, what was set aside of it, and who may look at that."""

from __future__ import annotations

from typing import Any

import pytest

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel, ChannelHour, Connection, WebhookEvent
from kaiwa.conversations.models import Message
from kaiwa.conversations.tests.journal import arrive, drain, receive
from kaiwa.workspaces.models import AuditEntry, Member

BAD = webhooks.item(message={"text": "whose id is missing"})


def bad(*pages: str) -> bytes:
    """One item that cannot be read, for each of these Pages."""
    return webhooks.entries(*({"id": bikes, "time": webhooks.AT, "messaging": [BAD]} for bikes in pages))


def counted(person: Any, channel: Channel) -> dict[str, int]:
    hours = person.get(f"/api/v1/channels/{channel.pk}/events").json()["hours"]
    assert len(hours) == 24
    return {name: sum(hour[name] for hour in hours) for name in ("handled", "ignored", "set_aside")}


def listed(person: Any, channel: Channel) -> list[Any]:
    items: list[Any] = person.get(f"/api/v1/channels/{channel.pk}/set-aside").json()["items"]
    return items


@pytest.fixture
def other_page(connection) -> Channel:
    return Channel.objects.create(
        connection=connection, provider="messenger", external_id="2002", name="Acme Parts"
    )


@pytest.fixture
def charlies_page(charlie) -> Channel:
    connection = Connection.objects.create(
        workspace=charlie.workspace, provider="messenger", installer=charlie.member, visibility="shared"
    )
    return Channel.objects.create(
        connection=connection, provider="messenger", external_id="3003", name="Rival Bikes"
    )


def test_what_came_in_a_day_is_counted_by_what_became_of_it(bikes, alice, bob, charlie) -> None:
    receive(webhooks.body(webhooks.message(text="hello")), webhooks.body(webhooks.item(unheard_of={})))
    receive(bad(bikes.external_id), b"no JSON at all")
    assert counted(bob, bikes) == {"handled": 1, "ignored": 1, "set_aside": 1}
    assert charlie.get(f"/api/v1/channels/{bikes.pk}/events").status_code == 404
    latest = alice.get(f"/api/v1/channels/{bikes.pk}/events").json()["hours"][-2:]
    assert sum(hour["handled"] for hour in latest) == 1


def test_a_webhook_of_several_pages_counts_for_each(bikes, other_page, alice) -> None:
    receive(bad(bikes.external_id, other_page.external_id))
    assert counted(alice, bikes) == counted(alice, other_page) == {"handled": 0, "ignored": 0, "set_aside": 1}
    assert [each["id"] for each in listed(alice, bikes)] == [each["id"] for each in listed(alice, other_page)]


def test_an_admin_sees_why_it_was_set_aside_and_what_it_was(bikes, alice, bob) -> None:
    receive(
        webhooks.entries(
            {"id": bikes.external_id, "time": webhooks.AT, "messaging": [webhooks.message(text="hi"), BAD]}
        )
    )
    (aside,) = listed(alice, bikes)
    assert (aside["reason"], aside["state"], aside["kinds"]) == (
        "partly_unreadable",
        "set_aside",
        ["message"],
    )
    assert "messaging 1" in aside["detail"]
    path = f"/api/v1/webhook-events/{aside['id']}"
    assert "whose id is missing" in alice.get(path).json()["body"]
    # Access to the account settings alone is not enough: what customers wrote stands in it
    Member.objects.filter(pk=bob.member.pk).update(can_change_settings=True)
    assert bob.get(path).status_code == 403
    assert bob.get(f"/api/v1/channels/{bikes.pk}/set-aside").status_code == 403


def test_bytes_that_are_no_text_are_shown_as_text(bikes, alice) -> None:
    row = WebhookEvent.objects.create(
        provider="messenger", body=b"<script>\xff\x00", state=3, channels=[bikes.pk], reason="unreadable"
    )
    answer = alice.get(f"/api/v1/webhook-events/{row.pk}")
    assert answer["content-type"].startswith("application/json")
    assert answer.json()["body"] == "<script>\\xff\x00"
    assert listed(alice, bikes)[0]["kinds"] == []


def test_a_webhook_that_names_pages_of_two_workspaces_is_for_nobody(
    bikes, charlies_page, alice, charlie
) -> None:
    receive(bad(bikes.external_id, charlies_page.external_id))
    pk = WebhookEvent.objects.get().pk
    for person, channel in ((alice, bikes), (charlie, charlies_page)):
        assert counted(person, channel)["set_aside"] == 1
        assert listed(person, channel) == []
        assert person.get(f"/api/v1/webhook-events/{pk}").status_code == 404
        assert person.post(f"/api/v1/webhook-events/{pk}/replay").status_code == 404


@pytest.mark.parametrize("also", ["9999", None])
def test_nor_one_of_which_a_part_is_nobody_s(bikes, alice, also) -> None:
    parts = [
        {"id": bikes.external_id, "messaging": [BAD]},
        {**({"id": also} if also else {}), "messaging": [BAD]},
    ]
    receive(webhooks.entries(*parts))
    assert WebhookEvent.objects.get().state == WebhookEvent.State.SET_ASIDE
    assert listed(alice, bikes) == []


def test_who_connects_a_page_later_does_not_get_what_came_for_others_before(bikes, charlie, alice) -> None:
    receive(bad(bikes.external_id))
    Channel.objects.filter(pk=bikes.pk).update(state="disconnected")
    theirs = Channel.objects.create(
        connection=Connection.objects.create(
            workspace=charlie.workspace, provider="messenger", installer=charlie.member, visibility="shared"
        ),
        provider="messenger",
        external_id=bikes.external_id,
        name="Acme Bikes",
    )
    assert listed(charlie, theirs) == []
    (aside,) = listed(alice, bikes)
    refused = alice.post(f"/api/v1/webhook-events/{aside['id']}/replay")
    assert (refused.status_code, refused.json()["code"]) == (409, "channel_not_connected")
    assert alice.post(f"/api/v1/channels/{bikes.pk}/set-aside/replay").status_code == 409
    assert WebhookEvent.objects.get().state == WebhookEvent.State.SET_ASIDE


@pytest.fixture
def kept(bikes) -> WebhookEvent:
    """Set aside by a version that could not read it yet."""
    (pk,) = arrive(webhooks.body(webhooks.message(text="understood at last")))
    drain()
    Message.objects.all().delete()
    WebhookEvent.objects.filter(pk=pk).update(state=3, reason="not_recorded", channels=[bikes.pk], error="no")
    ChannelHour.objects.update(handled=0, set_aside=1)
    return WebhookEvent.objects.get(pk=pk)


def test_a_replay_is_as_if_it_had_just_come_and_says_what_came_of_it(bikes, kept, alice) -> None:
    path = f"/api/v1/webhook-events/{kept.pk}/replay"
    assert alice.post(path).json()["state"] == "waiting"
    assert alice.get(f"/api/v1/channels/{bikes.pk}/set-aside").json()["waiting"] == 1
    drain()
    assert Message.objects.get().text == "understood at last"
    (aside,) = listed(alice, bikes)
    assert (aside["state"], aside["detail"]) == ("handled", "")
    assert counted(alice, bikes) == {"handled": 1, "ignored": 0, "set_aside": 0}
    # Again: nothing is set aside any more, so nothing happens
    assert alice.post(path).json()["state"] == "handled"
    drain()
    assert Message.objects.count() == 1
    (entry,) = AuditEntry.objects.filter(code="webhook_replayed")
    assert (entry.actor, entry.params["name"]) == (alice.member, "Acme Bikes")


def test_all_are_replayed_at_once_and_what_fails_again_is_set_aside_again(bikes, kept, alice, bob) -> None:
    receive(bad(bikes.external_id))
    path = f"/api/v1/channels/{bikes.pk}/set-aside/replay"
    assert bob.post(path).status_code == 403
    assert alice.post(path).json() == {"replayed": 2}
    drain()
    failed, done = listed(alice, bikes)
    assert (failed["state"], done["state"]) == ("set_aside", "handled")
    assert failed["replayed_at"] is not None
    assert counted(alice, bikes) == {"handled": 1, "ignored": 0, "set_aside": 1}
    assert AuditEntry.objects.get(code="webhooks_replayed").params["number"] == 2


def test_they_are_read_page_by_page(bikes, alice) -> None:
    receive(*[bad(bikes.external_id)] * 5)
    path = f"/api/v1/channels/{bikes.pk}/set-aside"
    first = alice.get(path, limit=3).json()
    rest = alice.get(path, limit=3, cursor=first["next_cursor"]).json()
    ids = [each["id"] for each in first["items"] + rest["items"]]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), rest["next_cursor"], first["set_aside"]) == (5, None, 5)
