"""Files as storage keeps them: taken in with a limit, their type told by content, never by name."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from typing import IO
from uuid import uuid4

import puremagic
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kaiwa.channels.base import NotYet
from kaiwa.conversations.models import DiscardedFile
from kaiwa.lib import thumbnails
from kaiwa.lib.storage import StorageAway

# Enough of a file for its signature; memory up to a size, disk beyond
HEAD = 8192
IN_MEMORY = 1024 * 1024
FALLBACK = "application/octet-stream"
# Until a file is looked for again that could not be read for sending
_STORAGE_WAIT = timedelta(seconds=20)
# What a sender may claim without making a browser run anything, in the length that its column holds
HARMLESS = re.compile(r"(audio|video)/[a-z0-9.+-]{1,100}|text/plain")
# What a browser shows as a picture. An SVG is not among them: it can carry scripts
PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


class TooLarge(Exception):
    """The file passed its limit, in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"larger than {limit} bytes")
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in storage. Width and height are of pictures, in pixels."""

    file: str
    mime: str
    size: int
    width: int | None
    height: int | None
    # A smaller copy of a picture that is worth one
    thumbnail: str = ""

    @property
    def kind(self) -> str:
        """How it is shown: image, voice, video or file."""
        if self.mime in PICTURES:
            return "image"
        main = self.mime.partition("/")[0]
        return {"audio": "voice", "video": "video"}.get(main, "file")


def keep(chunks: Iterable[bytes], *, folder: str, limit: int, declared: str = "", name: str = "") -> Stored:
    """Store what `chunks` bring. `declared` is the type its sender claims: used where content tells nothing.

    Raises TooLarge as soon as `limit` bytes are passed, and StorageAway.
    """
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        size = 0
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise TooLarge(limit)
            spool.write(chunk)
        spool.seek(0)
        mime = content_type(spool.read(HEAD), declared=declared, name=name)
        spool.seek(0)
        looked = thumbnails.look(spool) if mime in PICTURES else thumbnails.Look()
        spool.seek(0)
        path = default_storage.save(f"{folder}/{uuid4().hex}", File(spool))
    try:
        small = (
            default_storage.save(f"{path}-small", ContentFile(looked.thumbnail)) if looked.thumbnail else ""
        )
    except StorageAway:
        DiscardedFile.objects.add(path)
        raise
    return Stored(path, mime, size, looked.width, looked.height, small)


def discard(kept: Stored) -> None:
    """Have deleted what was stored and is not wanted any more."""
    DiscardedFile.objects.add(kept.file, kept.thumbnail)


def content_type(head: bytes, *, declared: str = "", name: str = "") -> str:
    """The MIME type by content; by what was declared only where that cannot make a browser run anything."""
    try:
        matches = puremagic.magic_string(head, filename=name or None)
    except (puremagic.PureError, ValueError):
        matches = []
    found = next((match.mime_type for match in matches if match.mime_type), "")
    if found in {"", FALLBACK, "text/plain"}:
        main = declared.partition(";")[0].strip().lower()
        found = main if HARMLESS.fullmatch(main) else found
    return found or FALLBACK


def safe_name(name: str, fallback: str) -> str:
    """A file name without path, control characters or surprises of direction."""
    base = PurePath(name.replace("\\", "/")).name
    kept = "".join(letter for letter in base if letter.isprintable()).strip(" .")
    return kept[:200] or fallback


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A stored file as a provider uploads it (lib.files.OpenFile)."""

    path: str
    name: str
    mime: str
    size: int

    def open(self) -> AbstractContextManager[IO[bytes]]:
        """Raises NotYet while storage is away, and FileNotFoundError."""
        try:
            opened: AbstractContextManager[IO[bytes]] = default_storage.open(self.path, "rb")
        except StorageAway as error:
            raise NotYet(_STORAGE_WAIT, "storage_away") from error
        return opened
