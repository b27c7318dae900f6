"""Records of Alice's workspace."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from kaiwa.conversations.models import Conversation
from kaiwa.crm.builtin.crm import Builtin
from kaiwa.workspaces import accounts
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.tests.people import Person
from tests.tenancy.conftest import belongings

_keys = count(1)


@pytest.fixture(autouse=True)
def built_in(settings):
    settings.CRMS = ["kaiwa.crm.builtin.crm.Builtin"]


class Pages:
    """What somebody makes on the pages."""

    def __init__(self, by: Person) -> None:
        self.by = by

    def __call__(self, path: str, **body: Any) -> dict[str, Any]:
        answer = self.by.post(f"/api/v1/{path}", {"key": f"k{next(_keys)}", **body})
        assert answer.status_code == 201, answer.content
        made: dict[str, Any] = answer.json()
        return made


@pytest.fixture
def made(alice) -> Pages:
    return Pages(alice)


@pytest.fixture
def bobs(bob) -> Pages:
    return Pages(bob)


@pytest.fixture
def carol(alice) -> Person:
    """A third of the team, no admin either."""
    user = accounts.add_user("carol@acme.example", "kingfisher-over-still-water", name="Carol Chida")
    return Person(Member.objects.create(workspace=alice.workspace, user=user))


@pytest.fixture
def stages(alice) -> list[dict[str, Any]]:
    (pipeline,) = alice.get("/api/v1/pipelines").json()
    found: list[dict[str, Any]] = pipeline["stages"]
    return found


@pytest.fixture
def conversation(alice) -> Conversation:
    """One of a channel that the team shares."""
    return belongings(alice, "umber", "shared").conversation


@pytest.fixture
def builtin() -> Builtin:
    return Builtin()
