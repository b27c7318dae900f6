"""The Get Started button: offered with connecting, another app's left alone, ours taken away when we go (FAQ-08)."""

from __future__ import annotations

from typing import Any

import pytest

from kaiwa.channels.messenger.start_button import PAYLOAD
from kaiwa.channels.messenger.tests.connecting import install
from kaiwa.channels.messenger.tests.practice import Facebook
from kaiwa.channels.models import Channel
from kaiwa.sandbox.tests.conftest import MINATO
from kaiwa.workspaces.models import AuditEntry


def connect(facebook: Facebook, person: Any, *, start_button: bool = True) -> Channel:
    body = {"external_ids": [MINATO], "start_button": start_button}
    answer = person.post(f"/api/v1/connections/{install(facebook, person)}/pages", body)
    assert answer.json()["failed"] == []
    return Channel.objects.get(external_id=MINATO)


def button(facebook: Facebook) -> str:
    """The payload of what people see on the Page who never wrote."""
    pages = facebook.sandbox.get("state")["pages"]
    return str(next(page["get_started"] for page in pages if page["id"] == MINATO))


def whose(person: Any, channel: Channel) -> Any:
    return person.get(f"/api/v1/channels/{channel.pk}/start-button").json()["whose"]


def offer(person: Any, channel: Channel, *, offered: bool) -> Any:
    return person.patch(f"/api/v1/channels/{channel.pk}/start-button", {"offered": offered})


def test_connecting_sets_it_where_there_is_none(facebook, alice, bob) -> None:
    channel = connect(facebook, alice)
    assert button(facebook) == PAYLOAD
    assert whose(bob, channel) == "ours"


def test_connecting_without_it_leaves_the_page_as_it_was(facebook, alice) -> None:
    channel = connect(facebook, alice, start_button=False)
    assert (button(facebook), whose(alice, channel)) == ("", "none")


def test_what_another_app_has_set_stays_whatever_we_do(facebook, alice) -> None:
    facebook.sandbox.patch(f"pages/{MINATO}", get_started="ANOTHER_APP")
    channel = connect(facebook, alice)
    assert whose(alice, channel) == "other"
    for offered in (True, False):
        assert offer(alice, channel, offered=offered).json() == {"whose": "other"}
    alice.post(f"/api/v1/channels/{channel.pk}/disconnect")
    assert button(facebook) == "ANOTHER_APP"


@pytest.mark.parametrize("all_of_it", [True, False])
def test_leaving_takes_ours_away(facebook, alice, all_of_it) -> None:
    channel = connect(facebook, alice)
    if all_of_it:
        alice.delete(f"/api/v1/connections/{channel.connection_id}")
    else:
        alice.post(f"/api/v1/channels/{channel.pk}/disconnect")
    assert button(facebook) == ""


def test_a_profile_that_does_not_answer_hinders_neither_coming_nor_going(facebook, alice) -> None:
    fault = {"kind": "error", "on": "messenger_profile", "code": 2, "count": 0}
    facebook.sandbox.post("faults", **fault)
    channel = connect(facebook, alice)
    assert channel.state == "connected"
    answer = alice.get(f"/api/v1/channels/{channel.pk}/start-button")
    assert (answer.status_code, answer.json()["code"]) == (409, "start_button_unknown")
    left = alice.post(f"/api/v1/channels/{channel.pk}/disconnect")
    assert left.json() == {"still_reported": []}


def test_a_member_with_access_to_the_settings_switches_it_and_the_trail_says_so(facebook, alice, bob) -> None:
    channel = connect(facebook, alice, start_button=False)
    assert offer(bob, channel, offered=True).status_code == 403
    assert offer(alice, channel, offered=True).json() == {"whose": "ours"}
    assert button(facebook) == PAYLOAD
    assert offer(alice, channel, offered=False).json() == {"whose": "none"}
    said = AuditEntry.objects.filter(code="start_button_changed").order_by("pk")
    assert [entry.params["allowed"] for entry in said] == [True, False]
