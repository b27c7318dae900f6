"""A test event goes the way that the provider's go: out, in by the public address, through the journal."""

from __future__ import annotations

import threading
from typing import Any

from django.db import connections
from django.test import Client

from kaiwa.conversations import drain
from kaiwa.conversations.models import Conversation
from kaiwa.edge.tests.running import SECRET, Edge
from kaiwa.workspaces.models import Member


def test_it_says_how_far_it_came_and_shows_nowhere_else(edge: Edge, alice, shared, settings: Any) -> None:
    settings.PUBLIC_URL, settings.META_APP_SECRET = edge.url, SECRET
    Member.objects.filter(pk=alice.member.pk).update(can_change_settings=True)
    browser = Client(headers=alice.bearer)
    path = f"/api/v1/channels/{shared.pk}/test-event"

    stuck = browser.post(path, content_type="application/json").json()
    assert [step["ok"] for step in stuck["steps"]] == [True, True, True, False]
    assert stuck["steps"][-1]["code"] == "trial_not_handled"

    stop = threading.Event()
    thread = threading.Thread(target=_drain, args=(stop,))
    thread.start()
    try:
        trial = browser.post(path, content_type="application/json").json()
    finally:
        stop.set()
        thread.join()
    assert trial["ok"]
    seconds = [step["seconds"] for step in trial["steps"]]
    assert seconds == sorted(seconds)
    assert not Conversation.objects.exists()
    hours = browser.get(f"/api/v1/channels/{shared.pk}/events").json()["hours"]
    assert sum(hour["ignored"] for hour in hours) == 2


def _drain(stop: threading.Event) -> None:
    drain.run(stop)
    connections.close_all()
