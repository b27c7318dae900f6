"""/files/{id}, /thumbnails/{id} and /pictures/{id}: what customers sent and how they look, for those who may see it.

A file comes from a stranger. Whatever it says it is, it never runs with our origin's rights: only pictures,
sound and film are shown in place, nothing is sniffed, and the policy sent along forbids every script.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db import DatabaseError
from starlette.responses import FileResponse

from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Attachment, Identity
from kaiwa.edge.answers import STARTING, refuse
from kaiwa.edge.asgi import Receive, Scope, Send, header, respond
from kaiwa.edge.database import Models
from kaiwa.edge.who import Credentials
from kaiwa.lib.api_errors import BAD_METHOD, NOT_FOUND, NOT_SIGNED_IN
from kaiwa.workspaces.models import Member

FILES = "/files/"
THUMBNAILS = "/thumbnails/"
PICTURES = "/pictures/"

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
_LONGEST_ID = 18  # digits; more would not fit the column


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Something to send: where it lies, and what it may be called."""

    path: str
    mime: str
    name: str
    stat: os.stat_result
    # A browser may show its own copy for a day without asking
    keep: bool = False


class NotSignedInError(Exception):
    """Nobody we know asks."""


class Files:
    """Sends what `find` finds for the member who asks."""

    def __init__(self, models: Models, prefix: str, find: Callable[[Member, int], StoredFile | None]) -> None:
        self._models = models
        self._prefix = prefix
        self._find = find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await refuse(scope, send, BAD_METHOD, headers=[(b"allow", b"GET, HEAD")])
            return
        try:
            file = await self._models.run(
                self._look, Credentials.of(scope), scope["path"][len(self._prefix) :]
            )
        except NotSignedInError:
            await refuse(scope, send, NOT_SIGNED_IN)
        except DatabaseError:
            await refuse(scope, send, STARTING, headers=[(b"retry-after", b"1")])
        else:
            await (_send(file, scope, receive, send) if file else refuse(scope, send, NOT_FOUND))

    def _look(self, credentials: Credentials, pk: str) -> StoredFile | None:
        member = credentials.member()
        if member is None:
            raise NotSignedInError
        if not (pk.isascii() and pk.isdigit() and len(pk) <= _LONGEST_ID):
            return None
        return self._find(member, int(pk))


def attachment(member: Member, pk: int) -> StoredFile | None:
    """The stored file of an attachment that the member may see."""
    found = Attachment.objects.visible_to(member).filter(pk=pk, state=Attachment.State.STORED).first()
    if found is None or not found.file:
        return None
    return _stored(found.file, mime=found.mime, name=_clean(found.name) or f"{found.kind}-{found.pk}")


def thumbnail(member: Member, pk: int) -> StoredFile | None:
    """The smaller picture of an attachment that the member may see; it never changes."""
    found = Attachment.objects.visible_to(member).filter(pk=pk, state=Attachment.State.STORED).first()
    if found is None or not found.thumbnail:
        return None
    return _stored(found.thumbnail, mime="image/webp", name=f"thumbnail-{found.pk}.webp", keep=True)


def picture(member: Member, pk: int) -> StoredFile | None:
    """The picture of a contact on a channel that the member may see."""
    found = Identity.objects.filter(pk=pk, channel__in=Channel.objects.visible_to(member)).first()
    if found is None or not found.picture:
        return None
    stored = _stored(found.picture, mime="", name=f"picture-{found.pk}")
    return stored and StoredFile(stored.path, _kind_of_picture(stored.path), stored.name, stored.stat)


async def _send(file: StoredFile, scope: Scope, receive: Receive, send: Send) -> None:
    shown = file.mime in SHOWN
    headers = _SAFE | (_KEPT if file.keep else {})
    etag = f'"{file.stat.st_mtime_ns:x}-{file.stat.st_size:x}"'
    if etag.encode() in header(scope, b"if-none-match"):
        kept = [(name.encode(), value.encode()) for name, value in headers.items()]
        await respond(send, 304, [*kept, (b"etag", etag.encode())])
        return
    response = FileResponse(
        file.path,
        headers={**headers, "etag": etag},
        media_type=file.mime if shown else "application/octet-stream",
        filename=file.name,
        stat_result=file.stat,
        content_disposition_type="inline" if shown else "attachment",
    )
    await response(scope, receive, send)


def _stored(place: str, *, mime: str, name: str, keep: bool = False) -> StoredFile | None:
    """The file in storage, if it is there."""
    try:
        path = default_storage.path(place)
        return StoredFile(path, mime, name, Path(path).stat(), keep)
    except (OSError, SuspiciousFileOperation):
        return None


def _clean(name: str) -> str:
    """Without what would make a name look like another: direction marks, line ends, folders."""
    return "".join("_" if letter in "/\\" else letter for letter in name if letter.isprintable()).strip(" .")


def _kind_of_picture(path: str) -> str:
    with Path(path).open("rb") as file:
        head = file.read(16)
    return next((mime for start, mime in _SIGNATURES.items() if head.startswith(start)), "")
