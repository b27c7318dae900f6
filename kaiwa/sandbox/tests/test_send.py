"""The Send API: what it takes, what it refuses and in which words."""

import json
from typing import Any

import httpx
import pytest

from kaiwa.sandbox import ids
from kaiwa.sandbox.tests.conftest import APP_ID, HOSHINO, MINATO, Sandbox
from kaiwa.sandbox.tests.test_graph import error_of

HOUR = 60
DAY = 24 * HOUR


def test_a_reply_is_answered_echoed_delivered_and_read(connected: Sandbox, psid: str) -> None:
    """The answer's message_id is the echo's mid; metadata and our app's id come along; ticks follow."""
    message = {"text": "ありがとうございます", "metadata": "kaiwa:17"}
    sent = connected.send(psid, message=message).json()
    assert sent["recipient_id"] == psid
    connected.act(kind="read")
    connected.arrived()
    echo = connected.door.of("message")[-1]
    assert (echo["sender"], echo["recipient"]) == ({"id": MINATO}, {"id": psid})
    assert echo["message"] == {
        "mid": sent["message_id"], "is_echo": True, "app_id": int(APP_ID), "metadata": "kaiwa:17",
        "text": message["text"],
    }  # fmt: skip
    delivery = connected.door.of("delivery")[-1]
    assert delivery["delivery"] == {"mids": [sent["message_id"]], "watermark": echo["timestamp"]}
    assert connected.door.of("read")[-1]["read"]["watermark"] >= echo["timestamp"]
    assert [one["status"] for one in connected.get("customers/yui/received", page="minato")] == ["read"]


@pytest.mark.parametrize(
    ("minutes", "tag", "expected"),
    [
        (23.9 * HOUR, "", None),
        (24.1 * HOUR, "", (400, 10, 2018278)),
        (24.1 * HOUR, "HUMAN_AGENT", None),
        (6.9 * DAY, "HUMAN_AGENT", None),
        (7.1 * DAY, "HUMAN_AGENT", (400, 10, 2018278)),
        (1, "ACCOUNT_UPDATE", (400, 100, 1893061)),
        (1, "SPAM", (400, 100, 0)),
    ],
)
def test_windows_and_tags(
    connected: Sandbox, minutes: float, tag: str, expected: tuple[int, int, int] | None
) -> None:
    """24 hours for anybody, seven days with HUMAN_AGENT, never with the tags of old."""
    psid = connected.act("daichi", text="hi", minutes_ago=minutes)["psid"]
    kind = {"messaging_type": "MESSAGE_TAG", "tag": tag} if tag else {}
    answer = connected.send(psid, "reply", **kind)
    assert (error_of(answer) if expected else answer.status_code) == (expected or 200)


def test_human_agent_needs_the_pages_permission(connected: Sandbox, psid: str) -> None:
    """Code 10 without a subcode, even inside the window."""
    connected.patch("pages/minato", human_agent=False)
    assert error_of(connected.send(psid, "x", messaging_type="MESSAGE_TAG", tag="HUMAN_AGENT")) == (
        400,
        10,
        0,
    )


def test_a_reaction_opens_the_window_again_and_our_own_writing_does_not(connected: Sandbox) -> None:
    """TS-18, TS-19: a native reply renews nothing."""
    act = connected.act("ren", text="hi", minutes_ago=3 * DAY)
    connected.post("pages/minato/act", customer="ren", text="from the inbox")
    assert error_of(connected.send(act["psid"], "x"))[2] == 2018278
    connected.act("ren", kind="react", mid=act["mid"], emoji="👍")
    assert connected.send(act["psid"], "x").status_code == 200


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"message": {"text": "a" * 2001}}, (400, 100, 0)),
        ({"message": {}}, (400, 100, 0)),
        ({"message": {"metadata": "only"}}, (400, 100, 2018034)),
        ({"message": {"text": "a", "attachment": {"type": "image", "payload": {"url": "x"}}}}, (400, 100, 0)),
        ({"message": {"text": "a", "txet": "b"}}, (400, 100, 0)),
        ({"message": {"text": "a"}, "mesage_type": "RESPONSE"}, (400, 100, 0)),
        ({"message": {"text": "a"}, "messaging_type": "REPLY"}, (400, 100, 0)),
        ({"message": {"text": "a"}, "messaging_type": "MESSAGE_TAG"}, (400, 100, 0)),
        ({"message": {"text": "a"}, "sender_action": "typing_on"}, (400, 100, 0)),
        ({"message": {"text": "a"}, "recipient": {"id": "12345678901234567"}}, (400, 100, 2018001)),
        ({"message": {"text": "a"}, "recipient": {"psid": "1"}}, (400, 100, 0)),
        ({"message": {"text": "a"}, "reply_to": {"mid": "m_none"}}, (400, 100, 0)),
        ({"message": {"attachment": {"type": "picture", "payload": {}}}}, (400, 100, 0)),
        ({"message": {"attachment": {"type": "image", "payload": {}}}}, (400, 100, 2018005)),
        (
            {"message": {"attachment": {"type": "image", "payload": {"attachment_id": "1"}}}},
            (400, 100, 2018074),
        ),
        (
            {"message": {"attachment": {"type": "image", "payload": {"url": "http://127.0.0.1:9/x"}}}},
            (400, 100, 2018008),
        ),
    ],
)
def test_bad_bodies_are_refused(
    connected: Sandbox, psid: str, body: dict[str, Any], expected: tuple[int, int, int]
) -> None:
    """Each by its number; and none of them reaches the customer."""
    assert error_of(connected.send(psid, **body)) == expected
    assert connected.get("customers/yui/received", page="minato") == []


def test_two_thousand_characters_are_not_too_many(connected: Sandbox, psid: str) -> None:
    """Characters, not bytes."""
    assert connected.send(psid, "あ" * 2000).status_code == 200


def upload(
    sandbox: Sandbox, psid: str, kind: str, content: bytes, mime: str, **payload: Any
) -> httpx.Response:
    """Send a file as multipart, as provider code does."""
    form = {
        "recipient": json.dumps({"id": psid}),
        "messaging_type": "RESPONSE",
        "message": json.dumps({"attachment": {"type": kind, "payload": payload}}),
    }
    return sandbox.graph(
        "POST", f"{MINATO}/messages", data=form, files={"filedata": ("見積.png", content, mime)}
    )


def test_a_file_is_uploaded_with_the_message(connected: Sandbox, psid: str) -> None:
    """The customer receives its bytes under its name; a reusable one gets an id that this Page can use again."""
    sent = upload(connected, psid, "image", b"\x89PNG picture", "image/png", is_reusable=True).json()
    received = connected.get("customers/yui/received", page="minato")[0]["attachments"][0]
    assert (received["type"], received["name"]) == ("image", "見積.png")
    assert connected.http.get(received["url"]).content == b"\x89PNG picture"
    again = {"attachment": {"type": "image", "payload": {"attachment_id": sent["attachment_id"]}}}
    assert connected.send(psid, message=again).status_code == 200
    wrong = {"attachment": {"type": "video", "payload": {"attachment_id": sent["attachment_id"]}}}
    assert error_of(connected.send(psid, message=wrong)) == (400, 100, 2018047)


def test_files_too_large_or_of_another_type_are_refused(connected: Sandbox, psid: str) -> None:
    """25 MB is the limit; a PDF is not an image."""
    assert error_of(upload(connected, psid, "file", bytes(25 * 1024 * 1024 + 1), "application/pdf")) == (
        400,
        100,
        2018109,
    )
    assert error_of(upload(connected, psid, "image", b"%PDF", "application/pdf")) == (400, 100, 2018047)
    assert upload(connected, psid, "file", b"%PDF", "application/pdf").status_code == 200


def test_a_file_is_fetched_from_its_address_and_saved_for_later(connected: Sandbox, psid: str) -> None:
    """`url` in a message, and `message_attachments`."""
    url = connected.config.own_url + connected.get("canned")[3]["url"]
    payload = {"attachment": {"type": "image", "payload": {"url": url}}}
    assert connected.send(psid, message=payload).status_code == 200
    saved = connected.graph("POST", f"{MINATO}/message_attachments", json={"message": payload}).json()[
        "attachment_id"
    ]
    by_id = {"attachment": {"type": "image", "payload": {"attachment_id": saved}}}
    assert connected.send(psid, message=by_id).status_code == 200


def test_permissions_and_pages_withdrawn_stop_the_send(connected: Sandbox, psid: str) -> None:
    """230 for pages_messaging, 200 for a Page that was unticked or a task that was taken."""
    connected.post("permissions", user="misaki", revoke=["pages_messaging"])
    assert error_of(connected.send(psid, "x")) == (400, 230, 0)
    connected.post("permissions", user="misaki", grant=["pages_messaging"], pages=[HOSHINO])
    assert error_of(connected.send(psid, "x")) == (400, 200, 0)
    connected.post("permissions", user="misaki", pages=[MINATO])
    connected.patch("pages/minato", tasks={"misaki": ["MODERATE"]})
    assert error_of(connected.send(psid, "x")) == (400, 200, 0)


def test_a_blocked_page_sends_into_the_void_or_is_told(connected: Sandbox, psid: str) -> None:
    """TS-14: silently never delivered, not even after unblocking; or 551 by switch."""
    connected.act(kind="block")
    assert connected.send(psid, "into the void").status_code == 200
    connected.act(kind="unblock")
    connected.arrived()
    assert connected.door.of("delivery") == []
    assert connected.get("customers/yui/received", page="minato") == []
    connected.act(kind="block", refuse=True)
    assert error_of(connected.send(psid, "x")) == (400, 551, 1545041)


def test_a_phone_without_network_receives_later(connected: Sandbox, psid: str) -> None:
    """Sent, then delivered when it is online again: one watermark for all."""
    connected.act(kind="offline")
    mids = [connected.send(psid, text).json()["message_id"] for text in "ab"]
    connected.arrived()
    assert connected.door.of("delivery") == []
    connected.act(kind="online")
    connected.arrived()
    assert [one["delivery"]["mids"] for one in connected.door.of("delivery")] == [mids]


def test_a_restricted_page_and_its_policy_notice(connected: Sandbox, psid: str) -> None:
    """TS-15: the webhook without a sender, then 10/1893063."""
    connected.post("policy", page="minato", reason="Spam")
    assert error_of(connected.send(psid, "x")) == (400, 10, 1893063)
    connected.arrived()
    item = connected.door.of("policy-enforcement")[0]
    assert item["policy-enforcement"] == {"action": "block", "reason": "Spam"}
    assert "sender" not in item


def test_sender_actions_and_the_rate_switch(connected: Sandbox, psid: str) -> None:
    """Actions answer without a message_id; 613 above the limit of the switch."""
    action = {"recipient": {"id": psid}, "sender_action": "typing_on"}
    assert connected.graph("POST", "me/messages", json=action).json() == {"recipient_id": psid}
    connected.patch("switches", send_limit_per_s=2)
    answers = [connected.send(psid, "x") for _ in range(4)]
    assert error_of(answers[-1]) == (400, 613, 0)


def test_planned_errors_are_used_up(connected: Sandbox, psid: str) -> None:
    """Any code as often as planned, and then never again."""
    connected.post("faults", kind="error", code=368, count=2)
    answers = [connected.send(psid, "x") for _ in range(3)]
    assert [a.status_code for a in answers] == [400, 400, 200]
    assert error_of(answers[0])[1] == 368
    connected.post("faults", kind="http", status=502)
    assert connected.send(psid, "x").status_code == 502


def test_an_answer_can_be_lost_after_the_send_was_done(connected: Sandbox, psid: str) -> None:
    """The caller learns nothing; the customer has the message, and its echo tells."""
    connected.post("faults", kind="hangup", done=True)
    with pytest.raises(httpx.HTTPError):
        connected.send(psid, message={"text": "did it go?", "metadata": "kaiwa:18"})
    connected.arrived()
    assert connected.door.of("message")[-1]["message"]["metadata"] == "kaiwa:18"
    connected.post("faults", kind="hangup")
    with pytest.raises(httpx.HTTPError):
        connected.send(psid, "never done")
    assert [one["text"] for one in connected.get("customers/yui/received", page="minato")] == ["did it go?"]


def test_a_slow_answer_comes_after_its_echo(connected: Sandbox, psid: str) -> None:
    """The race that every sender must stand."""
    connected.post("faults", kind="slow", seconds=0.3)
    before = ids.now_ms()
    answer = connected.send(psid, "slowly")
    assert ids.now_ms() - before >= 300
    assert connected.door.of("message")[-1]["message"]["mid"] == answer.json()["message_id"]
