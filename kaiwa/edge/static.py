"""The interface as Vite built it: pages, and assets whose names change with their content."""

import asyncio
import gzip
import mimetypes
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from django.conf import settings

from kaiwa.edge.answers import refuse
from kaiwa.edge.asgi import Receive, Scope, Send, header, respond
from kaiwa.lib.api_errors import BAD_METHOD, NOT_FOUND

# Scripts run from our own origin only, and nobody may put us into a frame. The styles' exception is
# Mantine's: it writes sizes and colours into style attributes and elements
_PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
SECURITY = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", _PAGE_POLICY.encode()),
]
if settings.PUBLIC_URL.startswith("https:"):
    SECURITY.append((b"strict-transport-security", b"max-age=31536000"))
_IMMUTABLE = (b"cache-control", b"public, max-age=31536000, immutable")
_CHECKED = (b"cache-control", b"no-cache")
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "application/manifest", "image/svg")
_SMALL = 860  # bytes; below it gzip gains nothing


@dataclass(frozen=True, slots=True)
class _File:
    stamp: tuple[int, int]
    type: bytes
    etag: bytes
    modified: bytes
    # By Content-Encoding; "" is as it is
    bodies: dict[bytes, bytes]


class Pages:
    """Serves `root`. Each file is read and compressed once, and again when it changed."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._files: dict[str, _File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await refuse(scope, send, BAD_METHOD, headers=[(b"allow", b"GET, HEAD")])
            return
        path = scope["path"].lstrip("/")
        file = await self._find(path)
        hashed = path.startswith("assets/")
        if file is None and not hashed and "." not in path.rpartition("/")[2]:
            # A page's address: the interface knows it
            file = await self._find("index.html")
        if file is None:
            await refuse(scope, send, NOT_FOUND)
            return
        await _answer(scope, send, file, _IMMUTABLE if hashed else _CHECKED)

    async def _find(self, path: str) -> _File | None:
        try:
            place = (self._root / path).resolve()
            stat = place.stat()
        except (OSError, ValueError):
            return None
        if not place.is_file() or not place.is_relative_to(self._root):
            return None
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._files.get(path)
        if known is None or known.stamp != stamp:
            known = self._files[path] = await asyncio.to_thread(_read, place, stamp)
        return known


async def _answer(scope: Scope, send: Send, file: _File, cache: tuple[bytes, bytes]) -> None:
    accepted = {part.split(b";")[0].strip() for part in header(scope, b"accept-encoding").split(b",")}
    possible = file.bodies.keys() & (accepted | {b""})
    encoding = next(name for name in (b"br", b"gzip", b"") if name in possible)
    etag = b'"%b%b"' % (file.etag, encoding)
    headers = [
        *SECURITY,
        cache,
        (b"content-type", file.type),
        (b"etag", etag),
        (b"last-modified", file.modified),
        (b"vary", b"accept-encoding"),
    ]
    if etag in header(scope, b"if-none-match"):
        await respond(send, 304, headers)
        return
    if encoding:
        headers.append((b"content-encoding", encoding))
    await respond(send, 200, headers, file.bodies[encoding])


def _read(place: Path, stamp: tuple[int, int]) -> _File:
    kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
    plain = place.read_bytes()
    bodies = {b"": plain}
    if kind.startswith(_COMPRESSIBLE) and len(plain) > _SMALL:
        bodies[b"gzip"] = _beside(place, ".gz") or gzip.compress(plain, 9, mtime=0)
        if brotli := _beside(place, ".br"):
            bodies[b"br"] = brotli
    if kind.startswith("text/") or kind.endswith(("javascript", "json")):
        kind += "; charset=utf-8"
    return _File(
        stamp=stamp,
        type=kind.encode(),
        etag=b"%x-%x" % stamp,
        modified=formatdate(stamp[0] / 1e9, usegmt=True).encode(),
        bodies=bodies,
    )


def _beside(place: Path, suffix: str) -> bytes | None:
    """What the build compressed, if it did."""
    try:
        return place.with_name(place.name + suffix).read_bytes()
    except FileNotFoundError:
        return None
