"""The proxy: requests reach the app as they were meant, within limits, and come back as they are."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.test import override_settings

from kaiwa.edge.app import Edge as EdgeApplication
from kaiwa.edge.tests.running import Edge, app_behind, serving

MEGABYTE = 1024 * 1024
StartResponse = Callable[[str, list[tuple[str, str]]], object]


class App:
    """A WSGI application that tells what reached it."""

    def __init__(self) -> None:
        self.seen = 0
        self.release = threading.Event()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        self.seen += 1
        path = environ["PATH_INFO"]
        body = environ["wsgi.input"].read()
        if path.endswith("/stream-of-chunks"):
            start_response("200 OK", [("Content-Type", "text/plain")])
            return self._chunks()
        if path.endswith("/large"):
            start_response("200 OK", [("Content-Type", "application/octet-stream")])
            return (b"y" * 65536 for _ in range(160))
        if path.endswith("/nothing"):
            start_response("204 No Content", [("X-Kept", "yes"), ("X-Kept", "twice")])
            return []
        if path.endswith("/waits"):
            self.release.wait(10)
        told = {name: value for name, value in environ.items() if isinstance(value, str)}
        answer = json.dumps({**told, "size": len(body), "sum": sum(body) % 65521}).encode()
        start_response("201 Created", [("Content-Type", "application/json"), ("Set-Cookie", "a=b")])
        return [answer]

    def _chunks(self) -> Iterator[bytes]:
        for number in range(3):
            yield b"part %d;" % number


@pytest.fixture
def app(run_directory: Path) -> Iterator[App]:
    application = App()
    with app_behind(
        run_directory,
        application,
        trusted_proxy="localhost",
        trusted_proxy_headers={"x-forwarded-for", "x-forwarded-proto"},
        clear_untrusted_proxy_headers=True,
    ):
        yield application


def test_a_request_arrives_as_it_was_sent(edge: Edge, app: App) -> None:
    answer = edge.client.request(
        "PATCH", "/api/v1/things/%E3%81%82?q=a%2Fb&q=2", content=b"{}", headers={"X-Custom": "kept"}
    )

    told = answer.json()
    assert answer.status_code == 201
    assert answer.headers["set-cookie"] == "a=b"
    assert (told["REQUEST_METHOD"], told["QUERY_STRING"], told["size"]) == ("PATCH", "q=a%2Fb&q=2", 2)
    assert told["PATH_INFO"].encode("latin-1").decode() == "/api/v1/things/あ"
    assert told["HTTP_X_CUSTOM"] == "kept"
    assert told["HTTP_HOST"] == f"127.0.0.1:{edge.port}"


@pytest.mark.parametrize("path", ["/api/v1/me", "/_allauth/browser/v1/config", "/connect/messenger/callback"])
def test_what_the_app_answers_is_asked_there(edge: Edge, app: App, path: str) -> None:
    assert edge.client.get(path).json()["PATH_INFO"] == path


def test_a_client_cannot_claim_to_be_another(edge: Edge, app: App) -> None:
    """Rate limits go by the address; one that a client makes up must not count."""
    claims = {
        "X-Forwarded-Host": "evil.example",
        "Forwarded": "for=1.2.3.4",
        "X-Forwarded-Prefix": "/evil",
        "Connection": "keep-alive, X-Secret-Hop",
        "X-Secret-Hop": "for the edge only",
    }

    told = edge.client.get("/api/v1/me", headers=claims).json()

    assert told["REMOTE_ADDR"] == "127.0.0.1"
    forbidden = {"HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED", "HTTP_X_FORWARDED_PREFIX", "HTTP_X_SECRET_HOP"}
    assert not forbidden & told.keys()


def test_a_proxy_on_this_machine_is_believed(edge: Edge, app: App) -> None:
    """An operator's TLS in front: the app has to know the visitor and the scheme."""
    headers = {"X-Forwarded-For": "203.0.113.7", "X-Forwarded-Proto": "https"}

    told = edge.client.get("/api/v1/me", headers=headers).json()

    assert (told["REMOTE_ADDR"], told["wsgi.url_scheme"]) == ("203.0.113.7", "https")


def test_bodies_have_limits(edge: Edge, app: App) -> None:
    def status(path: str, size: int) -> int:
        return edge.client.post(path, content=b"x" * size).status_code

    assert status("/api/v1/conversations/1/messages", MEGABYTE) == 201
    assert status("/api/v1/conversations/1/messages", MEGABYTE + 1) == 413
    assert status("/api/v1/attachments", 30 * MEGABYTE) == 201
    assert status("/api/v1/attachments", 30 * MEGABYTE + 1) == 413
    assert app.seen == 2


def test_a_body_in_chunks_arrives_and_has_the_same_limit(edge: Edge, app: App) -> None:
    def chunks(count: int) -> Iterator[bytes]:
        for number in range(count):
            yield bytes([number % 256]) * 10_000

    told = edge.client.post("/api/v1/attachments", content=chunks(300)).json()
    refused = edge.client.post("/api/v1/me", content=chunks(300))

    assert told["size"] == 3_000_000
    assert told["sum"] == sum(number % 256 * 10_000 for number in range(300)) % 65521
    assert refused.status_code == 413
    assert refused.json()["code"] == "too_large"


def test_answers_of_every_shape_come_back(edge: Edge, app: App) -> None:
    assert edge.client.get("/api/stream-of-chunks").text == "part 0;part 1;part 2;"
    assert len(edge.client.get("/api/large").content) == 160 * 65536
    nothing = edge.client.get("/api/nothing")
    assert (nothing.status_code, nothing.headers.get_list("x-kept")) == (204, ["yes", "twice"])
    head = edge.client.head("/api/v1/me")
    assert (head.status_code, head.content) == (201, b"")
    assert edge.client.get("/api/v1/me").status_code == 201


def test_an_answer_says_its_date_once_and_no_server(edge: Edge, app: App) -> None:
    answer = edge.client.get("/api/v1/me")

    assert len(answer.headers.get_list("date")) == 1
    assert "server" not in answer.headers


def test_many_at_once_share_few_connections(edge: Edge, app: App) -> None:
    def ask(number: int) -> int:
        answer = edge.client.post("/api/v1/echo", content=b"z" * number)
        return int(answer.json()["size"])

    with ThreadPoolExecutor(20) as callers:
        assert list(callers.map(ask, range(300))) == list(range(300))


def test_a_client_that_leaves_does_not_disturb_the_next(edge: Edge, app: App) -> None:
    with pytest.raises(httpx.ReadTimeout):
        edge.client.get("/api/waits", timeout=0.2)
    app.release.set()
    assert edge.client.get("/api/v1/me").status_code == 201


@pytest.mark.parametrize(
    ("path", "size"), [("/api/v1/attachments", 20 * MEGABYTE), ("/api/v1/conversations/1/messages", MEGABYTE)]
)
def test_those_who_send_slowly_do_not_keep_others_waiting(edge: Edge, app: App, path: str, size: int) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size}\r\n\r\n".encode()
    slow = [socket.create_connection(("127.0.0.1", edge.port)) for _ in range(60)]
    for each in slow:
        each.sendall(head + b"x" * 1000)

    assert edge.client.get("/api/v1/me", timeout=5).status_code == 201

    for each in slow:
        each.close()


def test_without_the_app_it_is_503_in_words(edge: Edge) -> None:
    answer = edge.client.get("/api/v1/me")

    assert answer.status_code == 503
    assert answer.json()["code"] == "starting"
    assert answer.headers["retry-after"] == "1"


def test_after_the_app_restarted_its_old_connections_harm_nobody(edge: Edge, run_directory: Path) -> None:
    for _ in range(3):
        with app_behind(run_directory, App()):
            assert edge.client.get("/api/v1/me").status_code == 201
            assert edge.client.post("/api/v1/me", content=b"x").status_code == 201


def test_the_sandbox_is_not_there_unless_it_is_on(edge: Edge) -> None:
    assert edge.client.get("/sandbox/phone").status_code == 404


def test_the_sandbox_answers_this_machine_by_its_own_name_only() -> None:
    """A web site whose name was pointed at 127.0.0.1, or a visitor behind a tunnel, is not this machine."""

    async def practice(scope: Any, receive: Any, send: Any) -> None:
        body = json.dumps({"path": scope["path"]}).encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"x-a", b"b")]})
        await send({"type": "http.response.body", "body": body})

    with (
        serving(practice) as url,
        override_settings(SANDBOX=True, SANDBOX_URL=url),
        serving(EdgeApplication()) as own,
        httpx.Client(base_url=own) as client,
    ):
        port = urlsplit(own).port
        assert client.get("/sandbox/phone").json() == {"path": "/sandbox/phone"}
        for headers in (
            {"Host": "rebound.example"},
            {"Host": f"kaiwa.example:{port}"},
            {"X-Forwarded-For": "203.0.113.7"},
        ):
            assert client.get("/sandbox/phone", headers=headers).status_code == 404
        assert client.get("/sandbox/phone", headers={"Host": f"localhost:{port}"}).status_code == 200
