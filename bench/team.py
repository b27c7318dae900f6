"""A team at work: fifty open inboxes, ten members who click through them, while customers write."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bench import load, scale
from bench.house import House
from bench.people import Inbox, open_inbox
from bench.report import Figure
from bench.sender import Sender

SIZES = (10_000, 1_000_000)
STREAMS = 50
MEMBERS = 10
EVENTS_PER_SECOND = 50
SECONDS = 20
# Between two clicks of one member
_REST = 0.5
# From one look at the list to the next
_CLICKS = 5
_CHANGES = 20
_SLOWEST = 150
_ON_EVERY_SCREEN = 1000

Times = dict[str, list[float]]


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    found: dict[int, Times] = {}
    cpu: dict[str, dict[str, float]] = {}
    for size in SIZES:
        inbox = open_inbox(house, f"team, {size} messages", MEMBERS)
        scale.fill(house, inbox, size, conversations=size // 10)
        async with _screens(house, inbox) as screens:
            before = house.cpu()
            found[size] = await _work(house, inbox, size // 10)
            cpu[str(size)] = house.cpu_since(before)
            for screen in screens:
                screen.looking = True
            found[size]["assignment"] = [await _assign(house, inbox, screens) for _ in range(_CHANGES)]
            found[size]["visibility"] = [
                await _show(house, inbox, screens, visibility)
                for visibility in ("private", "shared") * (_CHANGES // 8)
            ]
    small, large = (found[size] for size in SIZES)
    figures = [_answers(name, small[name], large[name]) for name in ("list", "counts", "thread")]
    figures += [_everywhere(name, small[name], large[name]) for name in ("assignment", "visibility")]
    return figures, {"cpu_seconds": cpu} | {
        str(size): {
            name: {"count": len(each), "p50": _p(each, 50), "p95": _p(each, 95)}
            for name, each in times.items()
        }
        for size, times in found.items()
    }


def _answers(name: str, small: list[float], large: list[float]) -> Figure:
    value = _p(large, 95)
    title = f"{name} at 1,000,000 messages, 95 %, a team at work"
    return Figure(title, value, "ms", _p(small, 95), "ms at 10,000", f"< {_SLOWEST} ms", value < _SLOWEST)


def _everywhere(name: str, small: list[float], large: list[float]) -> Figure:
    value = round(max(large), 1)
    title = f"{name} on the last of {STREAMS} screens"
    beside = "ms at 10,000 messages"
    return Figure(
        title, value, "ms", round(max(small), 1), beside, f"< {_ON_EVERY_SCREEN} ms", value < _ON_EVERY_SCREEN
    )


def _p(times: list[float], percent: float) -> float:
    return round(load.percentile(times, percent), 1)


# --- screens ---------------------------------------------------------------------------------------------


class Screen:
    """An open stream: when it was told what."""

    def __init__(self) -> None:
        self.opened = asyncio.Event()
        self.resynced = 0
        self.resync_at = 0.0
        # Reading what it is told costs as much as telling it: only while somebody waits for that
        self.looking = False
        # By conversation: when it was last told who has it, and who that is
        self.assigned: dict[int, tuple[float, int | None]] = {}

    async def read(self, url: str, headers: dict[str, str]) -> None:
        host, port = load.address(url)
        reader, writer = await asyncio.open_connection(host, port, limit=16 * 1024 * 1024)
        writer.write(load.request(url, "GET", "/api/v1/stream", headers))
        await reader.readuntil(b"\r\n\r\n")
        while line := await reader.readline():
            if line.startswith(b"event: hello"):
                self.opened.set()
            elif line.startswith(b"event: resync"):
                self.resynced, self.resync_at = self.resynced + 1, time.perf_counter()
            elif self.looking and line.startswith(b"data: {") and b'"conversations":[{' in line:
                now = time.perf_counter()
                for row in json.loads(line[6:])["conversations"]:
                    assignee = row["assignee"]
                    self.assigned[row["id"]] = (now, assignee and assignee["id"])


@asynccontextmanager
async def _screens(house: House, inbox: Inbox) -> AsyncIterator[list[Screen]]:
    screens = [Screen() for _ in range(STREAMS)]
    reading = [
        asyncio.create_task(screen.read(house.url, inbox.headers_of(number % MEMBERS)))
        for number, screen in enumerate(screens)
    ]
    try:
        await asyncio.gather(*(screen.opened.wait() for screen in screens))
        yield screens
    finally:
        for each in reading:
            each.cancel()


async def _assign(house: House, inbox: Inbox, screens: list[Screen]) -> float:
    """Milliseconds until every screen shows whose a conversation is now."""
    async with httpx.AsyncClient(base_url=house.url, headers=inbox.headers) as client:
        rows = (await client.get("/api/v1/conversations?section=unassigned&limit=50")).json()["items"]
        chosen, to = random.choice(rows)["id"], random.choice(inbox.members)
        began = time.perf_counter()
        body = {"conversations": [chosen], "member": to}
        (await client.post("/api/v1/conversations/assign", json=body)).raise_for_status()
    await _until(lambda: all(screen.assigned.get(chosen, (0, None))[1] == to for screen in screens))
    return (max(screen.assigned[chosen][0] for screen in screens) - began) * 1000


async def _show(house: House, inbox: Inbox, screens: list[Screen], visibility: str) -> float:
    """Milliseconds until every screen was told to look again at what its member may see."""
    before = [screen.resynced for screen in screens]
    async with httpx.AsyncClient(base_url=house.url, headers=inbox.headers) as client:
        began = time.perf_counter()
        path = f"/api/v1/connections/{inbox.connection}"
        (await client.patch(path, json={"visibility": visibility})).raise_for_status()
    await _until(lambda: all(s.resynced > n for s, n in zip(screens, before, strict=True)))
    return (max(screen.resync_at for screen in screens) - began) * 1000


async def _until(true: Any) -> None:
    until = time.perf_counter() + 20
    while not true():
        if time.perf_counter() > until:
            raise TimeoutError("not every screen was told")
        await asyncio.sleep(0.005)


# --- work ------------------------------------------------------------------------------------------------


async def _work(house: House, inbox: Inbox, conversations: int) -> Times:
    times: Times = defaultdict(list)
    until = time.perf_counter() + SECONDS
    await asyncio.gather(
        _customers(house, inbox, conversations, until),
        *(_member(house, inbox, number, times, until) for number in range(MEMBERS)),
    )
    return times


async def _customers(house: House, inbox: Inbox, conversations: int, until: float) -> None:
    """They write one after the other, each in a conversation that is there."""
    sender = Sender(house.url, inbox.page, house.secret, seed=5)
    host, port = load.address(house.url)
    reader, writer = await asyncio.open_connection(host, port)
    began, number = time.perf_counter(), 0
    while time.perf_counter() < until:
        customer = f"{random.randrange(1, conversations):017d}"
        writer.write(sender.text(customer, f"work {number}", int(time.time() * 1000)))
        head = await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]))
        if b" 200 " not in head.split(b"\r\n")[0]:
            raise RuntimeError(f"refused: {head!r}")
        number += 1
        await asyncio.sleep(max(0.0, began + number / EVENTS_PER_SECOND - time.perf_counter()))


async def _member(house: House, inbox: Inbox, number: int, times: Times, until: float) -> None:
    """Opens what is new, has it read, and looks into the sections, a click each half second."""
    async with httpx.AsyncClient(base_url=house.url, headers=inbox.headers_of(number), timeout=30) as client:

        async def ask(name: str, path: str) -> Any:
            began = time.perf_counter()
            answer = await client.get(path)
            answer.raise_for_status()
            times[name].append((time.perf_counter() - began) * 1000)
            return answer.json()

        rows: list[Any] = []
        clicks = 0
        # Colleagues do not click in step: one opens the list every quarter of a second
        await asyncio.sleep(_REST * _CLICKS * number / MEMBERS)
        while time.perf_counter() < until:
            if clicks % _CLICKS == 0:
                section = ("unassigned", "mine", "others", "closed")[clicks // _CLICKS % 4]
                found = await ask(
                    "list", f"/api/v1/conversations?section={section}&limit=50&offset=0&total=true"
                )
                rows = found["items"] or rows
                await ask("counts", "/api/v1/conversations/counts")
            else:
                row = random.choice(rows)
                thread = await ask("thread", f"/api/v1/conversations/{row['id']}/messages?limit=30")
                read = {"message_id": thread["items"][-1]["id"]}
                (await client.post(f"/api/v1/conversations/{row['id']}/read", json=read)).raise_for_status()
            clicks += 1
            await asyncio.sleep(_REST)
