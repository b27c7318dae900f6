"""Thousands of webhooks lost, doubled, delayed, shuffled and cut off: catch-up makes the inbox what Facebook has."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from kaiwa.channels.models import Channel, Round
from kaiwa.conversations import rounds
from kaiwa.conversations.models import Message, MissingMessage
from kaiwa.conversations.tests.conftest import (  # noqa: F401 pytest finds fixtures by their names here
    connection,
    facebook,
    our_app,
)
from kaiwa.conversations.tests.facebook import Facebook
from kaiwa.conversations.tests.journal import receive
from kaiwa.sandbox.tests.conftest import (  # noqa: F401 as above
    connected,
    door,
    running,
    sandbox,
)

EVENTS = 10_000
CUSTOMERS = EVENTS // 30
# Of a conversation Facebook shows as many in full
IN_FULL = 20


@dataclass
class Flood:
    """A crowd that writes to the Page, and what of it reaches us by webhook or can be listed."""

    facebook: Facebook
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    # Ids that were delivered in time, and that a round could list in full; webhooks that come too late
    arrived: set[str] = field(default_factory=set)
    listable: set[str] = field(default_factory=set)
    late: list[bytes] = field(default_factory=list)
    taken: int = 0

    def write(self, share: float, **how: Any) -> None:
        self.facebook.sandbox.post(
            "generate", page="minato", events=round(EVENTS * share), customers=CUSTOMERS, echoes=0.3, **how
        )

    def deliver(self) -> None:
        """What was carried to the door arrives in any order, one in ten webhooks much later."""
        self.facebook.sandbox.get("idle", timeout=60)
        bodies = self.facebook.sandbox.door.bodies[self.taken :]
        self.taken += len(bodies)
        self.chance.shuffle(bodies)
        late = len(bodies) // 10
        self.late += bodies[:late]
        receive(*bodies[late:])
        self.arrived |= {mid for body in bodies[late:] for mid in _mids(body)}

    def look(self) -> Round:
        """A round."""
        for thread in self.threads().values():
            self.listable |= {row["mid"] for row in thread[-IN_FULL:]}
        rounds.now(self.facebook.channel)
        rounds.go_round()
        return Round.objects.latest("pk")

    def threads(self) -> dict[str, list[dict[str, Any]]]:
        """The sender's log by conversation, oldest first."""
        found = defaultdict(list)
        for row in self.facebook.sandbox.get("log", limit=10 * EVENTS):
            found[row["psid"]].append(row)
        return {psid: sorted(rows, key=lambda row: (row["at"], row["seq"])) for psid, rows in found.items()}


def _mids(body: bytes) -> list[str]:
    return [item["message"]["mid"] for entry in json.loads(body)["entry"] for item in entry["messaging"]]


@pytest.fixture
def flood(facebook: Facebook, settings: Any) -> Flood:  # noqa: F811 the fixture imported above
    settings.META_LIST_RATE = 10_000
    facebook.sandbox.patch("switches", list_limit_per_s=0, retry_max_ms=20)
    Channel.objects.update(caught_up_at=timezone.now() - timedelta(hours=3))
    return Flood(facebook)


def inbox() -> dict[str, list[tuple[str, str]]]:
    """Ids and texts by conversation, in the order of the screen."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = Message.objects.exclude(code="messages_missing").order_by("sent_at", "pk")
    for psid, mid, text in rows.values_list("conversation__identity__external_id", "external_id", "text"):
        found[psid].append((mid or "", text))
    return found


def test_after_catching_up_the_inbox_is_what_the_sender_wrote(flood: Flood) -> None:
    """TL-50, D-03, D-04: all that Facebook still shows is here once, in order; of the rest it is said how much."""
    flood.write(0.4, lost=0.2, doubled=0.2, shuffled=True, span_s=7200, seed=1)
    flood.deliver()
    # An hour in which nobody answers: Facebook gives up and stops reporting
    flood.facebook.sandbox.patch("switches", outage=True)
    flood.facebook.act(text="the last straw")
    flood.facebook.sandbox.post("clock", forward_s=3601)
    flood.facebook.sandbox.get("idle", timeout=60)
    flood.facebook.sandbox.patch("switches", outage=False)
    flood.write(0.2, span_s=3600, seed=2)
    first = flood.look()
    # It reports again
    flood.write(0.4, lost=0.2, doubled=0.2, shuffled=True, span_s=300, seed=3)
    flood.deliver()
    second = flood.look()
    receive(*flood.late)
    third = flood.look()
    assert first.complete and second.complete and third.complete
    wrote = flood.threads()
    shown = inbox()
    here = {mid for thread in shown.values() for mid, _ in thread}
    assert flood.arrived | flood.listable <= here
    for psid, rows in wrote.items():
        kept = {row["mid"]: row for row in rows if row["mid"] in here}
        assert dict(shown[psid]) == {mid: row["text"] for mid, row in kept.items()}
        # The list has whole seconds
        seconds = [kept[mid]["at"] // 1000 for mid, _ in shown[psid]]
        assert seconds == sorted(seconds)
    everything = {row["mid"] for rows in wrote.values() for row in rows}
    said = set(MissingMessage.objects.values_list("external_id", flat=True))
    assert everything - here <= said
    assert first.unrecoverable + second.unrecoverable + third.unrecoverable == len(said)
