"""A thousand messages over a hundred linked conversations: what they cost the CRM, and how soon it has them."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from bench import load
from bench.house import House
from bench.people import Inbox, open_inbox
from bench.report import Figure
from bench.sender import Sender

CHATS = 100
BURSTS = 2
PER_BURST = 5
# A burst lasts at most so long, and the bursts of all conversations begin within half of it
_BURST_SECONDS = 20.0
# What an hour would have between two bursts; the shortest that still makes them two
_BETWEEN_SECONDS = 15.0
_WRITTEN_SECONDS = 60.0
_MOST_WRITES, _MOST_SEARCHES, _SOON = 300, 100, 10.0


@dataclass
class Burst:
    """When its messages are to be written, and when the last one was."""

    customer: str
    begins: float
    texts: list[str]
    after: list[float]
    ended: float = 0.0


@dataclass
class Seen:
    """When the transcripts were first seen to hold a message."""

    at: dict[str, float] = field(default_factory=dict)


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    even = await _hour(house, "even", [_BURST_SECONDS / (PER_BURST - 1) * n for n in range(PER_BURST)])
    chance = await _hour(house, "at random", None)
    figures = []
    for name, found in (("evenly", even), ("at random", chance)):
        beside = f"searches; {found['reads']} reads"
        writes, searches = found["writes"], found["searches"]
        reached = writes <= _MOST_WRITES and searches <= _MOST_SEARCHES
        aim = f"≤ {_MOST_WRITES}, {_MOST_SEARCHES}"
        figures.append(
            Figure(f"1,000 messages {name}: writes to the CRM", writes, "", searches, beside, aim, reached)
        )
        soon = found["seconds"]["max"] < _SOON and not found["wrong"]
        beside = f"s in the middle; {found['wrong']} messages missing or twice"
        title = f"1,000 messages {name}: the last transcript after its burst"
        median = found["seconds"]["p50"]
        figures.append(
            Figure(title, found["seconds"]["max"], "s", median, beside, f"< {_SOON:.0f} s, none", soon)
        )
    return figures, {"even": even, "at_random": chance}


async def _hour(house: House, name: str, after: list[float] | None) -> dict[str, Any]:
    """`after`: how long after its burst's begin each message is written; None: anywhere within it."""
    inbox = open_inbox(house, f"crm, {name}")
    chance = random.Random(11)
    customers = [f"9{number:015d}" for number in range(CHATS)]
    await _link(house, inbox, customers)
    before = _usage(house, inbox)
    bursts = [
        Burst(
            customer,
            chance.uniform(0, _BURST_SECONDS / 2) + turn * (_BURST_SECONDS * 1.5 + _BETWEEN_SECONDS),
            [f"{name} {customer} {turn}.{n}." for n in range(PER_BURST)],
            after or sorted(chance.uniform(0, _BURST_SECONDS) for _ in range(PER_BURST)),
        )
        for turn in range(BURSTS)
        for customer in customers
    ]
    seen = Seen()
    looking = asyncio.create_task(_look(house, inbox, seen))
    cpu = house.cpu()
    await _write(house, inbox, bursts)
    texts = {text for burst in bursts for text in burst.texts}
    until = time.perf_counter() + _WRITTEN_SECONDS
    while not texts <= seen.at.keys() and time.perf_counter() < until:
        await asyncio.sleep(0.1)
    looking.cancel()
    used = {key: value - before[key] for key, value in _usage(house, inbox).items()}
    delays = [max(seen.at.get(text, until) for text in burst.texts) - burst.ended for burst in bursts]
    return {
        **used,
        "wrong": _wrong(house, inbox, texts),
        "seconds": {
            "p50": round(load.percentile(delays, 50), 1),
            "p95": round(load.percentile(delays, 95), 1),
            "max": round(max(delays), 1),
        },
        "cpu_seconds": house.cpu_since(cpu),
    }


async def _link(house: House, inbox: Inbox, customers: list[str]) -> None:
    """Each has written once and is a person of the CRM, with a transcript that is there."""
    sender = Sender(house.url, inbox.page, house.secret, seed=12)
    now = int(time.time() * 1000)
    await load.fetch(house.url, [sender.text(customer, "こんにちは", now) for customer in customers])
    rows: list[Any] = []
    until = time.perf_counter() + _WRITTEN_SECONDS
    async with httpx.AsyncClient(base_url=house.url, headers=inbox.headers, timeout=30) as client:
        while len(rows) < len(customers):
            if time.perf_counter() > until:
                raise TimeoutError("not every conversation is there")
            await asyncio.sleep(0.2)
            answer = await client.get("/api/v1/conversations", params={"limit": len(customers)})
            rows = answer.json()["items"]
        for row in rows:
            body = {"kind": "person", "key": f"bench-{row['id']}", "name": f"お客様 {row['id']}"}
            (
                await client.post(f"/api/v1/conversations/{row['id']}/crm/records", json=body)
            ).raise_for_status()
    while _unwritten(house, inbox):
        if time.perf_counter() > until + _WRITTEN_SECONDS:
            raise TimeoutError("not every conversation has its transcript")
        await asyncio.sleep(0.2)


async def _write(house: House, inbox: Inbox, bursts: list[Burst]) -> None:
    sender = Sender(house.url, inbox.page, house.secret, seed=13)
    moments = sorted(
        (burst.begins + after, number, n)
        for number, burst in enumerate(bursts)
        for n, after in enumerate(burst.after)
    )
    began = time.perf_counter()
    for at, number, n in moments:
        await asyncio.sleep(max(0.0, began + at - time.perf_counter()))
        burst = bursts[number]
        request = sender.text(burst.customer, burst.texts[n], int(time.time() * 1000))
        run, _answer = await load.fetch(house.url, [request])
        if run.bad:
            raise RuntimeError("a webhook was refused")
        burst.ended = time.perf_counter()


async def _look(house: House, inbox: Inbox, seen: Seen) -> None:
    """A message is there when the CRM answered the call that wrote it."""
    while True:
        with house.database() as database:
            rows = database.execute(
                """
                SELECT m.text FROM crm_passage p JOIN conversations_message m ON m.id = p.message_id
                WHERE m.channel_id = %s AND p.written AND NOT m.text = ANY(%s)
                """,
                [inbox.channel, list(seen.at)],
            ).fetchall()
        now = time.perf_counter()
        for (text,) in rows:
            seen.at.setdefault(str(text), now)
        await asyncio.sleep(0.25)


def _unwritten(house: House, inbox: Inbox) -> bool:
    with house.database() as database:
        row = database.execute(
            "SELECT count(DISTINCT s.chat_id) FROM crm_segment s "
            "JOIN conversations_conversation c ON c.id = s.chat_id "
            "WHERE c.channel_id = %s AND s.state = 'live' AND s.version = s.written_version",
            [inbox.channel],
        ).fetchone()
    return row is None or row[0] != CHATS


def _wrong(house: House, inbox: Inbox, texts: set[str]) -> int:
    """How many messages do not stand exactly once in the CRM's notes."""
    with house.database() as database:
        rows = database.execute(
            "SELECT content FROM crm_builtin_note WHERE workspace_id = %s", [inbox.workspace]
        ).fetchall()
    everything = json.dumps([content for (content,) in rows], ensure_ascii=False)
    return sum(1 for text in texts if everything.count(text) != 1)


def _usage(house: House, inbox: Inbox) -> dict[str, int]:
    with house.database() as database:
        row = database.execute(
            "SELECT coalesce(sum(writes), 0), coalesce(sum(searches), 0), coalesce(sum(reads), 0), "
            "coalesce(sum(lists), 0) FROM crm_crmusage u JOIN crm_crmaccount a ON a.id = u.account_id "
            "WHERE a.workspace_id = %s",
            [inbox.workspace],
        ).fetchone()
    assert row is not None
    return dict(zip(("writes", "searches", "reads", "lists"), (int(str(n)) for n in row), strict=True))
