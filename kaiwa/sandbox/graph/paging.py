"""Lists as Graph gives them: a part of the rows, cursors, and the address of the next part."""

from collections.abc import Callable
from sqlite3 import Row
from typing import Any
from urllib.parse import urlencode

from kaiwa.sandbox import ids
from kaiwa.sandbox.graph.errors import GraphError
from kaiwa.sandbox.graph.request import Call


def paged(
    call: Call, rows: list[Row], show: Callable[[Row], dict[str, Any]], *, default_limit: int, most: int = 100
) -> dict[str, Any]:
    """A page of rows with cursors; `next` is there only when more follows."""
    limit = call.number("limit", default_limit, most)
    start = _position(call, rows)
    part = rows[start : start + limit]
    answer: dict[str, Any] = {"data": [show(row) for row in part]}
    if part:
        answer["paging"] = {
            "cursors": {"before": ids.cursor(part[0]["id"]), "after": ids.cursor(part[-1]["id"])}
        }
        if start + limit < len(rows):
            answer["paging"]["next"] = next_address(call, answer["paging"]["cursors"]["after"])
    return answer


def next_address(call: Call, after: str) -> str:
    """The address of the next page: the same call, from the cursor on."""
    query = {
        name: call.text(name) for name in call.params if name not in ("after", "before", "appsecret_proof")
    }
    path = "/".join([call.version, *call.path] if call.version else call.path)
    return f"{call.world.config.own_url}/{path}?{urlencode(query | {'after': after})}"


def _position(call: Call, rows: list[Row]) -> int:
    after = call.text("after")
    if not after:
        return 0
    try:
        last = ids.uncursor(after)
    except ValueError:
        raise GraphError(100, message="(#100) Invalid cursor") from None
    return next((index + 1 for index, row in enumerate(rows) if row["id"] == last), len(rows))
