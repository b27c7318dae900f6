"""What the CRM was told of customers who wrote, read over HTTP as a seller reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.e2e.account import Account


def told(member: Account, pattern: str) -> list[list[str]]:
    """Of every lead what its conversation said that fits `pattern`, oldest first."""
    return [
        [text for note in _notes(member, lead["id"]) for text in re.findall(pattern, note)]
        for lead in _pages(member, "/api/v1/leads")
    ]


def _notes(member: Account, lead: int) -> list[str]:
    """Whole, in the order in which they were begun."""
    rows = sorted(
        _pages(member, f"/api/v1/leads/{lead}/feed", kind="chat"), key=lambda row: (row["at"], row["id"])
    )
    numbers = [row["id"].removeprefix("note:") for row in rows]
    return [member.get(f"/api/v1/crm-notes/{number}")["text"] for number in numbers]


def _pages(member: Account, path: str, **query: Any) -> Iterator[dict[str, Any]]:
    cursor = ""
    while True:
        page = member.get(path, **query, **({"cursor": cursor} if cursor else {}))
        yield from page["items"]
        cursor = page["next_cursor"]
        if not cursor:
            return
