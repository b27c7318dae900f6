"""The edge's connections to the app: which are kept for the next request, and which are not."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kaiwa.edge.tests.running import Edge


class Socket:
    """What an HTTP server does on its connections: an answer without a body ends one, a moment later."""

    def __init__(self, path: Path) -> None:
        self.connections: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        for each in (self._listener, *self.connections):
            with suppress(OSError):  # it may have ended already
                each.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections.append(connection)
                threading.Thread(target=self._answer, args=[connection], daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            while request := connection.recv(65536):
                if b"/nothing" in request:
                    connection.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
                    connection.recv(1)  # whatever is asked here now is never answered
                    return
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")


@pytest.fixture
def app(run_directory: Path) -> Iterator[Socket]:
    application = Socket(run_directory / "app.sock")
    yield application
    application.close()
    (run_directory / "app.sock").unlink()


def test_a_connection_is_used_again_unless_the_answer_says_that_it_ends(edge: Edge, app: Socket) -> None:
    """What changes something is not asked twice: on a connection that is ending it would be lost."""
    for _ in range(3):
        assert edge.client.post("/api/v1/me", content=b"x").text == "ok"
    assert len(app.connections) == 1
    for _ in range(3):
        assert edge.client.post("/api/v1/nothing", content=b"x").status_code == 204
        assert edge.client.post("/api/v1/me", content=b"x").text == "ok"
