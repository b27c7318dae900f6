"""The Conversations API: what a catch-up round would find."""

from typing import Any

import pytest

from kaiwa.sandbox.tests.conftest import MINATO, Sandbox
from kaiwa.sandbox.tests.test_graph import error_of

FIELDS = (
    "id,updated_time,participants,"
    "messages.limit(20){id,created_time,from,to,message,attachments,sticker,shares,reply_to}"
)


def conversations(sandbox: Sandbox, **params: Any) -> dict[str, Any]:
    """One page of conversations."""
    answer = sandbox.graph(
        "GET", f"{MINATO}/conversations", params={"platform": "messenger", "fields": FIELDS} | params
    )
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


@pytest.fixture
def connected(connected: Sandbox) -> Sandbox:
    """In no hurry: only the test of the limit is about it."""
    connected.patch("switches", list_limit_per_s=0)
    return connected


def test_two_calls_a_second_for_each_page(connected: Sandbox) -> None:
    """The third is refused with 613, whichever of the API's paths it takes, and tells of the limit in its headers."""
    thread = connected.act(text="hello")["thread"]
    connected.patch("switches", list_limit_per_s=2)
    conversations(connected)
    assert connected.graph("GET", f"{thread}/messages").status_code == 200
    refused = connected.graph("GET", f"{MINATO}/conversations")
    assert error_of(refused)[1] == 613
    assert "x-business-use-case-usage" in refused.headers


def test_a_request_nobody_answered_leaves_the_list_after_thirty_days(connected: Sandbox) -> None:
    """An answered conversation stays."""
    connected.act("yui", text="old", minutes_ago=31 * 1440)
    connected.act("emily", text="not so old", minutes_ago=29 * 1440)
    old = connected.act("ren", text="old, and answered", minutes_ago=31 * 1440)
    connected.post(
        "record_sent", page="minato", customer="ren", text="answer", minutes_ago=31 * 1440 - 1, status="read"
    )
    found = [one["messages"]["data"][-1]["message"] for one in conversations(connected)["data"]]
    assert found == ["not so old", "old, and answered"], old


def test_newest_first_by_cursor(connected: Sandbox) -> None:
    """Three people, two pages; a conversation that was written to comes first."""
    for minutes, name in ((30, "yui"), (20, "emily"), (10, "ren")):
        connected.act(name, text=name, minutes_ago=minutes)
    first = conversations(connected, limit=2)
    names = [one["participants"]["data"][0]["name"] for one in first["data"]]
    assert names == ["渡辺 蓮", "Emily Carter"]
    assert "next" in first["paging"]
    second = conversations(connected, limit=2, after=first["paging"]["cursors"]["after"])
    assert [one["messages"]["data"][0]["message"] for one in second["data"]] == ["yui"]
    assert "next" not in second["paging"]


def test_a_message_has_the_id_of_its_webhook_and_says_who_wrote(connected: Sandbox) -> None:
    """Both sides, newest first; replies, pictures, stickers, links."""
    first = connected.act(text="question", minutes_ago=5)
    connected.send(first["psid"], "answer", reply_to={"mid": first["mid"]})
    connected.act(kind="image")
    connected.act(kind="sticker")
    connected.act(kind="link", url="https://example.com/a", title="A")
    thread = conversations(connected, user_id=first["psid"])["data"][0]
    link, sticker, image, answer, question = thread["messages"]["data"]
    assert question["id"] == first["mid"]
    assert question["from"]["id"] == first["psid"]
    assert answer["from"]["id"] == MINATO
    assert answer["reply_to"] == {"mid": first["mid"]}
    assert image["attachments"]["data"][0]["image_data"]["width"] == 960
    assert sticker["sticker"].startswith("http")
    assert link["shares"]["data"][0]["link"] == "https://example.com/a"
    assert question["created_time"].endswith("+0000")


def test_details_of_the_newest_twenty_only(connected: Sandbox) -> None:
    """Of the 21st its id; asked for by itself it is said to be deleted."""
    steps = [{"page": "minato", "customer": "yui", "kind": "text", "text": str(n)} for n in range(25)]
    made = connected.post("script", events=steps)["results"]
    thread = conversations(connected)["data"][0]
    path = f"{thread['id']}/messages"
    listed = connected.graph("GET", path, params={"fields": "id,message", "limit": 100}).json()["data"]
    assert [one["id"] for one in listed] == [one["mid"] for one in reversed(made)]
    assert [one.get("message") for one in listed[:21]] == [str(n) for n in range(24, 4, -1)] + [None]
    assert error_of(connected.graph("GET", made[0]["mid"], params={"fields": "message"}))[1] == 9000001
    assert connected.graph("GET", made[24]["mid"], params={"fields": "message"}).json()["message"] == "24"


def test_unsent_messages_are_gone_and_edits_are_in_place(connected: Sandbox) -> None:
    """As the inbox shows them now."""
    one, two = connected.act(text="one"), connected.act(text="two")
    connected.act(kind="unsend", mid=one["mid"])
    connected.act(kind="edit", mid=two["mid"], text="second")
    assert [m["message"] for m in conversations(connected)["data"][0]["messages"]["data"]] == ["second"]


def test_it_needs_its_permissions(connected: Sandbox) -> None:
    """Without pages_read_engagement, 200 by name."""
    connected.post("permissions", user="misaki", revoke=["pages_read_engagement"])
    answer = connected.graph("GET", f"{MINATO}/conversations")
    assert error_of(answer)[1] == 200
    assert "pages_read_engagement" in answer.json()["error"]["message"]
