"""People with an account, made over HTTP as the screens do it."""

from __future__ import annotations

import email
import email.policy
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

import httpx

from tests.e2e.instance import Instance
from tests.e2e.practice import Customer, Sandbox

AUTH = "/_allauth/browser/v1/auth"
T = TypeVar("T")
PASSWORD = "kingfisher-over-still-water"


@dataclass
class Account:
    """Somebody signed in, with the cookies of a browser."""

    instance: Instance
    email: str

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.instance.url, timeout=30)
        self.client.get("/_allauth/browser/v1/config")  # brings the CSRF cookie

    @classmethod
    def sign_up(cls, instance: Instance, name: str, *, workspace: str) -> Account:
        """A new person with a workspace of their own, verified by the link in the mail."""
        account = cls(instance, f"{abs(hash((name, workspace)))}@people.example")
        account.post(
            f"{AUTH}/signup",
            {"email": account.email, "password": PASSWORD, "name": name, "workspace": workspace},
            expect=401,
        )
        key = mailed_link(instance.data / "mail", account.email, "verify-email")
        account.post(f"{AUTH}/email/verify", {"key": key})
        return account

    def colleague(self, name: str, role: str = "admin") -> Account:
        """Somebody who joins the workspace by an invitation."""
        account = Account(self.instance, f"{abs(hash((name, self.email)))}@people.example")
        self.post("/api/v1/invitations", {"email": account.email, "role": role}, expect=201)
        secret = mailed_link(self.instance.data / "mail", account.email, "invitation")
        joining = {"email": account.email, "password": PASSWORD, "name": name, "invitation": secret}
        account.post(f"{AUTH}/signup", joining)
        return account

    @classmethod
    def sign_in(cls, instance: Instance, address: str, password: str = PASSWORD) -> Account:
        account = cls(instance, address)
        account.post(f"{AUTH}/login", {"email": address, "password": password})
        return account

    def get(self, path: str, **query: Any) -> Any:
        return _answer(self.client.get(path, params=query), 200)

    def post(self, path: str, body: Any = None, *, expect: int = 200) -> Any:
        return _answer(self.client.post(path, json=body or {}, headers=self._csrf()), expect)

    def patch(self, path: str, body: Any) -> Any:
        return _answer(self.client.patch(path, json=body, headers=self._csrf()), 200)

    def delete(self, path: str) -> None:
        answer = self.client.delete(path, headers=self._csrf())
        assert answer.status_code in {200, 204}, f"{path}: {answer.status_code} {answer.text}"

    def connect(
        self,
        sandbox: Sandbox,
        *pages: str,
        user: str = "misaki",
        visibility: str = "shared",
        leads: bool = False,
    ) -> None:
        """Install Messenger and connect these Pages, as the screens and Facebook's dialog would.

        `leads`: who writes becomes one, as it is where nobody chose otherwise; only few tests are about that.
        """
        dialog = self.post("/api/v1/connect/messenger", {"visibility": visibility})["url"]
        asked = {name: values[0] for name, values in parse_qs(urlsplit(dialog).query).items()}
        agreed = sandbox.post("login", user=user, redirect_uri=asked["redirect_uri"], state=asked["state"])
        back = self.client.get(agreed["location"].partition("#")[0])
        connection = parse_qs(urlsplit(back.headers["location"]).query)["connection"][0]
        ids = {page["key"]: page["id"] for page in sandbox.get("state")["pages"]}
        wanted = {"external_ids": [ids[page] for page in pages]}
        connected = self.post(f"/api/v1/connections/{connection}/pages", wanted)
        assert not connected["failed"], connected
        if not leads:
            self.make_no_leads()

    def make_no_leads(self) -> None:
        """New conversations do nothing in the CRM by themselves."""
        for channel in self.get("/api/v1/channels"):
            nothing = {"add_persons": False, "on_new_chat": "nothing", "agreed": True}
            self.patch(f"/api/v1/channels/{channel['id']}/automation", nothing)

    def conversation(self, customer: Customer, *, within: float = 15) -> Any:
        """Their conversation, once what they wrote has come this far."""
        return self._listed(customer, within)[1]

    def place(self, customer: Customer, *, within: float = 15) -> int:
        """Where in the list their conversation stands, from 0."""
        return self._listed(customer, within)[0]

    def _listed(self, customer: Customer, within: float) -> tuple[int, Any]:
        def listed() -> tuple[int, Any] | None:
            rows = enumerate(self._conversations())
            return next((found for found in rows if found[1]["contact"]["name"] == customer.name), None)

        return until(listed, within, f"no conversation with {customer.name}")

    def _conversations(self) -> Iterator[Any]:
        cursor = ""
        while cursor is not None:
            page = self.get("/api/v1/conversations", limit=100, cursor=cursor)
            yield from page["items"]
            cursor = page["next_cursor"]

    def file_of(self, customer: Customer, *, within: float = 15) -> Any:
        """The newest file that they sent, once it is stored here."""
        messages = f"/api/v1/conversations/{self.conversation(customer)['id']}/messages"

        def stored() -> Any:
            files = [file for message in self.get(messages)["items"] for file in message["attachments"]]
            return files[-1] if files and files[-1]["state"] == "stored" else None

        return until(stored, within, f"no file of {customer.name}")

    def cookies(self) -> list[dict[str, str]]:
        """For a browser that shall be signed in as this person."""
        return [
            {"name": cookie.name, "value": cookie.value or "", "url": self.instance.url}
            for cookie in self.client.cookies.jar
        ]

    def _csrf(self) -> dict[str, str]:
        return {"X-CSRFToken": self.client.cookies.get("csrftoken") or ""}


def until(look: Callable[[], T | None], within: float, otherwise: str) -> T:
    """What there is to see, once it is there."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if found := look():
            return found
        Event().wait(0.1)
    raise AssertionError(f"{otherwise} after {within} s")


def mailed_link(folder: Path, address: str, page: str) -> str:
    """The secret in the newest mail's link to that page."""
    for path in sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True):
        mail = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        if address in str(mail["to"]):
            body = mail.get_body(("plain",))
            assert body is not None
            return unquote(re.findall(rf"/{page}/(\S+)", body.get_content())[0])
    raise AssertionError(f"no mail to {address} in {folder}")


def _answer(answer: httpx.Response, expect: int) -> Any:
    assert answer.status_code == expect, f"{answer.request.url}: {answer.status_code} {answer.text}"
    return answer.json()
