"""The customers: signed webhooks as Meta sends them, and the log of what they wrote."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

from bench.load import request

PATH = "/webhooks/messenger"


@dataclass
class Written:
    """One message as its customer sees it on the phone."""

    at: int
    text: str
    edited: bool = False
    deleted: bool = False
    reaction: str = ""

    def expected(self) -> tuple[Any, ...]:
        """When it was written, and what of it is to be seen."""
        if self.deleted:
            return (self.at, "deleted")
        return (self.at, self.text, self.edited, self.reaction)


@dataclass
class Log:
    """What was sent: the webhooks in the order of sending, and each customer's thread as it must then be."""

    webhooks: list[bytes]
    threads: dict[str, list[Written]] = field(default_factory=dict)


class Sender:
    """Writes for one Page, signed with the app's secret."""

    def __init__(self, url: str, page: str, secret: str, seed: int = 1) -> None:
        self.url = url
        self.page = page
        self._secret = secret.encode()
        self._random = random.Random(seed)
        self._counter = 0

    def signed(self, item: dict[str, Any]) -> bytes:
        """The request of a webhook with this one item."""
        entry = {"id": self.page, "time": item["timestamp"] + 300, "messaging": [item]}
        body = json.dumps({"object": "page", "entry": [entry]}, separators=(",", ":")).encode()
        signature = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        return request(self.url, "POST", PATH, {"X-Hub-Signature-256": f"sha256={signature}"}, body)

    def text(self, customer: str, text: str, at: int) -> bytes:
        self._counter += 1
        mid = f"m_bench_{self._random.getrandbits(64):016x}_{self._counter}"
        return self.signed(self._item(customer, at, message={"mid": mid, "text": text}))

    def texts(self, count: int, customers: int) -> list[bytes]:
        """Unconnected messages, for the door alone."""
        now = int(time.time() * 1000)
        return [
            self.text(
                f"7{number % customers:015d}", f"メッセージ {number} / message {number}", now - count + number
            )
            for number in range(count)
        ]

    def log(self, events: int, customers: int, *, doubled: float) -> Log:
        """`events` events: nine of ten are texts, the others edit, unsend or react. Part of them twice; shuffled."""
        now = int(time.time() * 1000) - events * 10
        names = [f"8{number:015d}" for number in range(customers)]
        sent: dict[str, list[tuple[str, Written]]] = {name: [] for name in names}
        requests = []
        for number in range(events):
            customer = names[number % customers] if number < customers else self._random.choice(names)
            at = now + number * 10
            requests.append(self._act(customer, sent[customer], at, number))
        requests += self._random.sample(requests, int(events * doubled))
        self._random.shuffle(requests)
        return Log(requests, {name: [written for _, written in rows] for name, rows in sent.items()})

    def _act(self, customer: str, thread: list[tuple[str, Written]], at: int, number: int) -> bytes:
        kind = self._random.random()
        if not thread or kind < 0.9:
            mid = f"m_log_{self._random.getrandbits(64):016x}_{number}"
            text = f"{number}番目のメッセージです。 This is message {number}."
            thread.append((mid, Written(at, text)))
            return self.signed(self._item(customer, at, message={"mid": mid, "text": text}))
        mid, written = self._random.choice(thread)
        if kind < 0.95:
            written.reaction = "❤"
            reaction = {"mid": mid, "action": "react", "emoji": "❤", "reaction": "love"}
            return self.signed(self._item(customer, at, reaction=reaction))
        if kind < 0.98 and not written.edited:
            written.edited, written.text = True, f"直しました {number}"
            edit = {"mid": mid, "text": written.text, "num_edit": 1}
            return self.signed(self._item(customer, at, message_edit=edit))
        written.deleted = True
        return self.signed(self._item(customer, at, message={"mid": mid, "is_deleted": True}))

    def _item(self, customer: str, at: int, **content: Any) -> dict[str, Any]:
        return {"sender": {"id": customer}, "recipient": {"id": self.page}, "timestamp": at, **content}
