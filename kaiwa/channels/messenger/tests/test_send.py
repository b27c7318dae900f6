"""What the Send API is asked, and what its answers mean. Nothing may go out twice (D-16, D-17)."""

import json
import socket
from typing import Any

import pytest

from kaiwa.channels.base import ChannelError, Credentials, OutcomeUnknown, Outgoing
from kaiwa.channels.contract import PNG, MemoryFile
from kaiwa.channels.messenger.graph import proof
from kaiwa.channels.messenger.provider import Messenger
from kaiwa.channels.messenger.send import attachment_type
from kaiwa.channels.messenger.tests.conftest import CannedGraph
from kaiwa.channels.messenger.tests.practice import PracticeMessenger

PAGE = Credentials("104", "EAAtoken")
TEXT = Outgoing(to="24", key="k:0", text="はい 👋")
SENT = {"recipient_id": "24", "message_id": "m_1"}


def send(outgoing: Outgoing = TEXT) -> str:
    return Messenger().send(PAGE, outgoing).external_id


def body_of(graph: CannedGraph) -> Any:
    return json.loads(graph.asked[-1][2])


def test_a_text_is_a_response_with_our_key(graph: CannedGraph) -> None:
    graph.says(SENT)
    assert send() == "m_1"
    method, path, _, headers = graph.asked[0]
    assert (method, path.split("?")[0]) == ("POST", "/v25.0/104/messages")
    assert body_of(graph) == {
        "recipient": {"id": "24"},
        "messaging_type": "RESPONSE",
        "message": {"text": "はい 👋", "metadata": "k:0"},
    }
    assert headers["authorization"] == "Bearer EAAtoken"


def test_each_call_proves_that_it_comes_from_the_app(graph: CannedGraph) -> None:
    graph.says(SENT)
    send()
    assert f"appsecret_proof={proof('EAAtoken')}" in graph.asked[0][1]


def test_the_token_is_in_no_address(graph: CannedGraph) -> None:
    graph.says(SENT)
    send()
    assert "EAAtoken" not in graph.asked[0][1]


def test_a_late_answer_by_hand_carries_the_human_agent_tag(graph: CannedGraph) -> None:
    graph.says(SENT)
    send(Outgoing(to="24", key="k:0", text="x", extended=True))
    assert body_of(graph)["messaging_type"] == "MESSAGE_TAG"
    assert body_of(graph)["tag"] == "HUMAN_AGENT"


def test_inside_the_window_no_tag_is_sent(graph: CannedGraph) -> None:
    graph.says(SENT)
    send()
    assert "tag" not in body_of(graph)


def test_a_reply_names_its_message_at_the_top(graph: CannedGraph) -> None:
    graph.says(SENT)
    send(Outgoing(to="24", key="k:0", text="x", reply_to="m_0"))
    assert body_of(graph)["reply_to"] == {"mid": "m_0"}


def test_a_file_is_uploaded_with_the_call(graph: CannedGraph) -> None:
    graph.says(SENT)
    send(Outgoing(to="24", key="k:1", file=MemoryFile("見積.png", "image/png", PNG)))
    _, _, body, headers = graph.asked[0]
    assert headers["content-type"].startswith("multipart/form-data")
    assert int(headers["content-length"]) == len(body)
    assert PNG in body
    assert 'name="filedata"; filename="見積.png"'.encode() in body
    assert b'{"attachment": {"type": "image", "payload": {"is_reusable": false}}, "metadata": "k:1"}' in body


@pytest.mark.parametrize(
    ("mime", "kind"),
    [
        ("image/jpeg", "image"),
        ("image/png", "image"),
        ("image/svg+xml", "file"),
        ("image/heic", "file"),
        ("audio/ogg; codecs=opus", "audio"),
        ("video/mp4", "video"),
        ("application/pdf", "file"),
        ("", "file"),
    ],
)
def test_a_file_goes_as_what_messenger_can_show(mime: str, kind: str) -> None:
    assert attachment_type(mime) == kind


def test_a_file_that_storage_lost_is_not_sent(graph: CannedGraph) -> None:
    class Lost(MemoryFile):
        def open(self) -> Any:
            raise FileNotFoundError(self.name)

    with pytest.raises(ChannelError) as caught:
        send(Outgoing(to="24", key="k:0", file=Lost("a.pdf", "application/pdf", b"")))
    assert (caught.value.code, caught.value.permanent) == ("attachment_missing", True)
    assert graph.asked == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"recipient_id": "24"}, 200),
        ({}, 200),
        ([], 200),
        (b"<html>", 200),
        (b"<html>bad gateway", 502),
        (b"", 504),
        (b"", 302),
    ],
)
def test_an_answer_that_does_not_say_whether_it_was_sent(graph: CannedGraph, body: Any, status: int) -> None:
    graph.says(body, status)
    with pytest.raises(OutcomeUnknown):
        send()
    assert len(graph.asked) == 1


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (429, "rate_limited", False),
        (413, "attachment_too_large", True),
        (403, "refused", True),
        (404, "refused", True),
    ],
)
def test_a_refusal_on_the_way(graph: CannedGraph, status: int, code: str, permanent: bool) -> None:
    graph.says(b"<html>no", status)
    with pytest.raises(ChannelError) as caught:
        send()
    assert (caught.value.code, caught.value.permanent) == (code, permanent)


def test_an_error_in_a_200_is_an_error(graph: CannedGraph) -> None:
    graph.says({"error": {"code": 551}})
    with pytest.raises(ChannelError) as caught:
        send()
    assert caught.value.code == "contact_unavailable"


def test_a_refused_late_answer_names_the_permission_it_lacks(graph: CannedGraph) -> None:
    graph.refuses(10)
    with pytest.raises(ChannelError) as caught:
        send(Outgoing(to="24", key="k:0", text="x", extended=True))
    assert (caught.value.code, caught.value.channel) == ("human_agent_missing", False)


def test_a_login_that_another_installation_s_key_made_unreadable_asks_to_connect_again(
    our_app, sandbox
) -> None:
    with pytest.raises(ChannelError) as caught:
        Messenger().send(Credentials("104857600100001", ""), TEXT)
    assert (caught.value.code, caught.value.channel) == ("reauthorize", True)


def test_when_nobody_listens_nothing_was_sent_and_trying_again_may_help(settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SANDBOX = True
        settings.META_GRAPH_URL = settings.SANDBOX_URL = f"http://127.0.0.1:{free.getsockname()[1]}"
        with pytest.raises(ChannelError) as caught:
            send()
    assert not isinstance(caught.value, OutcomeUnknown)
    assert (caught.value.code, caught.value.permanent) == ("unreachable", False)


def test_an_api_at_a_private_address_is_not_called(graph: CannedGraph, settings) -> None:
    settings.SANDBOX = False
    with pytest.raises(ChannelError) as caught:
        send()
    assert (caught.value.code, caught.value.permanent) == ("address_refused", True)
    assert graph.asked == []


def test_a_page_id_cannot_lead_to_another_path(graph: CannedGraph) -> None:
    with pytest.raises(ChannelError):
        Messenger().send(Credentials("../me", "EAAtoken"), TEXT)
    assert graph.asked == []


def test_with_the_permission_a_late_answer_reaches_the_customer(our_app, sandbox) -> None:
    page = PracticeMessenger(sandbox)
    sandbox.act("ren", text="先週の者です", minutes_ago=60 * 24 * 3)
    ren = next(each for each in sandbox.get("threads", customer="ren"))["psid"]
    with pytest.raises(ChannelError) as caught:
        Messenger().send(page.credentials, Outgoing(to=ren, key="k:0", text="遅くなりました"))
    assert caught.value.code == "window_closed"
    late = Outgoing(to=ren, key="k:0", text="遅くなりました", extended=True)
    assert Messenger().send(page.credentials, late).external_id
