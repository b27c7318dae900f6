"""A page of a list is asked for in a fixed number of queries, however many stand in it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


def asked(alice, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert alice.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", ["persons", "organizations", "leads", "deals"])
def test_a_longer_list_asks_no_more(alice, made, path):
    def one(number: int) -> None:
        company = made("organizations", name=f"Company {number}")
        person = made(
            "persons",
            name=f"Person {number}",
            organization=company["id"],
            phones=[{"value": "090-1234-5678"}],
            emails=[{"value": "a@example.com"}],
        )
        made("leads", title="Lead", person=person["id"], organization=company["id"])
        made("deals", title="Deal", person=person["id"], organization=company["id"])

    one(1)
    few = asked(alice, f"/api/v1/{path}")
    for number in range(2, 6):
        one(number)
    assert asked(alice, f"/api/v1/{path}") == few


def test_a_longer_feed_asks_no_more(alice, made):
    deal = made("deals", title="Deal")
    path = f"/api/v1/deals/{deal['id']}/feed"
    made(f"deals/{deal['id']}/notes", text="One")
    few = asked(alice, path)
    for text in ("Two", "Three", "Four"):
        made(f"deals/{deal['id']}/notes", text=text)
    assert asked(alice, path) == few
