"""Alice owns the workspace, Bob is on her team, Charlie is not. Each as a browser that signed in.

Their requests go through the real middleware, session and CSRF check. Registered in the root conftest.
"""

from __future__ import annotations

from io import IOBase
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.test import Client

from kaiwa.workspaces import accounts, joining
from kaiwa.workspaces.models import Member, User, Workspace

# A password is hashed slowly to cost a thief time; a test has no thief
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PASSWORD = "kingfisher-over-still-water"


class Browser:
    """A browser: cookies, CSRF, JSON."""

    def __init__(self, *, language: str = "en") -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.language = language
        request = HttpRequest()
        self.csrf = get_token(request)
        self.client.cookies["csrftoken"] = request.META["CSRF_COOKIE"]

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query, headers=self._headers())

    def post(self, path: str, json: Any = None) -> Any:
        return self._send("post", path, json)

    def put(self, path: str, json: Any = None) -> Any:
        return self._send("put", path, json)

    def patch(self, path: str, json: Any = None) -> Any:
        return self._send("patch", path, json)

    def delete(self, path: str, json: Any = None) -> Any:
        return self._send("delete", path, json)

    def upload(self, path: str, file: IOBase) -> Any:
        return self.client.post(path, {"file": file}, headers=self._headers())

    def _send(self, method: str, path: str, json: Any) -> Any:
        body = {} if json is None else json
        return getattr(self.client, method)(
            path, body, content_type="application/json", headers=self._headers()
        )

    def _headers(self) -> dict[str, str]:
        cookie = self.client.cookies.get("csrftoken")
        token = cookie.value if cookie else ""
        return {"Accept-Language": self.language, "X-CSRFToken": token}


class Person(Browser):
    """A browser in which a member signed in."""

    def __init__(self, member: Member) -> None:
        super().__init__()
        self.member = member
        self.client.force_login(member.user)

    @property
    def user(self) -> User:
        return self.member.user

    @property
    def workspace(self) -> Workspace:
        return self.member.workspace

    @property
    def cookie(self) -> str:
        """The Cookie header of this browser."""
        return "; ".join(f"{name}={morsel.value}" for name, morsel in self.client.cookies.items())


class Program:
    """A program with a token: no cookies, no CSRF."""

    def __init__(self, token: str) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(path, query)

    def post(self, path: str, json: Any = None) -> Any:
        return self.client.post(path, {} if json is None else json, content_type="application/json")

    def patch(self, path: str, json: Any = None) -> Any:
        return self.client.patch(path, {} if json is None else json, content_type="application/json")


@pytest.fixture
def visitor(db: None) -> Browser:
    """Somebody who has not signed in."""
    return Browser()


@pytest.fixture
def alice(db: None) -> Person:
    user = accounts.add_user("alice@acme.example", PASSWORD, name="Alice Aoki")
    return Person(joining.open_workspace(user, "Acme"))


@pytest.fixture
def workspace(alice: Person) -> Workspace:
    return alice.workspace


@pytest.fixture
def bob(alice: Person) -> Person:
    user = accounts.add_user("bob@acme.example", PASSWORD, name="Bob Baba")
    return Person(Member.objects.create(workspace=alice.workspace, user=user))


@pytest.fixture
def charlie(db: None) -> Person:
    user = accounts.add_user("charlie@rival.example", PASSWORD, name="Charlie Chiba")
    return Person(joining.open_workspace(user, "Rival"))
