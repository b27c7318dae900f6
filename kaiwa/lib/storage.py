"""Where files are: a folder of this machine or a bucket (kaiwa/lib/bucket.py). Django's storage, and parts of files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import FileSystemStorage, default_storage


class StorageAway(Exception):
    """The files cannot be reached right now: nothing was stored or deleted, and trying again can help.

    `code` is the store's own word for why, or the name of what failed on the way there.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Part:
    """Some bytes of a file, none beyond its end; and how many the whole file has."""

    content: bytes
    total: int


class Files(Protocol):
    """What both kinds of storage do besides what Django asks of them. Each may raise StorageAway."""

    def part(self, name: str, start: int, length: int) -> Part:
        """Raises FileNotFoundError."""

    def names(self, folder: str = "") -> Iterator[str]:
        """Of every file, or of those in a folder."""


def files() -> Files:
    """The storage in use."""
    return cast(Files, default_storage)


class Disk(FileSystemStorage):
    """A folder."""

    def part(self, name: str, start: int, length: int) -> Part:
        try:
            with self.open(name, "rb") as file:
                file.seek(start)
                return Part(file.read(length), file.size)
        except (IsADirectoryError, SuspiciousFileOperation) as error:
            raise FileNotFoundError(name) from error

    def names(self, folder: str = "") -> Iterator[str]:
        root = Path(self.location)
        for path in sorted((root / folder).rglob("*")) if root.is_dir() else ():
            if path.is_file():
                yield path.relative_to(root).as_posix()
