"""The steps of connecting, as the interface takes them."""

from __future__ import annotations

from typing import Any

from kaiwa.channels.messenger.tests.practice import CALLBACK, Facebook, query_of
from kaiwa.workspaces.tests.people import Person


def begin(person: Person, visibility: str = "shared", **more: Any) -> Any:
    return person.post("/api/v1/connect/messenger", {"visibility": visibility, **more})


def back(person: Person, answer: dict[str, str]) -> str:
    """The browser comes back from Facebook: where it is sent to."""
    response = person.get(CALLBACK, **answer)
    assert response.status_code == 302
    return str(response.headers["location"])


def log_in(facebook: Facebook, person: Person, *, visibility: str = "shared", **login: Any) -> str:
    return back(person, facebook.agree(begin(person, visibility).json()["url"], **login))


def install(facebook: Facebook, person: Person, *, visibility: str = "shared", **login: Any) -> int:
    location = log_in(facebook, person, visibility=visibility, **login)
    assert location.startswith("/settings/messaging/pages?connection="), location
    return int(query_of(location)["connection"])


def pages(person: Person, connection: int) -> dict[str, Any]:
    listed = person.get(f"/api/v1/connections/{connection}/pages")
    assert listed.status_code == 200, listed.content
    return {page["external_id"]: page for page in listed.json()}


def choose(person: Person, connection: int, *external_ids: str) -> Any:
    return person.post(f"/api/v1/connections/{connection}/pages", {"external_ids": list(external_ids)})


def refused(location: str) -> str:
    assert location.startswith("/settings/messaging?"), location
    return query_of(location)["refused"]
