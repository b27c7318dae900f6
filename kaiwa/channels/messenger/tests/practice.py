"""People at the practice Facebook, as the tests of connecting and of the contract move them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from kaiwa.channels.base import Credentials, Signal
from kaiwa.channels.contract import Subject, Webhook
from kaiwa.channels.messenger.provider import Messenger
from kaiwa.channels.messenger.signature import sign
from kaiwa.channels.messenger.tests.webhooks import entries
from kaiwa.sandbox.tests.conftest import MINATO, SECRET, Sandbox

CALLBACK = "/connect/messenger/callback"


class Facebook:
    """What people do at Facebook's side of connecting."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def agree(self, dialog: str, *, user: str = "misaki", **login: Any) -> dict[str, str]:
        """The person agrees in the dialog at this address: what the browser then brings back."""
        asked = query_of(dialog)
        login = {"scopes": asked["scope"].split(",")} | login
        location = self.sandbox.post(
            "login", user=user, redirect_uri=asked["redirect_uri"], state=asked["state"], **login
        )["location"]
        return query_of(location)

    def leave(self, dialog: str) -> dict[str, str]:
        """The person closes the dialog."""
        answer = self.sandbox.http.post(dialog, data={"do": "cancel"})
        return query_of(answer.headers["location"])

    def subscribed(self, page: str) -> list[str] | None:
        pages = self.sandbox.get("state")["pages"]
        found: list[str] | None = next(each["subscribed"] for each in pages if each["id"] == page)
        return found


def query_of(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


class PracticeMessenger(Subject):
    """Minato's Page or another one of Misaki's, and Yui who wrote to it."""

    provider = Messenger()
    strangers = (
        entries({"id": MINATO, "messaging": []}, kind="instagram"),
        entries({"id": MINATO, "time": 1, "changes": [{"field": "feed", "value": {}}]}),
        entries({"id": MINATO, "time": 1, "messaging": [{"something_new": {}}]}),
    )

    def __init__(self, sandbox: Sandbox, page: str = "minato") -> None:
        self.sandbox, self.page = sandbox, page
        wrote = sandbox.act(page=page, text="こんにちは")
        self.contact = str(wrote["psid"])
        self.credentials = Credentials(wrote["page"], sandbox.connect(wrote["page"]))
        sandbox.arrived()
        sandbox.door.bodies.clear()

    def sign(self, body: bytes) -> Webhook:
        return Webhook(body, {"x-hub-signature-256": "sha256=" + sign(body, SECRET)})

    def customer_writes(self, text: str) -> None:
        self.sandbox.act(page=self.page, text=text)

    def customer_sends_file(self) -> None:
        self.sandbox.act(page=self.page, kind="image", canned=self._picture())

    def received(self) -> list[str]:
        shown = self.sandbox.get("customers/yui/received", page=self.page)
        return [message["text"] for message in shown]

    def shown(self) -> set[Signal]:
        (thread,) = self.sandbox.get("threads", page=self.page, customer="yui")
        shown: dict[Signal, bool] = {
            "writing": thread["typing"],
            "seen": thread["page_read_at"] >= thread["last_inbound_at"],
        }
        return {signal for signal, is_shown in shown.items() if is_shown}

    def webhooks(self) -> list[Webhook]:
        self.sandbox.arrived()
        # The door of these tests has checked the sandbox's own signature, and keeps the body alone
        assert self.sandbox.door.signed
        return [self.sign(body) for body in self.sandbox.door.bodies]

    def stop_reporting(self) -> bool:
        self.sandbox.patch(f"pages/{self.page}", subscribed=False)
        return True

    def another_app_takes_the_thread(self) -> bool:
        self.sandbox.post("threads/owner", page=self.page, customer="yui", app_id="555", act="take")
        return True

    def refuse(self, situation: str) -> bool:
        self.sandbox.post("faults", on="messages", count=1, **_FAULTS[situation])
        return True

    def _picture(self) -> str:
        return str(next(each["name"] for each in self.sandbox.get("canned") if each["type"] == "image"))


_FAULTS: dict[str, dict[str, Any]] = {
    "login_invalid": {"kind": "error", "code": 190, "subcode": 460},
    "window_closed": {"kind": "error", "code": 10, "subcode": 2018278},
    "contact_unavailable": {"kind": "error", "code": 551},
    "rate_limited": {"kind": "error", "code": 613},
    "provider_failed": {"kind": "error", "code": 2},
    "cut": {"kind": "hangup", "done": True},
}
