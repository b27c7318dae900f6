"""What `kaiwa doctor` says about Messenger's app and webhook: each trouble by its name, with what to do."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kaiwa.channels.messenger.doctor import diagnose

pytestmark = pytest.mark.usefixtures("our_app")


def answering(url: str) -> tuple[int, bytes]:
    """Kaiwa at its public address, with the same settings."""
    return 200, parse_qs(urlsplit(url).query)["hub.challenge"][0].encode()


def states(settings: Any, fetch: Any = answering) -> dict[str, str]:
    found = list(diagnose(settings.PUBLIC_URL, fetch))
    assert all(finding.do for finding in found if finding.state != "ok")
    return {finding.check: finding.state for finding in found}


def test_what_is_set_up_is_ok(settings) -> None:
    assert set(states(settings).values()) == {"ok"}


def test_without_an_app_there_is_nothing_to_look_at(settings) -> None:
    settings.META_APP_SECRET = ""
    (finding,) = diagnose(settings.PUBLIC_URL, answering)
    assert (finding.state, "KAIWA_META_APP_SECRET" in finding.says) == ("warning", True)


def test_a_wrong_secret_is_told(settings) -> None:
    settings.META_APP_SECRET = "another one"
    assert states(settings) == {"messenger webhook": "ok", "messenger app": "failed"}


def test_a_graph_that_cannot_be_reached_is_told_apart_from_a_wrong_secret(settings) -> None:
    settings.META_GRAPH_URL = settings.SANDBOX_URL = "http://127.0.0.1:9"
    (app,) = [each for each in diagnose(settings.PUBLIC_URL, answering) if each.check == "messenger app"]
    assert (app.state, "does not answer" in app.says) == ("failed", True)


@pytest.mark.parametrize("answer", [(0, b""), (403, b""), (404, b""), (200, b"a page of the proxy")])
def test_a_challenge_that_is_not_answered_is_told(settings, answer: tuple[int, bytes]) -> None:
    assert states(settings, lambda _: answer)["messenger webhook"] == "failed"


def test_webhooks_that_go_elsewhere_are_told(settings) -> None:
    settings.PUBLIC_URL = "https://moved.example.com"
    assert states(settings)["messenger subscription"] == "failed"
