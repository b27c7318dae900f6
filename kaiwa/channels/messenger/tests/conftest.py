"""The practice Facebook, and an app there that is ours."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kaiwa.channels.messenger import pace
from kaiwa.channels.messenger.tests.connecting import choose, install
from kaiwa.channels.messenger.tests.practice import Facebook
from kaiwa.sandbox.tests.conftest import (  # noqa: F401 pytest finds fixtures by their names here
    APP_ID,
    HOSHINO,
    MINATO,
    SECRET,
    VERIFY,
    door,
    running,
    sandbox,
)
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.tests.people import Person


@pytest.fixture(autouse=True)
def unhurried() -> None:
    """What another test heard of limits is nothing to this one."""
    pace.forget()


@pytest.fixture
def our_app(settings, sandbox):  # noqa: F811 the fixture imported above
    """The app at Facebook that this Kaiwa is."""
    settings.SANDBOX = True
    settings.META_APP_ID, settings.META_APP_SECRET, settings.META_VERIFY_TOKEN = APP_ID, SECRET, VERIFY
    settings.META_GRAPH_URL = settings.SANDBOX_URL = sandbox.config.own_url
    settings.PUBLIC_URL = sandbox.config.public_url
    settings.META_DIALOG_URL = f"{sandbox.config.own_url}/sandbox/facebook"


@pytest.fixture
def facebook(our_app, sandbox) -> Facebook:  # noqa: F811 the fixture imported above
    return Facebook(sandbox)


@pytest.fixture
def connection(facebook: Facebook, alice: Person) -> int:
    """Two Pages, shared."""
    found = install(facebook, alice)
    choose(alice, found, MINATO, HOSHINO)
    return found


@pytest.fixture
def admin(bob: Person) -> Person:
    """Bob, as a second admin."""
    Member.objects.filter(pk=bob.member.pk).update(role=Member.Role.ADMIN)
    return bob


class CannedGraph(ThreadingHTTPServer):
    """A Graph API that answers what a test says, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answer: tuple[int, bytes, dict[str, str]] = (200, b"{}", {})
        self.to: Callable[[str], Any] | None = None
        self.asked: list[tuple[str, str, bytes, dict[str, str]]] = []

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def says(self, body: Any, status: int = 200, **headers: str) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answer = (status, content, {name.replace("_", "-"): value for name, value in headers.items()})

    def answers(self, to: Callable[[str], Any]) -> None:
        """Each answer depends on the path that was asked for."""
        self.to = to

    def refuses(self, code: int, subcode: int = 0, **headers: str) -> None:
        error = {"message": "(#0) words that may change", "code": code, "error_subcode": subcode}
        self.says({"error": error}, 400, **headers)


class _Handler(BaseHTTPRequestHandler):
    server: CannedGraph

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_DELETE(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.command, self.path, body, headers))
        if self.server.to:
            self.server.says(self.server.to(self.path))
        status, content, extra = self.server.answer
        self.send_response(status)
        for name, value in {"content-length": str(len(content)), **extra}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def graph(settings) -> Iterator[CannedGraph]:
    with CannedGraph() as canned:
        threading.Thread(target=canned.serve_forever, args=(0.01,), daemon=True).start()
        settings.SANDBOX = True
        settings.META_APP_ID, settings.META_APP_SECRET = APP_ID, SECRET
        settings.META_GRAPH_URL = settings.SANDBOX_URL = canned.origin
        yield canned
        canned.shutdown()
