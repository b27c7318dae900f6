"""A load generator that costs little: the machine it measures is the one it runs on.

Requests are bytes made beforehand; each of so many connections has one under way at a time.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast
from urllib.parse import urlsplit


class Answer(NamedTuple):
    began: float
    ended: float
    status: int

    @property
    def milliseconds(self) -> float:
        return (self.ended - self.began) * 1000


@dataclass
class Run:
    """What a run of requests came to."""

    seconds: float
    answers: list[Answer] = field(repr=False)

    @property
    def rate(self) -> float:
        """Good answers per second."""
        return sum(1 for answer in self.answers if 200 <= answer.status < 300) / self.seconds

    @property
    def bad(self) -> int:
        return sum(1 for answer in self.answers if not 200 <= answer.status < 300)

    def percentile(self, percent: float) -> float:
        """Milliseconds."""
        return percentile([answer.milliseconds for answer in self.answers], percent)


class Caller(asyncio.Protocol):
    """One keep-alive connection that sends the next request as soon as the last is answered."""

    def __init__(self, requests: Iterator[bytes], answers: list[Answer]) -> None:
        self.requests = requests
        self.answers = answers
        self.body = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._buffer = b""
        self._expected = -1
        self._began = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._next()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        if self._expected < 0:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            self._expected = end + 4 + _content_length(self._buffer[:end])
        if len(self._buffer) < self._expected:
            return
        self.answers.append(Answer(self._began, time.perf_counter(), int(self._buffer[9:12])))
        self.body = self._buffer
        self._buffer, self._expected = b"", -1
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            if self._began:
                self.answers.append(Answer(self._began, time.perf_counter(), 0))
            self.done.set_result(None)

    def _next(self) -> None:
        request = next(self.requests, None)
        if request is None:
            self._began = 0.0
            self.transport.close()
            return
        self._began = time.perf_counter()
        self.transport.write(request)


async def run(url: str, requests: Iterator[bytes], *, callers: int) -> Run:
    """Send all `requests` over so many connections."""
    answers: list[Answer] = []
    began = time.perf_counter()
    lines = [await _connect(url, requests, answers) for _ in range(callers)]
    await asyncio.gather(*(line.done for line in lines))
    return Run(time.perf_counter() - began, answers)


async def fetch(url: str, requests: Sequence[bytes]) -> tuple[Run, bytes]:
    """One after the other on one connection; and the last answer as it came."""
    answers: list[Answer] = []
    began = time.perf_counter()
    line = await _connect(url, iter(requests), answers)
    await line.done
    return Run(time.perf_counter() - began, answers), line.body


async def get(url: str, path: str, headers: Mapping[str, str]) -> Any:
    """One GET, its JSON."""
    _, answer = await fetch(url, [request(url, "GET", path, headers)])
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"GET {path}: {answer[:500]!r}")
    return json.loads(body)


def until(seconds: float, requests: Sequence[bytes]) -> Iterator[bytes]:
    """The requests again and again, for so long."""
    end = time.perf_counter() + seconds
    while True:
        for each in requests:
            if time.perf_counter() >= end:
                return
            yield each


def request(url: str, method: str, path: str, headers: Mapping[str, str], body: bytes = b"") -> bytes:
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {urlsplit(url).netloc}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def address(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    assert parts.hostname and parts.port
    return parts.hostname, parts.port


def percentile(values: Sequence[float], percent: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))] if ordered else 0.0


async def _connect(url: str, requests: Iterator[bytes], answers: list[Answer]) -> Caller:
    host, port = address(url)
    loop = asyncio.get_running_loop()
    _, protocol = await loop.create_connection(lambda: Caller(requests, answers), host, port)
    return protocol


def _content_length(head: bytes) -> int:
    lower = head.lower()
    at = lower.find(b"content-length:")
    if at < 0:
        return 0
    end = lower.find(b"\r\n", at)
    return int(lower[at + 15 : end if end > 0 else None])
