"""The HTTP client: whatever a URL says, it leads out to the internet or nowhere."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from pytest_django import Settings

from kaiwa.lib import http

PRIVATE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_machines_and_networks_are_not_public(address: str) -> None:
    assert not http.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "157.240.0.35", "2a03:2880::1", "64:ff9b::808:808"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert http.is_public(address)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[str] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        if self.path == "/away":
            other = self.server.server_port
            self.answer(302, location=f"http://localhost:{other}/secret")
        elif self.path == "/big":
            self.answer(200, b"x" * 100_000)
        else:
            self.answer(200, b"hello")

    def do_POST(self) -> None:
        if self.path == "/cut":
            self.close_connection = True
            return
        self.rfile.read(int(self.headers["content-length"]))
        self.close_connection = True

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield running
        running.shutdown()


@pytest.fixture
def sandbox(server: Server, settings: Settings) -> Server:
    settings.SANDBOX, settings.SANDBOX_URL = True, server.origin
    return server


def test_a_loopback_address_is_refused_before_anything_is_sent(server: Server) -> None:
    with pytest.raises(http.AddressRefused):
        http.request("GET", server.origin)
    assert server.seen == []


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "[::ffff:127.0.0.1]"])
def test_other_ways_to_write_loopback_are_refused(server: Server, host: str) -> None:
    with pytest.raises(httpx.ConnectError):
        http.request("GET", f"http://{host}:{server.server_port}/")
    assert server.seen == []


def test_the_sandbox_s_origin_is_exempt(sandbox: Server) -> None:
    assert http.request("GET", sandbox.origin + "/hi").text == "hello"


def test_no_other_port_is_exempt(sandbox: Server) -> None:
    with Server() as other, pytest.raises(http.AddressRefused):
        http.request("GET", other.origin)


def test_nothing_is_exempt_when_the_sandbox_is_off(sandbox: Server, settings: Settings) -> None:
    settings.SANDBOX = False
    with pytest.raises(http.AddressRefused):
        http.request("GET", sandbox.origin)


def test_a_name_that_leads_to_the_sandbox_s_address_is_refused(sandbox: Server) -> None:
    with pytest.raises(http.AddressRefused):
        http.request("GET", f"http://localhost:{sandbox.server_port}/")


def test_a_redirect_to_a_private_address_is_refused(sandbox: Server) -> None:
    with pytest.raises(http.AddressRefused), http.stream(sandbox.origin + "/away"):
        pass
    assert sandbox.seen == ["/away"]


def test_api_calls_follow_no_redirects(sandbox: Server) -> None:
    assert http.request("GET", sandbox.origin + "/away").status_code == 302


def test_a_name_is_resolved_once_and_what_was_checked_is_connected_to(
    monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    asked: list[Any] = []

    def rebinding(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        # Public when checked, loopback ever after
        address = "127.0.0.1" if len(asked) > 1 else "8.8.8.8"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    connected: list[Any] = []

    def refuse(address: Any, *_: Any, **__: Any) -> None:
        connected.append(address)
        raise OSError("a test calls nobody")

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(httpx.ConnectError):
        http.request("GET", f"http://rebinding.example:{server.server_port}/")
    assert (asked, connected) == (["rebinding.example"], [("8.8.8.8", server.server_port)])


def test_an_answer_larger_than_the_limit_is_not_read(sandbox: Server) -> None:
    with pytest.raises(http.TooLarge):
        http.request("GET", sandbox.origin + "/big", limit=1000)


def test_a_cut_after_the_request_says_that_it_left_whole(sandbox: Server) -> None:
    whole = http.Whole()
    with pytest.raises(httpx.RemoteProtocolError):
        http.request("POST", sandbox.origin, content=b"x" * 1000, whole=whole)
    assert whole.sent


def test_a_cut_in_the_middle_of_a_request_says_that_it_did_not(sandbox: Server) -> None:
    whole = http.Whole()
    with pytest.raises(httpx.RequestError):
        http.request("POST", sandbox.origin + "/cut", content=b"x" * 30_000_000, whole=whole)
    assert not whole.sent


def test_an_answer_that_drips_for_too_long_is_given_up(
    sandbox: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "_DOWNLOAD_SECONDS", -1)
    with pytest.raises(httpx.ReadTimeout):
        http.request("GET", sandbox.origin + "/hi")


def test_a_refused_connection_says_that_nothing_left(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.SANDBOX, settings.SANDBOX_URL = True, f"http://127.0.0.1:{free.getsockname()[1]}"
        whole = http.Whole()
        with pytest.raises(httpx.ConnectError):
            http.request("POST", settings.SANDBOX_URL, content=b"x", whole=whole)
        assert not whole.sent
