"""A stored file on its way to a browser: whole or a part of it, read piece by piece from wherever it is kept."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

from kaiwa.edge.answers import refuse
from kaiwa.edge.asgi import Receive, Scope, Send, header, respond
from kaiwa.errors import FILES_AWAY
from kaiwa.lib.api_errors import NOT_FOUND
from kaiwa.lib.storage import Part, StorageAway, files

# Shown in place; everything else is saved to disk. No SVG and no PDF: both can carry scripts
_IMAGES = {f"image/{name}" for name in ("jpeg", "png", "gif", "webp", "avif", "bmp")}
_SOUNDS = {f"audio/{name}" for name in ("mpeg", "mp4", "aac", "ogg", "opus", "webm", "wav", "x-wav", "flac")}
_FILMS = {f"video/{name}" for name in ("mp4", "webm", "ogg", "quicktime")}
SHOWN = _IMAGES | _SOUNDS | _FILMS
_SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF8": "image/gif",
    b"RIFF": "image/webp",
}
_SAFE = {
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    # Kept by the browser, and asked for each time: who may not see it any more does not
    "cache-control": "private, no-cache",
    "vary": "cookie, authorization",
}
_KEPT = {"cache-control": "private, max-age=86400, immutable"}

# A picture is one piece; a film is read on as its reader takes it
PIECE = 1024 * 1024
_READERS = ThreadPoolExecutor(8, thread_name_prefix="files")
_RANGE = re.compile(rb"bytes=(\d{0,15})-(\d{0,15})")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Something to send: its name in storage, and what it may be called. Without a type it is a picture of any kind."""

    place: str
    name: str
    mime: str = ""
    # A browser may show its own copy for a day without asking
    keep: bool = False

    @property
    def etag(self) -> bytes:
        """A name in storage is never used twice, so it stands for its content."""
        return b'"%s"' % sha256(self.place.encode()).hexdigest()[:24].encode()


@dataclass(frozen=True, slots=True)
class Wanted:
    """From `first` to `last`, both inclusive; a negative `first` counts from the end. No `last`: to the end."""

    first: int = 0
    last: int | None = None
    partial: bool = False


async def send_file(file: StoredFile, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the file, what is asked of it, or why not."""
    headers = _SAFE | (_KEPT if file.keep else {})
    sent = [(name.encode(), value.encode()) for name, value in headers.items()] + [(b"etag", file.etag)]
    if file.etag in header(scope, b"if-none-match"):
        await respond(send, 304, sent)
        return
    wanted = _wanted(scope, file)
    try:
        start, piece = await _begin(file, wanted)
    except FileNotFoundError:
        await refuse(scope, send, NOT_FOUND)
        return
    except StorageAway:
        await refuse(scope, send, FILES_AWAY, headers=[(b"retry-after", b"5")])
        return
    if wanted.partial and start >= piece.total:
        await respond(send, 416, [*sent, (b"content-range", b"bytes */%d" % piece.total)])
        return
    end = piece.total if wanted.last is None else min(wanted.last + 1, piece.total)
    sent += [
        *_described(file, piece),
        (b"accept-ranges", b"bytes"),
        (b"content-length", b"%d" % (end - start)),
    ]
    if wanted.partial:
        sent.append((b"content-range", b"bytes %d-%d/%d" % (start, end - 1, piece.total)))
    await send({"type": "http.response.start", "status": 206 if wanted.partial else 200, "headers": sent})
    if scope["method"] == "HEAD":
        await send({"type": "http.response.body", "body": b""})
    else:
        await _go_on(file.place, piece.content, (start, end), receive, send)


async def _go_on(place: str, body: bytes, span: tuple[int, int], receive: Receive, send: Send) -> None:
    """The first piece and those after it, as fast as they are taken, for as long as somebody takes them.

    A file that goes away meanwhile ends the connection: the length that was promised tells the reader.
    """
    at, end = span
    gone = asyncio.ensure_future(_hung_up(receive))
    try:
        while not gone.done():
            body = body[: end - at]
            at += len(body)
            await send({"type": "http.response.body", "body": body, "more_body": at < end})
            if at >= end:
                return
            body = (await _read(place, at, min(PIECE, end - at))).content
    finally:
        gone.cancel()


async def _begin(file: StoredFile, wanted: Wanted) -> tuple[int, Part]:
    """Where it begins, and the first piece from there."""
    start = wanted.first
    if start < 0:
        start = max(0, (await _read(file.place, 0, 1)).total + start)
    length = PIECE if wanted.last is None else min(PIECE, wanted.last - start + 1)
    return start, await _read(file.place, start, length)


async def _read(place: str, start: int, length: int) -> Part:
    return await asyncio.get_running_loop().run_in_executor(_READERS, files().part, place, start, length)


def _wanted(scope: Scope, file: StoredFile) -> Wanted:
    """One range at most; what cannot be understood is answered with the whole file, as RFC 9110 §14.2 has it."""
    only_if = header(scope, b"if-range")
    found = _RANGE.fullmatch(header(scope, b"range").replace(b" ", b""))
    if not found or not file.mime or (only_if and only_if != file.etag):
        return Wanted()
    first, last = found.groups()
    if first:
        ends = int(last) if last else None
        return Wanted() if ends is not None and ends < int(first) else Wanted(int(first), ends, partial=True)
    return Wanted(-int(last), None, partial=True) if last and int(last) else Wanted()


def _described(file: StoredFile, piece: Part) -> list[tuple[bytes, bytes]]:
    mime = file.mime or _kind_of_picture(piece.content)
    shown = mime in SHOWN
    quoted = quote(file.name)
    name = f'filename="{file.name}"' if quoted == file.name else f"filename*=utf-8''{quoted}"
    disposition = f"{'inline' if shown else 'attachment'}; {name}"
    return [
        (b"content-type", (mime if shown else "application/octet-stream").encode()),
        (b"content-disposition", disposition.encode()),
    ]


def _kind_of_picture(head: bytes) -> str:
    return next((mime for start, mime in _SIGNATURES.items() if head.startswith(start)), "")


async def _hung_up(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
