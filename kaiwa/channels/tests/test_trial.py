"""A test event that does not arrive says at which step, and why (D-07)."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from kaiwa.lib import http
from kaiwa.workspaces.models import Member


class Elsewhere(ThreadingHTTPServer):
    """Somebody else's server at our public address, which says this."""

    answer: tuple[int, bytes] = (200, b"")

    def says(self, status: int, body: bytes) -> None:
        self.answer = (status, body)


class Handler(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        status, body = self.server.answer
        self.send_response(status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def public(settings: Any) -> Iterator[Elsewhere]:
    settings.META_APP_SECRET = "secret"
    with Elsewhere(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.PUBLIC_URL = f"http://127.0.0.1:{server.server_port}"
        yield server
        server.shutdown()


def error(code: str) -> bytes:
    return json.dumps({"code": code, "message": "", "params": {}}).encode()


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ((404, b"<html>a shop</html>"), ("reached", "trial_answered_otherwise")),
        ((301, b""), ("reached", "trial_answered_otherwise")),
        ((503, b"nginx is tired"), ("reached", "trial_answered_otherwise")),
        ((403, error("bad_signature")), ("signed", "trial_signature_refused")),
        ((503, error("starting")), ("stored", "trial_journal_away")),
        ((200, b"another Kaiwa took it"), ("stored", "trial_not_stored")),
    ],
)
def test_the_step_that_failed_says_why(bikes, alice, public, answer, failure) -> None:
    public.says(*answer)
    trial = alice.post(f"/api/v1/channels/{bikes.pk}/test-event").json()
    failed = [each for each in trial["steps"] if each["ok"] is False]
    assert [(each["name"], each["code"]) for each in failed] == [failure]
    assert not trial["ok"]
    names = [each["name"] for each in trial["steps"]]
    assert names == ["reached", "signed", "stored", "handled"]
    assert {each["ok"] for each in trial["steps"][names.index(failure[0]) + 1 :]} <= {None}


def test_an_address_at_which_nobody_answers_is_said_to_be_so(bikes, alice, settings) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:9"
    trial = alice.post(f"/api/v1/channels/{bikes.pk}/test-event").json()
    assert (trial["steps"][0]["ok"], trial["steps"][0]["code"]) == (False, "trial_unreachable")
    assert trial["address"] == "http://127.0.0.1:9/webhooks/messenger"


def test_a_certificate_that_is_not_accepted_is_told_apart() -> None:
    refused = http.FAILURES[0]("handshake failed")
    refused.__cause__ = ssl.SSLCertVerificationError("expired")
    assert http.why(refused) == "certificate"


def test_members_with_access_to_the_settings_send_test_events(bikes, bob, charlie, settings) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:9"
    path = f"/api/v1/channels/{bikes.pk}/test-event"
    assert charlie.post(path).status_code == 404
    assert bob.post(path).status_code == 403
    Member.objects.filter(pk=bob.member.pk).update(can_change_settings=True)
    assert bob.post(path).status_code == 200
