"""From signed webhooks into conversations: how fast, and whether the inbox then equals the sender's log."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from bench import load
from bench.house import House
from bench.report import Figure
from bench.sender import Log, Sender

EVENTS = 10_000
CUSTOMERS = 500
DOUBLED = 0.2
CALLERS = 32
_AT_MOST_SECONDS = 120.0


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    log = Sender(house.url, house.page, house.secret, seed=2).log(EVENTS, CUSTOMERS, doubled=DOUBLED)
    with house.drain_stopped():
        door = await load.run(house.url, iter(log.webhooks), callers=CALLERS)
    before, began = house.cpu(), time.perf_counter()
    run = await load.run(house.url, iter(log.webhooks), callers=CALLERS)
    if run.bad:
        raise RuntimeError(f"the door refused {run.bad} webhooks")
    await _handled(house, len(log.webhooks))
    seconds = time.perf_counter() - began
    cpu = house.cpu_since(before)
    wrong = await _differences(house, log)
    rate = EVENTS / seconds
    beside = (
        f"/s stored with the drain stopped; {len(log.webhooks) / seconds:,.0f} webhooks/s with the doubled"
    )
    messages = sum(len(thread) for thread in log.threads.values())
    return [
        Figure(
            "events into conversations",
            round(rate),
            "/s",
            round(door.rate),
            beside,
            "≥ 1,500/s",
            rate >= 1500,
        ),
        Figure(
            "inbox against the sender's log",
            len(wrong),
            "differences",
            messages,
            f"messages of {CUSTOMERS} customers compared, in order",
            "0",
            not wrong,
        ),
    ], {
        "seconds": seconds,
        "posting_seconds": run.seconds,
        "webhooks": len(log.webhooks),
        "cpu_seconds": cpu,
        "post_p50_ms": run.percentile(50),
        "post_p99_ms": run.percentile(99),
        "differences": wrong[:20],
    }


async def _handled(house: House, webhooks: int) -> None:
    """Wait until the drain has left nothing pending."""
    with house.database() as database:
        for _ in range(int(_AT_MOST_SECONDS / 0.02)):
            row = database.execute(
                "SELECT NOT EXISTS (SELECT FROM channels_webhookevent WHERE state = 0)"
            ).fetchone()
            if row and row[0]:
                break
            await asyncio.sleep(0.02)
        states = database.execute(
            "SELECT state, count(*) FROM channels_webhookevent GROUP BY state"
        ).fetchall()
    if states != [(1, webhooks)]:
        raise RuntimeError(f"not all were handled: {states}")


async def _differences(house: House, log: Log) -> list[str]:
    """Every thread as the API shows it, against the log."""
    ids = await _conversations(house)
    wrong = []
    for customer, thread in log.threads.items():
        if customer not in ids:
            wrong.append(f"{customer} has no conversation")
            continue
        shown = [_seen(message) for message in await _messages(house, ids[customer])]
        expected = [written.expected() for written in thread]
        if shown != expected:
            pairs = [pair for pair in zip(shown, expected, strict=False) if pair[0] != pair[1]]
            wrong.append(f"{customer}: {len(shown)} messages, {len(expected)} written; first: {pairs[:1]}")
    return wrong


async def _conversations(house: House) -> dict[str, int]:
    """All conversations of the list, by the customer's id; page after page."""
    found: dict[str, int] = {}
    cursor = ""
    while True:
        query = urlencode({"limit": 100, **({"cursor": cursor} if cursor else {})})
        page = await load.get(house.url, f"/api/v1/conversations?{query}", house.headers)
        for row in page["items"]:
            found[row["identity"]["external_id"]] = row["id"]
        cursor = page["next_cursor"]
        if not cursor:
            return found


async def _messages(house: House, conversation: int) -> list[dict[str, Any]]:
    """The whole thread, oldest first, as somebody who scrolls up to its beginning."""
    thread: list[dict[str, Any]] = []
    while True:
        before = f"?before={thread[0]['id']}" if thread else ""
        path = f"/api/v1/conversations/{conversation}/messages{before}"
        page = await load.get(house.url, path, house.headers)
        thread = page["items"] + thread
        if not page["has_more"]:
            return thread


def _seen(message: dict[str, Any]) -> tuple[Any, ...]:
    at = round(datetime.fromisoformat(message["sent_at"]).timestamp() * 1000)
    if message["deleted_at"]:
        return (at, "deleted")
    reaction = message["reactions"][0]["emoji"] if message["reactions"] else ""
    return (at, message["text"], message["edited_at"] is not None, reaction)
