"""A push service as browsers have one: it hands each message to the browser it is for, which alone can read it."""

from __future__ import annotations

import base64
import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from kaiwa.notifications.webpush import server_key


class TheirBrowser:
    """A browser somebody is signed in to, and what was pushed to it."""

    def __init__(self, service: PushService, name: str) -> None:
        self.service, self.name = service, name
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)

    @property
    def subscription(self) -> dict[str, str]:
        """As the page gives it to the API."""
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {
            "endpoint": f"{self.service.origin}/{self.name}",
            "public_key": _base64(point),
            "secret": _base64(self.secret),
        }

    @property
    def got(self) -> list[dict[str, Any]]:
        """What it was pushed, read with its own key."""
        return [self._read(body) for path, _headers, body in self.service.taken if path == f"/{self.name}"]

    def _read(self, body: bytes) -> dict[str, Any]:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        read: dict[str, Any] = json.loads(plain)
        return read


class PushService(ThreadingHTTPServer):
    """`answers` maps a browser's name to the statuses that its next messages are answered with."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.asked = 0
        self.answers: dict[str, list[int]] = {}
        self.retry_after = ""

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def browser(self, name: str) -> TheirBrowser:
        return TheirBrowser(self, name)


class _Handler(BaseHTTPRequestHandler):
    server: PushService

    def do_POST(self) -> None:
        service = self.server
        service.asked += 1
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        planned = service.answers.get(self.path[1:], [])
        status = planned.pop(0) if planned else 201
        if not _is_ours(headers["authorization"]):
            status = 403
        if status == 201:
            service.taken.append((self.path, headers, body))
        self.send_response(status)
        if service.retry_after:
            self.send_header("retry-after", service.retry_after)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        pass


def _is_ours(authorization: str) -> bool:
    """Whether it is signed with the key that the page subscribed with."""
    _scheme, _space, told = authorization.partition(" ")
    parts = dict(part.split("=", 1) for part in told.split(","))
    return parts["k"] == server_key() and bool(Vapid02.verify(authorization))


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
