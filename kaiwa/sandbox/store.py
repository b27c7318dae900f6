"""The sandbox's memory: one SQLite file, one connection, used from the event loop only."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kaiwa.sandbox.schema import SCHEMA

Params = Sequence[Any] | Mapping[str, Any]


class Store:
    """SQLite in WAL mode; every statement outside a `transaction` commits by itself.

    synchronous=NORMAL survives the death of the process, which is what the fault tests do, and keeps
    a commit at some 50 µs.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._depth = 0
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=5000"):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.executescript(SCHEMA)

    def close(self) -> None:
        """Checkpoint and close."""
        self._db.close()

    def run(self, sql: str, params: Params = ()) -> sqlite3.Cursor:
        """Execute one statement."""
        return self._db.execute(sql, params)

    def run_many(self, sql: str, rows: Sequence[Params]) -> None:
        """Execute one statement for each row."""
        self._db.executemany(sql, rows)

    def one(self, sql: str, params: Params = ()) -> sqlite3.Row | None:
        """The first row, or None."""
        row: sqlite3.Row | None = self._db.execute(sql, params).fetchone()
        return row

    def all(self, sql: str, params: Params = ()) -> list[sqlite3.Row]:
        """Every row."""
        return self._db.execute(sql, params).fetchall()

    def value(self, sql: str, params: Params = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, params)
        return row[0] if row is not None else None

    def insert(self, table: str, **values: Any) -> int:
        """Insert one row; returns its rowid. Table and column names come from our own code only."""
        columns = ", ".join(values)
        marks = ", ".join("?" for _ in values)
        sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names are ours, values are bound
        return self._db.execute(sql, tuple(values.values())).lastrowid or 0

    def change(self, table: str, row_id: str, **values: Any) -> None:
        """Set columns of the row with that `id`."""
        for name, value in values.items():
            self._db.execute(f"UPDATE {table} SET {name} = ? WHERE id = ?", (value, row_id))  # noqa: S608 - as above

    def clear(self, tables: Sequence[str]) -> None:
        """Empty tables."""
        for table in tables:
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608 - as above

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inner transactions join the outer one."""
        if self._depth:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        self._depth = 1
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        else:
            self._db.execute("COMMIT")
        finally:
            self._depth = 0
