"""Webhooks as Meta sends them: signed, and sent again until they are answered with 200."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from tests.e2e.instance import Instance

_GIVE_UP = 120  # seconds; Meta tries for 36 hours


@dataclass
class Load:
    """Texts of many customers to one Page, each customer's in order of their provider's time."""

    instance: Instance
    page: str
    customers: int = 40
    each: int = 25
    sent: int = field(default=0, init=False)
    # What finds its texts among others
    pattern: str = field(default=r"\d+ さんの \d+ 通目", init=False)

    def __post_init__(self) -> None:
        kept = json.loads((self.instance.data / "sandbox.json").read_text())
        self._secret = kept["app_secret"].encode()
        self._start = int(time.time() * 1000) - 3_600_000
        self._counting = threading.Lock()

    @property
    def texts(self) -> dict[str, list[str]]:
        """What every customer wrote, by PSID, oldest first."""
        return {
            self._psid(customer): [self._text(customer, number) for number in range(self.each)]
            for customer in range(self.customers)
        }

    def send(self) -> None:
        """Send all, eight at a time, every fifth twice; raises if one is never taken."""
        jobs = [(customer, number) for number in range(self.each) for customer in range(self.customers)]
        with ThreadPoolExecutor(8) as pool, httpx.Client(base_url=self.instance.url, timeout=10) as client:
            for done in [pool.submit(self._deliver, client, *job) for job in jobs]:
                done.result()

    def _deliver(self, client: httpx.Client, customer: int, number: int) -> None:
        body = self._body(customer, number)
        for _ in range(2 if number % 5 == 0 else 1):
            self._until_taken(client, body)
        with self._counting:
            self.sent += 1

    def _until_taken(self, client: httpx.Client, body: bytes) -> None:
        signature = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature-256": f"sha256={signature}", "Content-Type": "application/json"}
        deadline = time.monotonic() + _GIVE_UP
        while time.monotonic() < deadline:
            try:
                answer = client.post("/webhooks/messenger", content=body, headers=headers)
            except httpx.TransportError:
                continue
            if answer.status_code == 200:
                return
            assert answer.status_code >= 500, f"{answer.status_code}: {answer.text}"
        raise AssertionError("a webhook was never taken")

    def _body(self, customer: int, number: int) -> bytes:
        at = self._start + number * 1000 + customer
        message = {"mid": f"m_load_{customer}_{number}", "text": self._text(customer, number)}
        event = {"sender": {"id": self._psid(customer)}, "recipient": {"id": self.page}, "timestamp": at}
        entry = {"id": self.page, "time": at, "messaging": [event | {"message": message}]}
        return json.dumps({"object": "page", "entry": [entry]}).encode()

    def _psid(self, customer: int) -> str:
        return str(70_000_000_000_000 + customer)

    def _text(self, customer: int, number: int) -> str:
        return f"{customer} さんの {number} 通目"
