"""From the customer's message to the browser that looks: 100 events a second, one by one."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from typing import Any

from bench import load
from bench.house import House
from bench.report import Figure
from bench.sender import Sender

RATE = 100
SECONDS = 20
# Those of inbound.py: who wrote before has a name already
CUSTOMERS = 500
BROWSERS = 5
_WARM = RATE  # events whose time is not counted


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    browsers = [Reader(house) for _ in range(BROWSERS)]
    readers = [asyncio.create_task(browser.read()) for browser in browsers]
    await asyncio.gather(*(browser.opened.wait() for browser in browsers))
    before = house.cpu()
    posted, run = await _post(house)
    await _heard(browsers, len(posted))
    for reader in readers:
        reader.cancel()
    delays = [
        (browser.seen[text] - began) * 1000
        for browser in browsers
        for text, began in list(posted.items())[_WARM:]
        if text in browser.seen
    ]
    cpu = house.cpu_since(before)
    in_drain = _handled_after(house, len(posted))
    missing = sum(1 for browser in browsers for text in posted if text not in browser.seen)
    return [
        _figure("median", load.percentile(delays, 50), run.percentile(50), aim=50),
        _figure("99 %", load.percentile(delays, 99), run.percentile(99), aim=250),
    ], {
        "events": len(posted),
        "browsers": BROWSERS,
        "missing": missing,
        "max_ms": max(delays, default=0),
        "cpu_seconds": cpu,
        "until_drained_ms": in_drain,
    }


def _figure(which: str, delay: float, post: float, *, aim: float) -> Figure:
    beside = "ms until the POST's own 200"
    return Figure(
        f"POST to a browser, {which}",
        round(delay, 1),
        "ms",
        round(post, 1),
        beside,
        f"< {aim} ms",
        delay < aim,
    )


async def _post(house: House) -> tuple[dict[str, float], load.Run]:
    """One every 10 ms, whatever the answers do. When each was sent, by its text."""
    sender = Sender(house.url, house.page, house.secret, seed=3)
    posted: dict[str, float] = {}
    answers: list[load.Answer] = []
    now = int(time.time() * 1000)
    requests = [
        (f"live {number}", sender.text(f"8{number % CUSTOMERS:015d}", f"live {number}", now + number))
        for number in range(RATE * SECONDS)
    ]
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    lines = [asyncio.create_task(_line(house.url, queue, answers)) for _ in range(8)]
    began = time.perf_counter()
    for number, (text, request) in enumerate(requests):
        await asyncio.sleep(max(0.0, began + number / RATE - time.perf_counter()))
        posted[text] = time.perf_counter()
        queue.put_nowait(request)
    await queue.join()
    for line in lines:
        line.cancel()
    return posted, load.Run(time.perf_counter() - began, answers[_WARM:])


async def _line(url: str, queue: asyncio.Queue[bytes], answers: list[load.Answer]) -> None:
    """One of the provider's connections; it keeps it open."""
    reader, writer = await asyncio.open_connection(*load.address(url))
    while True:
        request = await queue.get()
        began = time.perf_counter()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]))
        answers.append(load.Answer(began, time.perf_counter(), int(head[9:12])))
        queue.task_done()


def _handled_after(house: House, count: int) -> dict[str, float]:
    """How long the latest `count` webhooks lay in the journal until the drain began with them."""
    with house.database() as database:
        rows = database.execute(
            """
            SELECT extract(epoch FROM handled_at - received_at)::float * 1000
            FROM channels_webhookevent WHERE handled_at IS NOT NULL ORDER BY id DESC LIMIT %s
            """,
            [count],
        ).fetchall()
    delays = [float(str(row[0])) for row in rows]
    return {"p50": round(load.percentile(delays, 50), 1), "p99": round(load.percentile(delays, 99), 1)}


async def _heard(browsers: list[Reader], count: int) -> None:
    for _ in range(200):
        if all(len(browser.seen) >= count for browser in browsers):
            return
        await asyncio.sleep(0.05)


class Reader:
    """A browser's stream: when each text was seen first."""

    def __init__(self, house: House) -> None:
        self._house = house
        self.seen: dict[str, float] = {}
        self.opened = asyncio.Event()

    async def read(self) -> None:
        host, port = load.address(self._house.url)
        reader, writer = await asyncio.open_connection(host, port, limit=16 * 1024 * 1024)
        writer.write(load.request(self._house.url, "GET", "/api/v1/stream", self._house.headers))
        await reader.readuntil(b"\r\n\r\n")
        while line := await reader.readline():
            if line.startswith(b"event: hello"):
                self.opened.set()
            elif line.startswith(b"data: {") and b'"messages"' in line:
                for text in _texts(line):
                    self.seen.setdefault(text, time.perf_counter())


def _texts(line: bytes) -> Iterator[str]:
    for message in json.loads(line[6:])["messages"]:
        yield message["text"]
