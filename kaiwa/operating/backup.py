"""`kaiwa backup`: all that an installation is, in one file, while it runs."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage

from kaiwa.lib.storage import files
from kaiwa.operating import archive, tables
from kaiwa.operating.archive import Manifest, Writer, key_check

# Made anew by every start, or a backup themselves
_LEFT_OUT = {"postgres", "run", "backups", "secret.key", "kaiwa.lock"}
REPLACED = "replaced-"
# SQLite's companions are in the copy that SQLite makes, and a backup in a backup doubles with each
_PASSING = ("-wal", "-shm", "-journal", ".lock", ".partial", ".kaiwa")
_SQLITE = b"SQLite format 3\0"

_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"


@dataclass(frozen=True, slots=True)
class Made:
    """What went into a backup. Size in bytes."""

    path: Path
    rows: int
    files: int
    size: int
    with_files: bool

    def __str__(self) -> str:
        bucket = f"the bucket {settings.S3_BUCKET}" if settings.S3_BUCKET else ""
        if self.with_files:
            files = f"{self.files:,} files" + (f", those of {bucket} too" if bucket else "")
        else:
            files = f"no files: they stay in {bucket or settings.FILES_DIR}"
        return f"{self.path} ({self.rows:,} rows, {files}; {self.size / 1e6:.1f} MB)"


def write(path: Path, *, with_key: bool = True, with_files: bool = True) -> Made:
    """Back up into `path`, replacing what is there once the new one is whole.

    The rows are of one moment. The files are taken after them: a row's file was there before the row.
    """
    with archive.writing(path) as writer:
        with tables.snapshot() as ours:
            migrations = [list(row) for row in ours.execute(_MIGRATIONS).fetchall()]
            dumped = tables.dump(ours, writer.rows)
        count = _put_files(writer) if with_files else 0
        if with_key:
            writer.key(settings.SECRET_KEY)
        writer.manifest(
            Manifest(
                version=version("kaiwa"),
                made_at=datetime.now(UTC).isoformat(timespec="seconds"),
                migrations=migrations,
                tables=dumped,
                files=with_files,
                key_check=key_check(settings.SECRET_KEY),
            )
        )
    return Made(path, sum(table.rows for table in dumped), count, path.stat().st_size, with_files)


def _put_files(writer: Writer) -> int:
    count = 0
    for path in _files(settings.DATA_DIR):
        name = path.relative_to(settings.DATA_DIR).as_posix()
        try:
            if _is_sqlite(path):
                _put_database(writer, path, name)
            else:
                writer.data(path, name)
        except FileNotFoundError:
            continue  # deleted while we went through them, as its row will be
        count += 1
    return count + (_put_bucket(writer) if settings.S3_BUCKET else 0)


def _put_bucket(writer: Writer) -> int:
    """What lies in the bucket, as if it lay in the data directory: it can be restored into either."""
    count = 0
    for name in files().names():
        if (settings.FILES_DIR / name).exists():
            continue  # from before there was a bucket, and in the backup already
        try:
            with default_storage.open(name) as source:
                writer.stored(source, name)
        except FileNotFoundError:
            continue  # deleted meanwhile, as above
        count += 1
    return count


def _files(data: Path) -> Iterator[Path]:
    for entry in sorted(data.iterdir()):
        if entry.name in _LEFT_OUT or entry.name.startswith((REPLACED, ".")):
            continue
        for path in [entry] if entry.is_file() else sorted(entry.rglob("*")):
            if path.is_file() and not path.name.endswith(_PASSING):
                yield path


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _put_database(writer: Writer, path: Path, name: str) -> None:
    """The sandbox's: copied by SQLite itself, because it may be written to right now."""
    with tempfile.TemporaryDirectory(prefix="kaiwa-backup-") as folder:
        copy = Path(folder, path.name)
        with (
            closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(copy)) as target,
        ):
            source.backup(target)
        writer.data(copy, name)
