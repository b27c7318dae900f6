"""Searching ten thousand messages and a million, of 100,000 conversations, while 50 events a second come in."""

from __future__ import annotations

import asyncio
import time
from itertools import count
from typing import Any
from urllib.parse import quote

from bench import load
from bench.corpus import LONG_AGO, RARE, nouns, talk
from bench.house import House
from bench.people import Inbox, open_inbox
from bench.report import Figure
from bench.scale import fill
from bench.sender import Sender

SIZES = (10_000, 1_000_000)
PER_CONVERSATION = 10
RATE = 50
ROUNDS = 12
_WARM = 2
_AIM_MS = 300
_READ_AT_MOST_SECONDS = 1200.0


def _queries() -> dict[str, list[str]]:
    """By what makes them hard. Two kanji: as common as words of a language are, from every message to none."""
    common = nouns()
    return {
        "two kanji": [
            *common[:3],
            *common[50:53],
            *common[2000:2003],
            RARE,
            "鮎釣",
            f"{common[0]} {common[1]}",
        ],
        "in half of all": ["です", "、", "。", "ます"],
        "one letter": ["間", "日", "鮎", "3"],
        "English": ["refund", "ref", "order refund", "Could you tell"],
        "long ago only": [LONG_AGO, f"{LONG_AGO}り です"],
    }


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for size in SIZES:
        inbox = open_inbox(house, f"search {size}")
        fill(house, inbox, size, conversations=size // PER_CONVERSATION, text=talk(size))
        seconds = await _read(house)
        times = await _times(house, inbox)
        found[size] = {"seconds_to_index": seconds, "indexed_per_second": round(size / seconds), "ms": times}
    small, large = (found[size]["ms"] for size in SIZES)
    return [_figure(name, small[name], large[name]) for name in large], {
        str(size): details for size, details in found.items()
    }


def _figure(name: str, small: dict[str, float], large: dict[str, float]) -> Figure:
    beside = f"ms at 10,000; medians {small['p50']:.0f} and {large['p50']:.0f}"
    title = f"search, {name}: 95 % at 1,000,000"
    reached = large["p95"] < _AIM_MS
    return Figure(title, large["p95"], "ms", small["p95"], beside, f"< {_AIM_MS} ms", reached)


async def _read(house: House) -> float:
    """Seconds until all that was filled in can be found."""
    began = time.perf_counter()
    with house.database() as database:
        while time.perf_counter() - began < _READ_AT_MOST_SECONDS:
            row = database.execute(
                "SELECT NOT EXISTS (SELECT FROM conversations_unindexedmessage)"
            ).fetchone()
            if row and row[0]:
                database.execute("VACUUM (ANALYZE) conversations_messageindex")
                return round(time.perf_counter() - began, 1)
            await asyncio.sleep(0.2)
    raise RuntimeError("not all was read for search")


async def _times(house: House, inbox: Inbox) -> dict[str, dict[str, float]]:
    events = asyncio.create_task(_events(house))
    times = {}
    for name, queries in _queries().items():
        paths = [f"/api/v1/search?q={quote(query)}" for query in queries]
        requests = [load.request(house.url, "GET", path, inbox.headers) for path in paths]
        run, _answer = await load.fetch(house.url, requests * (_WARM + ROUNDS))
        if run.bad:
            raise RuntimeError(f"{name}: {run.bad} bad answers")
        taken = [answer.milliseconds for answer in run.answers[_WARM * len(requests) :]]
        times[name] = {
            "p50": round(load.percentile(taken, 50), 1),
            "p95": round(load.percentile(taken, 95), 1),
            "max": round(max(taken), 1),
        }
    events.cancel()
    return times


async def _events(house: House) -> None:
    """Customers write to the demo's Page, evenly."""
    sender = Sender(house.url, house.page, house.secret, seed=5)
    for number in count():
        request = sender.text(f"6{number % 200:015d}", f"{number}番目です", round(time.time() * 1000))
        posted = asyncio.create_task(load.fetch(house.url, [request]))
        await asyncio.sleep(1 / RATE)
        await posted
