"""What the edge does not answer itself goes to the app, or to the sandbox, and comes back as it is."""

import asyncio
import contextlib
import logging
import re

from django.conf import settings

from kaiwa.edge.answers import BUSY, INTERRUPTED, NO_ANSWER, STARTING, TOO_SLOW, refuse, refuse_body
from kaiwa.edge.asgi import (
    BodyTooLargeError,
    ClientGoneError,
    NoRoomError,
    Receive,
    Room,
    Scope,
    Send,
    SlowClientError,
    declared_length,
    header,
    read_body,
)
from kaiwa.edge.upstream import (
    Upstream,
    UpstreamAwayError,
    UpstreamBrokenError,
    UpstreamBusyError,
    UpstreamConnection,
)

log = logging.getLogger(__name__)

_JSON_LIMIT = 1024 * 1024
# A file, and the form around it
_UPLOAD_LIMIT = settings.UPLOAD_LIMIT + 2 * 1024 * 1024
_ANSWER_SECONDS = 60.0
_BODY_SECONDS = 30.0
# A file on a slow line; but not for ever
_UPLOAD_SECONDS = 600.0
_ROOM = 64 * 1024 * 1024

_HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
# Said by us anew: what a client claims about itself here is not to be believed
_CLAIMS = {b"content-length", b"expect", b"forwarded"}
# The edge's server says these itself
_TWICE = {b"date", b"server"}
# Of a failed exchange nobody knows how much of the body was read: the connection is not used again
_HEADERS = [(b"retry-after", b"1"), (b"connection", b"close")]


class Proxy:
    """Passes requests on to one upstream.

    A body is read before a connection is taken, so that a slow sender holds none. Only at `upload_paths` may it
    be large, and goes through as it comes, by `uploads`: connections that nothing else waits for.
    """

    def __init__(self, upstream: Upstream, uploads: Upstream, *, upload_paths: re.Pattern[str]) -> None:
        self.upstream = upstream
        self._uploads = uploads
        self._upload_paths = upload_paths
        self._room = Room(_ROOM)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = _Exchange(scope, receive, send)
        try:
            if self._upload_paths.match(scope["path"]) and exchange.has_large_body:
                await self._pass_upload(exchange)
            else:
                await exchange.read(self._room)
                await self._pass(exchange)
        except BodyTooLargeError:
            if not exchange.answered:
                await refuse_body(scope, receive, send)
        except ClientGoneError:
            return
        except Exception as error:
            if type(error) not in _FAILURES:
                raise
            log.warning("%s %s: %r", scope["method"], scope["path"], error)
            if not exchange.answered:  # else the server closes the connection: the answer is visibly cut
                await refuse(scope, send, _FAILURES[type(error)], headers=_HEADERS)

    async def _pass_upload(self, exchange: "_Exchange") -> None:
        if exchange.length > _UPLOAD_LIMIT:
            raise BodyTooLargeError
        async with self._uploads.connection(fresh=True) as connection:
            await exchange.run(connection)

    async def _pass(self, exchange: "_Exchange") -> None:
        try:
            async with self.upstream.connection() as connection:
                repeatable = connection.used and exchange.repeatable
                await exchange.run(connection)
        except UpstreamBrokenError as error:
            # A connection kept from before may have ended just now: only what changes nothing is asked again
            if error.answered or not repeatable:
                raise
            async with self.upstream.connection(fresh=True) as connection:
                await exchange.run(connection)


_FAILURES: dict[type[Exception], str] = {
    UpstreamAwayError: STARTING,
    UpstreamBusyError: BUSY,
    UpstreamBrokenError: INTERRUPTED,
    TimeoutError: NO_ANSWER,
    SlowClientError: TOO_SLOW,
    NoRoomError: BUSY,
}


class _Exchange:
    """One request and its answer."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        self.receive = receive
        self.send = send
        self.answered = False
        self.length = declared_length(scope)
        self.chunked = bool(header(scope, b"transfer-encoding"))
        self.body = b""
        self.repeatable = scope["method"] in {"GET", "HEAD"} and not self.length and not self.chunked

    @property
    def has_large_body(self) -> bool:
        return self.chunked or self.length > _JSON_LIMIT

    async def read(self, room: Room) -> None:
        """The whole body. What came in chunks has a length then."""
        if self.length or self.chunked:
            self.body = await read_body(
                self.scope, self.receive, _JSON_LIMIT, within=_BODY_SECONDS, room=room
            )
            self.length, self.chunked = len(self.body), False

    async def run(self, connection: UpstreamConnection) -> None:
        connection.begin(_head(self.scope, self.length, chunked=self.chunked) + self.body)
        if (self.length or self.chunked) and not self.body:
            await self._send_body(connection)
        async with asyncio.timeout(_ANSWER_SECONDS):
            status = await connection.head()
        self.answered = True
        headers = [pair for pair in _end_to_end(connection.headers) if pair[0] not in _TWICE]
        await self.send({"type": "http.response.start", "status": status, "headers": headers})
        if self.scope["method"] == "HEAD":
            # The parser would wait for a body; so this connection is not used again
            await self.send({"type": "http.response.body"})
        elif connection.complete:
            await self.send({"type": "http.response.body", "body": await connection.chunk() or b""})
        else:
            await self._stream(connection)

    async def _send_body(self, connection: UpstreamConnection) -> None:
        try:
            async with asyncio.timeout(_UPLOAD_SECONDS):
                await self._send_chunks(connection)
        except TimeoutError:
            raise SlowClientError from None

    async def _send_chunks(self, connection: UpstreamConnection) -> None:
        size, more = 0, True
        while more:
            async with asyncio.timeout(_BODY_SECONDS):
                message = await self.receive()
            if message["type"] == "http.disconnect":
                raise ClientGoneError
            data, more = message.get("body", b""), message.get("more_body", False)
            size += len(data)
            if size > _UPLOAD_LIMIT:
                raise BodyTooLargeError
            if data:
                await connection.send(b"%x\r\n%b\r\n" % (len(data), data) if self.chunked else data)
        if self.chunked:
            await connection.send(b"0\r\n\r\n")

    async def _stream(self, connection: UpstreamConnection) -> None:
        """Pass the body on as it comes; when the browser goes, the other side hears it."""
        watcher = asyncio.create_task(_abort_when_gone(self.receive, connection))
        try:
            while (data := await connection.chunk()) is not None:
                await self.send({"type": "http.response.body", "body": data, "more_body": True})
            await self.send({"type": "http.response.body"})
        except UpstreamBrokenError:
            if not watcher.done():
                raise
        finally:
            watcher.cancel()


async def _abort_when_gone(receive: Receive, connection: UpstreamConnection) -> None:
    with contextlib.suppress(asyncio.CancelledError):
        while (await receive())["type"] != "http.disconnect":
            pass
        connection.abort()


def _head(scope: Scope, length: int, *, chunked: bool) -> bytes:
    """The request's head as the other process shall see it."""
    query = scope["query_string"]
    target = scope["raw_path"] + (b"?" + query if query else b"")
    lines = [b"%b %b HTTP/1.1\r\n" % (scope["method"].encode(), target)]
    lines += [b"%b: %b\r\n" % pair for pair in _end_to_end(scope["headers"]) if not _claimed(pair[0])]
    client = scope["client"][0] if scope.get("client") else "127.0.0.1"
    lines.append(b"x-forwarded-for: %b\r\n" % client.encode())
    lines.append(b"x-forwarded-proto: %b\r\n" % scope["scheme"].encode())
    if chunked:
        lines.append(b"transfer-encoding: chunked\r\n")
    elif length or scope["method"] in {"POST", "PUT", "PATCH"}:
        lines.append(b"content-length: %d\r\n" % length)
    lines.append(b"\r\n")
    return b"".join(lines)


def _claimed(name: bytes) -> bool:
    return name in _CLAIMS or name.startswith(b"x-forwarded-")


def _end_to_end(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Without those about the connection only, and those that `Connection` names (RFC 9110 §7.6.1)."""
    named = {
        token.strip().lower()
        for name, value in headers
        if name == b"connection"
        for token in value.split(b",")
    }
    dropped = _HOP_BY_HOP | named if named else _HOP_BY_HOP
    return [pair for pair in headers if pair[0] not in dropped]
