"""ASGI by hand: what the edge answers most needs no framework around it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Headers = Iterable[tuple[bytes, bytes]]

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "[::1]"})


class BodyTooLargeError(Exception):
    """The body is longer than what is taken here."""


class NoRoomError(Exception):
    """Too many bodies are being read already."""


class SlowClientError(Exception):
    """The client takes too long to say it."""


class ClientGoneError(Exception):
    """The client hung up before it had said everything."""


def header(scope: Scope, name: bytes) -> bytes:
    """The first header of that (lower-case) name, or nothing."""
    for key, value in scope["headers"]:
        if key == name:
            found: bytes = value
            return found
    return b""


def text_headers(scope: Scope) -> dict[str, str]:
    """All headers as text; of a repeated one the last."""
    return {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}


def declared_length(scope: Scope) -> int:
    """Content-Length, or 0 where none is declared. The server has refused what is no number."""
    return int(header(scope, b"content-length") or 0)


def is_loopback(scope: Scope) -> bool:
    """Whether this very machine asks, by its own name.

    The name too: a web site that points its own at 127.0.0.1 must not reach what is for this machine only.
    """
    client = scope.get("client")
    host = header(scope, b"host").decode("latin-1").lower()
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    return client is not None and client[0] in LOOPBACK and name in LOOPBACK


class Room:
    """How much of unfinished bodies may be in memory, of all who send at once."""

    def __init__(self, size: int) -> None:
        self.free = size

    def take(self, size: int) -> None:
        if size > self.free:
            raise NoRoomError
        self.free -= size


async def read_body(scope: Scope, receive: Receive, limit: int, *, within: float, room: Room) -> bytes:
    """The whole body, in `within` seconds.

    Raises BodyTooLargeError and NoRoomError without reading on, SlowClientError, ClientGoneError.
    """
    if declared_length(scope) > limit:
        raise BodyTooLargeError
    chunks, size, more = [b""], 0, True
    try:
        async with asyncio.timeout(within):
            while more and size <= limit:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise ClientGoneError
                chunk = message.get("body", b"")
                room.take(len(chunk))
                chunks.append(chunk)
                size += len(chunk)
                more = message.get("more_body", False)
    except TimeoutError:
        raise SlowClientError from None
    finally:
        room.free += size
    if size > limit:
        raise BodyTooLargeError
    return b"".join(chunks)


async def respond(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    """A whole answer. `headers` need no Content-Length."""
    length = (b"content-length", b"%d" % len(body))
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": body})
