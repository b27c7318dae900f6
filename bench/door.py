"""The door, against a bare handler that does no more than it must; alternating, so that both meet the same noise."""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from bench import load
from bench.house import House
from bench.report import Figure
from bench.sender import Sender

CALLERS = 32
ROUNDS = 10
SECONDS = 2.0
API_CLIENTS = 8


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    async with _bare(house) as bare:
        with house.drain_stopped():
            quiet = await _rounds(house, bare, busy=False)
            busy = await _rounds(house, bare, busy=True)
    return [_figure("door ÷ bare handler", quiet), _figure("the same, 8 API clients busy", busy)], {
        "quiet": quiet,
        "busy": busy,
    }


def _figure(name: str, rounds: Sequence[dict[str, float]]) -> Figure:
    ratio = statistics.median(each["ratio"] for each in rounds)
    door = statistics.median(each["door"] for each in rounds)
    bare = statistics.median(each["bare"] for each in rounds)
    beside = f"/s bare; the door {door:,.0f}/s"
    return Figure(name, round(ratio, 3), "", round(bare), beside, "≥ 0.7", ratio >= 0.7)


async def _rounds(house: House, bare: str, *, busy: bool) -> list[dict[str, float]]:
    door_requests = Sender(house.url, house.page, house.secret).texts(2000, 500)
    bare_requests = Sender(bare, house.page, house.secret).texts(2000, 500)
    await _round(house, house.url, door_requests, seconds=1.0, busy=False)
    await _round(house, bare, bare_requests, seconds=1.0, busy=False)
    rounds = []
    for number in range(ROUNDS):
        order = [(house.url, door_requests), (bare, bare_requests)]
        found = {}
        for url, requests in order if number % 2 else order[::-1]:
            found[url] = await _round(house, url, requests, seconds=SECONDS, busy=busy)
        (door, door_api), (ceiling, bare_api) = found[house.url], found[bare]
        if door.bad or ceiling.bad:
            raise RuntimeError(f"refused: {door.bad} by the door, {ceiling.bad} by the bare handler")
        rounds.append(
            {
                "door": door.rate,
                "bare": ceiling.rate,
                "ratio": door.rate / ceiling.rate,
                "door_p50_ms": door.percentile(50),
                "door_p99_ms": door.percentile(99),
                "bare_p50_ms": ceiling.percentile(50),
                "bare_p99_ms": ceiling.percentile(99),
                "api_beside_door": door_api,
                "api_beside_bare": bare_api,
            }
        )
    return rounds


async def _round(
    house: House, url: str, requests: Sequence[bytes], *, seconds: float, busy: bool
) -> tuple[load.Run, float]:
    """A run against `url`; and the answers per second that API clients got meanwhile from Kaiwa."""
    house.clear_journal()
    api: asyncio.Task[load.Run] | None = None
    if busy:
        reads = [
            load.request(house.url, "GET", path, house.headers)
            for path in ("/api/v1/conversations?limit=50", "/api/v1/me", "/api/v1/channels")
        ]
        api = asyncio.create_task(load.run(house.url, load.until(seconds + 0.5, reads), callers=API_CLIENTS))
        await asyncio.sleep(0.3)
    run = await load.run(url, load.until(seconds, requests), callers=CALLERS)
    return run, (await api).rate if api else 0.0


@asynccontextmanager
async def _bare(house: House) -> AsyncIterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.bare", str(port)], env={**os.environ, **house.environment}
    )
    try:
        for _ in range(200):
            await asyncio.sleep(0.05)
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                continue
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()
