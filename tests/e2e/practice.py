"""The practice ground from a test: customers' phones, and what can go wrong on Facebook's side."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import httpx

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Customer:
    """A person with a phone, who writes to one Page."""

    sandbox: Sandbox
    id: str
    name: str
    page: str

    def write(self, text: str, **details: Any) -> Any:
        """Write a text; `minutes_ago` dates it in the past."""
        return self.act("text", text=text, **details)

    def write_history(self, texts: list[str]) -> None:
        """Write all of these at once, as if over the last hours: a minute apart, the last one a minute ago."""
        events = [
            {"by": "customer", "page": self.page, "customer": self.id, "kind": "text", "text": text}
            | {"minutes_ago": len(texts) - number}
            for number, text in enumerate(texts)
        ]
        self.sandbox.post("script", events=events)

    def act(self, kind: str, **details: Any) -> Any:
        """Any act of kaiwa/sandbox/README.md."""
        return self.sandbox.post(f"customers/{self.id}/act", page=self.page, kind=kind, **details)

    def received(self) -> list[dict[str, Any]]:
        """What of ours reached the phone, oldest first."""
        found: list[dict[str, Any]] = self.sandbox.get(f"customers/{self.id}/received", page=self.page)
        return found

    def thread(self) -> dict[str, Any]:
        """The conversation as the phone has it: `typing`, `page_read_at`, `last_inbound_at` …"""
        (found,) = self.sandbox.get("threads", customer=self.id, page=self.page)
        return dict(found)


class Sandbox:
    """The control API of a running sandbox."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(base_url=f"{url}/sandbox/api/", timeout=30)

    def get(self, path: str, **query: Any) -> Any:
        return self._answer(self.client.get(path, params=query))

    def post(self, path: str, **body: Any) -> Any:
        return self._answer(self.client.post(path, json=body))

    def patch(self, path: str, **body: Any) -> Any:
        return self._answer(self.client.patch(path, json=body))

    def customer(self, page: str = "minato", *, name: str = "", **details: Any) -> Customer:
        """Somebody new, whom no other test knows."""
        name = name or f"試験 {next(_numbers)}号"
        made = self.post("customers", name=name, **details)
        return Customer(self, made["id"], name, page)

    def user(self, name: str) -> str:
        """Somebody new with a Facebook account: their id."""
        return str(self.post("users", name=name)["id"])

    def page(self, name: str, *users: str) -> str:
        """A new Page of which these are admins: its key."""
        return str(self.post("pages", name=name, tasks={user: ["*"] for user in users})["key"])

    def answer_on_facebook(self, customer: Customer, text: str, **details: Any) -> Any:
        """Somebody writes in Facebook's own inbox."""
        return self.post(f"pages/{customer.page}/act", customer=customer.id, text=text, **details)

    def fault(self, **details: Any) -> None:
        """Plan an error; see kaiwa/sandbox/README.md."""
        self.post("faults", **details)

    def calm(self, switches: dict[str, Any]) -> None:
        """As it was: no planned errors, these switches."""
        self._answer(self.client.delete("faults"))
        self.patch("switches", **{name: value for name, value in switches.items() if name != "faults"})

    def wait_until_idle(self) -> None:
        """Until every webhook has been taken."""
        self.get("idle", timeout=20)

    def _answer(self, answer: httpx.Response) -> Any:
        assert answer.is_success, f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text}"
        return answer.json()
