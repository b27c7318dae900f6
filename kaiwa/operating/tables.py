"""The rows of the whole database, out and in again.

By COPY, table by table, in one snapshot: it needs no program, asks nothing of the server's version, and rows can
go from our own PostgreSQL to another and back. The schema is not among them: migrations make it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from graphlib import TopologicalSorter
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql

Connection = psycopg.Connection[tuple[Any, ...]]

# What COPY is asked for at a time on the way in
CHUNK = 256 * 1024

_TABLES = """
    SELECT c.relname::text, array_agg(a.attname::text ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
      AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    GROUP BY c.relname ORDER BY c.relname
"""
_COUNTERS = """
    SELECT c.relname::text, a.attname::text, pg_get_serial_sequence(quote_ident(c.relname), a.attname)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0
      AND NOT a.attisdropped AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL
"""
# Those that are checked at once; the others wait for the end of the transaction
_STRICT = """
    SELECT c.relname::text, r.relname::text FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class r ON r.oid = k.confrelid
    WHERE k.contype = 'f' AND NOT k.condeferred AND c.oid <> r.oid
      AND c.relnamespace = current_schema()::regnamespace
"""


class UnknownTableError(Exception):
    """Rows for a table that the schema does not have."""


@dataclass(frozen=True, slots=True)
class Table:
    """What a backup says about a table: whose columns its rows hold, and where its counters stood."""

    name: str
    columns: list[str]
    rows: int
    counters: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def snapshot() -> Iterator[Connection]:
    """A connection that sees the database as it was at one moment, however long that takes."""
    with _connection() as ours:
        ours.read_only = True
        ours.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        ours.execute("SELECT 1")  # from here on
        yield ours


def dump(ours: Connection, keep: Callable[[str, Iterable[bytes]], None]) -> list[Table]:
    """Hand every table's rows to `keep(name, chunks)`."""
    counters = _counters(ours)
    dumped = []
    for name, columns in ours.execute(_TABLES).fetchall():
        with ours.cursor() as cursor:
            what = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(_names(columns), sql.Identifier(name))
            with cursor.copy(what) as copied:
                keep(name, (bytes(chunk) for chunk in copied))
            dumped.append(Table(name, columns, cursor.rowcount, counters.get(name, {})))
    return dumped


def load(tables: Sequence[Table], read: Callable[[str], Iterable[bytes]]) -> None:
    """Replace all rows by those of the backup, in one transaction. Raises UnknownTableError."""
    with _connection() as ours, ours.transaction():
        there: dict[str, list[str]] = dict(ours.execute(_TABLES).fetchall())
        for table in tables:
            lost = table.rows and not set(table.columns) <= set(there.get(table.name, []))
            if lost:
                raise UnknownTableError(table.name)
        names = sql.SQL(", ").join(map(sql.Identifier, there))
        ours.execute(sql.SQL("TRUNCATE {}").format(names))
        ours.execute("SET CONSTRAINTS ALL DEFERRED")
        by_name = {table.name: table for table in tables if table.name in there}
        for name in _in_order(ours, there):
            if name in by_name:
                _fill(ours, by_name[name], read(name))
        ours.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else a table with checks to come cannot be altered
        for name in by_name:
            ours.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(sql.Identifier(name)))
        _set_counters(ours, by_name)


def _fill(ours: Connection, table: Table, chunks: Iterable[bytes]) -> None:
    # A queue's triggers would write history anew and wake workers for what is long done
    ours.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table.name)))
    what = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), _names(table.columns))
    with ours.cursor() as cursor, cursor.copy(what) as copied:
        for chunk in chunks:
            copied.write(chunk)


def _in_order(ours: Connection, names: Iterable[str]) -> list[str]:
    """A table that is referred to before those that refer to it, where that is checked at once."""
    order: TopologicalSorter[str] = TopologicalSorter({name: [] for name in names})
    for name, before in ours.execute(_STRICT).fetchall():
        order.add(name, before)
    return [name for name in order.static_order() if name in set(names)]


def _counters(ours: Connection) -> dict[str, dict[str, int]]:
    """Where the numbering of each table stands: an id once given out is never given again."""
    found: dict[str, dict[str, int]] = {}
    for table, column, sequence in ours.execute(_COUNTERS).fetchall():
        ask = sql.SQL("SELECT last_value, is_called FROM {}").format(_sequence(sequence))
        last, called = ours.execute(ask).fetchall()[0]
        if called:
            found.setdefault(table, {})[column] = last
    return found


def _set_counters(ours: Connection, tables: Mapping[str, Table]) -> None:
    for table, column, sequence in ours.execute(_COUNTERS).fetchall():
        last = tables[table].counters.get(column) if table in tables else None
        if last is not None:
            ours.execute("SELECT setval(%s, %s)", [sequence, last])


def _sequence(qualified: str) -> sql.SQL:
    """As PostgreSQL itself has quoted it."""
    return sql.SQL(qualified)


def _names(columns: Sequence[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _connection() -> Connection:
    """One of our own: Django's would be in the middle of something."""
    parameters = connection.get_connection_params()
    ours = {name: parameters[name] for name in parameters if name not in {"cursor_factory", "context"}}
    return psycopg.connect(**ours)
