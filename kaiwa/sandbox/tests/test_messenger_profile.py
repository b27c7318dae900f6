"""The Messenger profile: Get Started, and by which link somebody came who had never written."""

from __future__ import annotations

from typing import Any

from kaiwa.sandbox.tests.conftest import MINATO, Sandbox

PATH = "me/messenger_profile"
START = {"get_started": {"payload": "START"}}


def profile(sandbox: Sandbox) -> Any:
    return sandbox.graph("GET", PATH, params={"fields": "get_started,persistent_menu"}).json()["data"]


def test_what_is_set_is_told_and_what_is_removed_is_not(connected: Sandbox) -> None:
    assert profile(connected) == []
    assert connected.graph("POST", PATH, json=START).json() == {"result": "success"}
    assert profile(connected) == [START]
    assert connected.graph("DELETE", PATH, params={"fields": '["get_started"]'}).json() == {
        "result": "success"
    }
    assert profile(connected) == []


def test_a_menu_keeps_its_button(connected: Sandbox) -> None:
    menu = {"persistent_menu": [{"locale": "default", "call_to_actions": []}]}
    refused = connected.graph("POST", PATH, json=menu)
    assert (refused.status_code, refused.json()["error"]["error_subcode"]) == (400, 2018145)
    connected.graph("POST", PATH, json=START | menu)
    assert connected.graph("DELETE", PATH, json={"fields": ["get_started"]}).status_code == 400
    assert profile(connected) == [START | menu]


def test_it_takes_a_page_its_permission_and_known_properties(connected: Sandbox) -> None:
    def refused(method: str, **options: Any) -> int:
        answer = connected.graph(method, PATH, **options)
        assert answer.status_code == 400
        return int(answer.json()["error"]["code"])

    assert refused("GET", params={"fields": "greetings"}) == 100
    assert refused("GET") == 100
    assert refused("POST", json={"get_started": {"payload": "x" * 1001}}) == 100
    assert refused("POST", json={}) == 100
    assert refused("GET", params={"fields": "get_started"}, token=connected.user_token()) == 210
    connected.post("permissions", user="misaki", revoke=["pages_messaging"])
    assert refused("GET", params={"fields": "get_started"}) == 230


def test_it_may_be_called_ten_times_in_ten_minutes(connected: Sandbox) -> None:
    answers = [connected.graph("GET", PATH, params={"fields": "get_started"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [400]
    assert answers[-1].json()["error"]["code"] == 613


def test_a_link_that_somebody_new_followed_is_told_with_the_button(connected: Sandbox) -> None:
    connected.graph("POST", f"{MINATO}/messenger_profile", json=START)
    connected.act(kind="referral", ref="flyer")
    assert connected.arrived() == []
    connected.act(kind="get_started", title="スタート")
    postback = connected.arrived()[0]["postback"]
    assert postback["payload"] == "START"
    assert postback["referral"] == {"ref": "flyer", "source": "SHORTLINK", "type": "OPEN_THREAD"}
    connected.act(kind="referral", ref="again")
    assert connected.arrived()[1]["referral"]["ref"] == "again"
