"""Two members on one inbox, each with a screen that is sometimes behind: nobody is answered twice, nobody is missed."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.tests.journal import receive

LIST = "/api/v1/conversations"
CUSTOMERS = 12
STEPS = 200


@dataclass
class Desk:
    """A member, what their screen shows, and what they have answered. It learns of nothing until they look."""

    person: Any
    rows: list[dict[str, Any]] = field(default_factory=list)
    # The conversation in which they write, and the thread as they saw it when they began
    writing: dict[str, Any] | None = None
    thread: list[dict[str, Any]] = field(default_factory=list)
    sent: int = 0
    held_back: int = 0

    def look(self) -> None:
        self.rows = self.person.get(LIST, waiting=True, sort="waiting").json()["items"]

    def begin(self, chance: random.Random) -> None:
        """Open somebody who waits, as far as the screen knows, and start to write."""
        if self.rows:
            self.writing = chance.choice(self.rows)
            self._read()

    def send(self) -> None:
        """Held back, they read what is new; and go on only if the customer still waits."""
        assert self.writing is not None
        body = {
            "key": f"{self.person.member.pk}-{self.sent}-{self.held_back}",
            "text": f"answer {self.sent}",
            "seen": self.thread[-1]["id"],
        }
        answer = self.person.post(f"{LIST}/{self.writing['id']}/messages", body)
        if answer.status_code == 409:
            assert answer.json()["code"] == "stale"
            self.held_back += 1
            self._read()
            if self._said()[-1]["direction"] == "in":
                return  # they write on, with what is new before their eyes
        else:
            assert answer.status_code == 201, answer.content
            self.sent += 1
        self.writing = None

    def _said(self) -> list[dict[str, Any]]:
        return [each for each in self.thread if each["direction"] in {"in", "out"}]

    def _read(self) -> None:
        assert self.writing is not None
        self.thread = self.person.get(f"{LIST}/{self.writing['id']}/messages").json()["items"]
        if self._said()[-1]["direction"] == "out":
            self.writing = None  # a colleague was quicker, and one sees it


def write(number: int, customer: int) -> None:
    receive(
        webhooks.body(
            {
                "sender": {"id": f"9{customer:04}"},
                "recipient": {"id": webhooks.PAGE},
                "timestamp": int(time.time() * 1000),
                "message": {"mid": f"m_{number}", "text": f"question {number}"},
            }
        )
    )


@pytest.mark.parametrize("seed", range(2))
def test_nobody_is_answered_twice_and_nobody_is_missed(channel, alice, bob, seed):
    """D-58"""
    chance = random.Random(seed)
    desks = [Desk(alice), Desk(bob)]
    for number in range(STEPS):
        if number < STEPS * 2 // 3 and chance.random() < 0.3:
            write(number, chance.randrange(CUSTOMERS))
            continue
        desk = chance.choice(desks)
        if desk.writing:
            desk.send()
        elif chance.random() < 0.4:
            desk.look()
        else:
            desk.begin(chance)
    # The customers are quiet now; both go on until their screens say that nobody waits
    for desk in desks:
        while desk.writing or Conversation.objects.filter(waiting_since__isnull=False).exists():
            if desk.writing:
                desk.send()
            else:
                desk.look()
                desk.begin(chance)
    _nobody_twice()
    assert not Conversation.objects.filter(waiting_since__isnull=False).exists()
    assert sum(desk.held_back for desk in desks) > 0


def _nobody_twice() -> None:
    for conversation in Conversation.objects.all():
        said = conversation.messages.exclude(direction=Message.Direction.EVENT).order_by("sent_at", "pk")
        sides = list(said.values_list("direction", flat=True))
        assert sides[-1] == "out"
        # Between two answers there is always a question
        assert ("out", "out") not in set(pairwise(sides))
