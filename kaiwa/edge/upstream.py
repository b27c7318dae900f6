"""HTTP/1.1 to another process of ours, over a unix socket or loopback.

A tenth of what a general client costs, which matters because the edge's one thread is also the door's
(docs/decisions/0006-the-edge-speaks-http-itself.md).
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import httptools

# What may be read ahead of a slow browser
_AHEAD = 256 * 1024
_CONNECT_SECONDS = 2.0
# Below waitress's 120 s, so that it is us who let go of an idle connection
_IDLE_SECONDS = 60.0

Connect = Callable[[Callable[[], "UpstreamConnection"]], Awaitable[tuple[object, asyncio.Protocol]]]


class UpstreamAwayError(Exception):
    """Nobody listens there."""


class UpstreamBusyError(Exception):
    """All connections stayed in use for too long."""


class UpstreamBrokenError(Exception):
    """The connection ended before the answer did. `answered`: whether any of it had come."""

    def __init__(self, *, answered: bool) -> None:
        super().__init__("the connection ended too early")
        self.answered = answered


class UpstreamConnection(asyncio.Protocol):
    """One connection: write a request, `head()`, then `chunk()` until it is None."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.closed = False
        self.used = False
        self.idle_since = 0.0
        self._wants_body = True
        self._may_write = asyncio.Event()
        self._may_write.set()
        self._news = asyncio.Event()
        self._expect()

    def _expect(self) -> None:
        """Ready for the next answer."""
        self._parser = httptools.HttpResponseParser(self)
        self.headers: list[tuple[bytes, bytes]] = []
        self._head_done = self._done = self._short = self._kept = False
        self._chunks: deque[bytes] = deque()
        self._waiting = 0

    @property
    def reusable(self) -> bool:
        """Whether the answer ended as it should and another may follow."""
        return self._done and not self.closed and self._kept

    def begin(self, request: bytes) -> None:
        """Send a request's head, and what is there of its body."""
        self._wants_body = not request.startswith(b"HEAD ")
        if self.used:
            self._expect()
        self.used = True
        self.transport.write(request)

    async def send(self, data: bytes) -> None:
        """Send more of the body, as fast as it is taken."""
        await self._may_write.wait()
        if self.closed:
            raise UpstreamBrokenError(answered=self._head_done)
        self.transport.write(data)

    async def head(self) -> int:
        """The answer's status; `headers` then has the rest. A body that says it is short is here too."""
        while not self._head_done:
            await self._more()
        while self._short and not self._done:
            await self._more()
        return self._parser.get_status_code()

    async def chunk(self) -> bytes | None:
        """All of the body that is there, or None at its end."""
        while not self._chunks and not self._done:
            await self._more()
        data = b"".join(self._chunks)
        self._chunks.clear()
        if self._waiting > _AHEAD:
            self.transport.resume_reading()
        self._waiting = 0
        return data or None

    @property
    def complete(self) -> bool:
        """Whether the rest of the answer is here."""
        return self._done

    def abort(self) -> None:
        self.closed = True
        self.transport.abort()
        self._news.set()

    async def _more(self) -> None:
        if self.closed:
            raise UpstreamBrokenError(answered=self._head_done)
        self._news.clear()
        await self._news.wait()

    # --- what asyncio tells -------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.abort()
        if self._waiting > _AHEAD and not self.closed:
            self.transport.pause_reading()
        self._news.set()

    def connection_lost(self, _: Exception | None) -> None:
        # An answer without a length ends with its connection
        self._done = self._done or (self._head_done and self._ends_with_connection())
        self.closed = True
        self._may_write.set()
        self._news.set()

    def pause_writing(self) -> None:
        self._may_write.clear()

    def resume_writing(self) -> None:
        self._may_write.set()

    # --- what the parser tells ----------------------------------------------------------------------------

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        self.headers.append((name, value))
        if name == b"content-length":
            self._short = self._wants_body and int(value) <= _AHEAD

    def on_headers_complete(self) -> None:
        self._head_done = True

    def on_body(self, body: bytes) -> None:
        self._chunks.append(body)
        self._waiting += len(body)

    def on_message_complete(self) -> None:
        self._done = True
        # Asked later the parser has forgotten the headers, and says the opposite
        self._kept = self._parser.should_keep_alive()

    def _ends_with_connection(self) -> bool:
        framed = {b"content-length", b"transfer-encoding"}
        return not any(name in framed for name, _ in self.headers)


class Upstream:
    """A pool of at most `limit` connections. Who finds all in use waits `patience` seconds."""

    def __init__(self, connect: Connect, *, limit: int, patience: float = 10.0) -> None:
        self._connect = connect
        self._slots = asyncio.Semaphore(limit)
        self._patience = patience
        self._idle: list[UpstreamConnection] = []

    @asynccontextmanager
    async def connection(self, *, fresh: bool = False) -> AsyncIterator[UpstreamConnection]:
        """A connection for one request, or a `fresh` one. Raises UpstreamAwayError, UpstreamBusyError."""
        await self._take_slot()
        try:
            connection = (None if fresh else self._from_idle()) or await self._open()
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._slots.release()

    def close(self) -> None:
        for connection in self._idle:
            connection.transport.close()
        self._idle.clear()

    async def _take_slot(self) -> None:
        if not self._slots.locked():
            await self._slots.acquire()
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._slots.acquire()
        except TimeoutError:
            raise UpstreamBusyError from None

    def _from_idle(self) -> UpstreamConnection | None:
        """The one used last; those unused for long are let go."""
        now = asyncio.get_running_loop().time()
        while self._idle:
            connection = self._idle.pop()
            if not connection.closed and now - connection.idle_since < _IDLE_SECONDS:
                return connection
            connection.transport.close()
        return None

    async def _open(self) -> UpstreamConnection:
        try:
            async with asyncio.timeout(_CONNECT_SECONDS):
                _, protocol = await self._connect(UpstreamConnection)
        except (OSError, TimeoutError) as error:
            raise UpstreamAwayError from error
        return cast(UpstreamConnection, protocol)

    def _give_back(self, connection: UpstreamConnection) -> None:
        if connection.reusable:
            connection.idle_since = asyncio.get_running_loop().time()
            self._idle.append(connection)
        else:
            connection.abort()


def over_unix_socket(path: str) -> Connect:
    async def connect(
        factory: Callable[[], UpstreamConnection],
    ) -> tuple[object, asyncio.Protocol]:
        return await asyncio.get_running_loop().create_unix_connection(factory, path)

    return connect


def over_tcp(host: str, port: int) -> Connect:
    async def connect(
        factory: Callable[[], UpstreamConnection],
    ) -> tuple[object, asyncio.Protocol]:
        return await asyncio.get_running_loop().create_connection(factory, host, port)

    return connect
