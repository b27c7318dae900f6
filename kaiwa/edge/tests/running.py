"""A really running edge for tests, and what talks to it."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import urlsplit, urlunsplit

import httpx
import uvicorn
from django.db import connection
from waitress.server import create_server

SECRET = "the app's secret"
WEBHOOK = "/webhooks/messenger"


class Edge:
    """The edge's own process on a free port, with a database and a directory for the app's socket."""

    def __init__(self, database_url: str, run: Path, **environment: str) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=512)
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        number = self.listener.fileno()
        told = {
            "DATABASE_URL": database_url,
            "KAIWA_RUN": str(run),
            "KAIWA_LISTEN_FD": str(number),
            "KAIWA_META_APP_SECRET": SECRET,
            "KAIWA_META_VERIFY_TOKEN": "the verify token",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "kaiwa.cli", "edge"],
            env={**os.environ, **told, **environment},
            pass_fds=[number],
        )
        self.client = httpx.Client(base_url=self.url, timeout=10)
        try:
            self._wait()
        except BaseException:
            self.end()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        self.client.close()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self.listener.close()

    def _wait(self) -> None:
        """The socket takes callers before the process does, so this waits until it answers."""
        assert self.client.get("/healthz", timeout=60).status_code in {200, 503}

    def deliver(self, body: bytes, **headers: str) -> httpx.Response:
        """As the provider does: signed."""
        return self.client.post(WEBHOOK, content=body, headers={"X-Hub-Signature-256": sign(body), **headers})

    def say(self, raw: bytes, *, end: bool = False) -> bytes:
        """Send bytes as they are, and answer all that comes back until the edge closes the connection."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(raw)
            if end:
                connection.shutdown(socket.SHUT_WR)
            answer = b""
            while data := connection.recv(65536):
                answer += data
            return answer


def sign(body: bytes) -> str:
    return "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()


def test_database_url() -> str:
    """Where this session's test database is, for another process."""
    given = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(given._replace(path="/" + connection.settings_dict["NAME"]))


test_database_url.__test__ = False  # type: ignore[attr-defined]  # its name is a fact, not a test


class Reader:
    """An open stream. `next()` is the next event that is neither a heartbeat nor of counts, which come on their own."""

    def __init__(self, url: str, **headers: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=20)
        self._request = self._client.stream("GET", "/api/v1/stream", headers=headers)
        self.response = self._request.__enter__()
        self.status = self.response.status_code
        self._events: Queue[tuple[str, Any]] = Queue()
        self._counts: Queue[Any] = Queue()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        # Closing alone would wait for the thread that reads
        with suppress(OSError):
            self.response.extensions["network_stream"].get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        self._client.close()

    def next(self, within: float = 5) -> tuple[str, Any]:
        """(event, data); ("end", None) when the stream is over. Raises queue.Empty."""
        return self._events.get(timeout=within)

    def change(self, within: float = 5) -> Any:
        event, data = self.next(within)
        assert event == "change", (event, data)
        return data

    def counts(self, within: float = 5) -> Any:
        """The next numbers of the sections."""
        return self._counts.get(timeout=within)

    def _read(self) -> None:
        event = ""
        try:
            for line in self.response.iter_lines():
                name, _, value = line.partition(": ")
                if name == "event":
                    event = value
                elif name == "data" and event == "counts":
                    self._counts.put(json.loads(value))
                elif name == "data":
                    self._events.put((event, json.loads(value)))
                elif name == "retry":
                    self._events.put(("retry", int(value)))
        except httpx.HTTPError:
            self._events.put(("broken", None))
        else:
            self._events.put(("end", None))


@contextmanager
def app_behind(run: Path, application: Any, **settings: Any) -> Iterator[None]:
    """A WSGI application where the edge expects the app: waitress on the unix socket, as in earnest."""
    path = run / "app.sock"
    path.unlink(missing_ok=True)
    server: Any = create_server(application, unix_socket=str(path), ident="", **settings)

    def answer() -> None:
        with suppress(OSError):  # closed under its hands is how it ends
            server.run()

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.close()
        # As when its process ends
        for channel in list(server.active_channels.values()):
            channel.socket.shutdown(socket.SHUT_RDWR)
        path.unlink(missing_ok=True)


@contextmanager
def serving(application: Any, lifespan: Literal["on", "off"] = "off") -> Iterator[str]:
    """Any ASGI application on a free port, in a thread."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(application, lifespan=lifespan, log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def eventually(is_so: Any, within: float = 5) -> None:
    """Look again and again until it is so; for what another process does in its own time."""
    deadline = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < deadline, "it did not become so"
        threading.Event().wait(0.01)
