"""The file of a backup: a zip, for nobody but its owner.

`manifest.json` says what it is of; `tables/NAME.copy` are rows, `data/…` files of the data directory, `secret.key` the
installation's key. Any zip program opens it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from kaiwa.operating.tables import CHUNK, Table

FORMAT = 1
_MANIFEST = "manifest.json"
_KEY = "secret.key"
_DATA = "data/"
# Where storage is within it, when that is a folder
FILES = "files/"


class NoBackupError(Exception):
    """The file is none of ours, or not whole; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup is of. `migrations` is the state that its rows are in; `files`: whether it has the files."""

    version: str
    made_at: str
    migrations: list[list[str]]
    tables: list[Table]
    files: bool
    key_check: str


def key_check(key: str) -> str:
    """Tells whether a key is the one, and nothing about it."""
    return hmac.new(key.encode(), b"kaiwa.backup", hashlib.sha256).hexdigest()[:16]


class Writer:
    """Puts a backup together."""

    def __init__(self, file: zipfile.ZipFile) -> None:
        self._file = file

    def rows(self, table: str, chunks: Iterable[bytes]) -> None:
        with self._file.open(f"tables/{table}.copy", "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)

    def data(self, path: Path, name: str) -> None:
        """A file of the data directory. Pictures and the like are small already: they go in as they are."""
        info = zipfile.ZipInfo.from_file(path, _DATA + name, strict_timestamps=False)
        with path.open("rb") as source:
            self._copy(source, info)

    def stored(self, source: IO[bytes], name: str) -> None:
        """A file of storage, wherever that is: it goes where it would lie in a data directory."""
        now = datetime.now(UTC)
        self._copy(source, zipfile.ZipInfo(_DATA + FILES + name, now.timetuple()[:6]))

    def _copy(self, source: IO[bytes], info: zipfile.ZipInfo) -> None:
        with self._file.open(info, "w", force_zip64=True) as member:
            shutil.copyfileobj(source, member, CHUNK)

    def key(self, key: str) -> None:
        self._file.writestr(_KEY, key)

    def manifest(self, manifest: Manifest) -> None:
        tables = [table.as_json() for table in manifest.tables]
        content = {name: getattr(manifest, name) for name in Manifest.__slots__} | {"tables": tables}
        self._file.writestr(_MANIFEST, json.dumps({"kaiwa_backup": FORMAT} | content, indent=1))


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """The file appears under its name when it is whole, and not at all when something fails."""
    partial = path.with_name(f".{path.name}.partial")
    opened = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(opened, "w+b") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
                yield Writer(file)
            raw.flush()
            os.fsync(raw.fileno())
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)


class Reader:
    """A backup that was opened. Raises NoBackupError when it is none."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = zipfile.ZipFile(path)
            content: dict[str, Any] = json.loads(self._file.read(_MANIFEST))
        except FileNotFoundError:
            raise NoBackupError(f"There is no file {path}.") from None
        except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise NoBackupError(f"{path} is no backup of Kaiwa, or not all of one ({error}).") from None
        if content.pop("kaiwa_backup", 0) != FORMAT:
            raise NoBackupError(
                f"{path} was made by a Kaiwa that writes backups in another way: restore it with that one."
            )
        tables = [Table(**table) for table in content.pop("tables")]
        self.manifest = Manifest(tables=tables, **content)

    def check(self) -> None:
        """Read it all once, before anything is done with it."""
        if (bad := self._file.testzip()) is not None:
            raise NoBackupError(f"The backup is damaged: {bad} cannot be read.")

    @property
    def key(self) -> str:
        """Empty in one that was made without."""
        return self._file.read(_KEY).decode() if _KEY in self._file.namelist() else ""

    def rows(self, table: str) -> Iterator[bytes]:
        with self._file.open(f"tables/{table}.copy") as member:
            while chunk := member.read(CHUNK):
                yield chunk

    def unpack(self, data: Path, *, store: Callable[[str, IO[bytes]], None] | None = None) -> int:
        """Put the files into the data directory, for their owner only. How many there were.

        `store` takes those of storage instead, by their names there.
        """
        members = [info for info in self._file.infolist() if info.filename.startswith(_DATA)]
        for info in members:
            if store and info.filename.startswith(_DATA + FILES):
                with self._file.open(info) as source:
                    store(info.filename.removeprefix(_DATA + FILES), source)
                continue
            target = (data / info.filename.removeprefix(_DATA)).resolve()
            if not target.is_relative_to(data.resolve()):
                raise NoBackupError(f"The backup is not to be trusted: it would write to {target}.")
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._file.open(info) as source, target.open("wb") as file:
                target.chmod(0o600)
                shutil.copyfileobj(source, file, CHUNK)
        return len(members)

    def close(self) -> None:
        self._file.close()
