"""`kaiwa restore`: an installation from its backup.

Two halves, because Django reads the installation's key when it starts: `Room` before, `fill` after.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from kaiwa.lib.postgres_home import make_data_directory
from kaiwa.operating import replay
from kaiwa.operating.archive import Reader, key_check
from kaiwa.operating.backup import REPLACED
from kaiwa.operating.replay import CannotRestore

# What may lie in a directory and still be somebody's own doing
_KEY = "secret.key"
_NOTHING = {_KEY, "lost+found", "kaiwa.lock", "backups"}
_DATABASE = {"postgres", "run"}


class Room:
    """The data directory, made ready; `undo` puts back what was there."""

    def __init__(self, data: Path, backup: Reader, *, force: bool, key: str) -> None:
        self.data = data
        self.kept = data / f"{REPLACED}{datetime.now(UTC):%Y%m%d-%H%M%S}"
        self.before = {entry.name for entry in data.iterdir()} if data.exists() else set()
        self.moved: list[str] = []
        in_the_way = self._in_the_way(backup)
        if in_the_way and not force:
            raise CannotRestore(
                f"{data} is not empty ({', '.join(sorted(in_the_way)[:4])}). Choose another directory with --data, or "
                f"use --force: what is there is then moved to {self.kept.name} in it."
            )
        _check_key(backup, data, key)
        make_data_directory(data)
        self._move(in_the_way)
        if backup.key and not key:
            _write_key(data / _KEY, backup.key)

    def _in_the_way(self, backup: Reader) -> set[str]:
        there = {name for name in self.before if not name.startswith(REPLACED)} - _NOTHING
        # A backup of rows alone leaves the files where they are
        return there if backup.manifest.files else there & _DATABASE

    def _move(self, names: Iterable[str]) -> None:
        for name in sorted(names):
            self.kept.mkdir(mode=0o711, exist_ok=True)
            (self.data / name).rename(self.kept / name)
            self.moved.append(name)

    def undo(self) -> None:
        """After a failure: as it was."""
        for entry in list(self.data.iterdir()):
            if (entry.name not in self.before and entry != self.kept) or entry.name in self.moved:
                _remove(entry)
        for name in self.moved:
            (self.kept / name).rename(self.data / name)
        if self.moved:
            self.kept.rmdir()


def fill(backup: Reader, data: Path) -> str:
    """Rows and files into an empty database and their directory; what was done, as a line. Raises CannotRestore.

    Django is set up.
    """
    os.umask(0o077)  # what is written from here on is for nobody else
    rows = replay.rows(backup)
    if not backup.manifest.files:
        where = f"the bucket {settings.S3_BUCKET}" if settings.S3_BUCKET else settings.FILES_DIR
        return f"restored: {rows:,} rows, as of {backup.manifest.made_at}; files are looked for in {where}"
    count = backup.unpack(data, store=put if settings.S3_BUCKET else None)
    into = f" (pictures and files into the bucket {settings.S3_BUCKET})" if settings.S3_BUCKET else ""
    return f"restored: {rows:,} rows and {count:,} files{into}, as of {backup.manifest.made_at}"


def put(name: str, source: IO[bytes]) -> None:
    """A file into storage, under the name that rows know it by."""
    default_storage.save(name, File(source))


def _check_key(backup: Reader, data: Path, given: str) -> None:
    kept = data / _KEY
    key = given or backup.key or (kept.read_text().strip() if kept.exists() else "")
    if not key:
        raise CannotRestore(
            "The backup was made without the installation's key, and credentials cannot be read without it. "
            f"Put the key in {kept} or in KAIWA_SECRET_KEY, and restore again."
        )
    if key_check(key) != backup.manifest.key_check:
        where = "KAIWA_SECRET_KEY" if given else str(kept)
        raise CannotRestore(f"The key in {where} is not the one of this backup: give the right one, or none.")


def _write_key(path: Path, key: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(key)


def _remove(entry: Path) -> None:
    if entry.is_symlink():
        # As root the cluster may be elsewhere; it is ours, made a moment ago
        shutil.rmtree(entry.resolve(), ignore_errors=True)
        entry.unlink()
    elif entry.is_dir():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        entry.unlink()
