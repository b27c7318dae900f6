"""Webhooks on their way into the table, many to a commit.

While one commit runs, all that arrives waits for the next one: under load each commit holds more, and nothing
waits for a timer. Measured, it takes three times as many as one INSERT per request.
"""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import psycopg

from kaiwa.edge.database import Connection, connect

log = logging.getLogger(__name__)

CHANNEL = "kaiwa_inbound"

_INSERT = """
    INSERT INTO channels_webhookevent (provider, body)
    SELECT * FROM unnest(%b::text[], %b::bytea[])
"""
_ROWS = 1000
_BYTES = 4 * 1024 * 1024
# What may wait in memory; more is refused, and the provider sends it again
_QUEUE_BYTES = 64 * 1024 * 1024
_ROW_OVERHEAD = 1024
# Meta gives up after 5 s; a refusal it hears is better than a silence
_PATIENCE = 3.0
_STUCK = 15.0
_LONGEST_PAUSE = 1.0
# One NOTIFY of many webhooks: each costs a transaction, and the drain takes all that is there
_NOTIFY_EVERY = 0.01


class JournalFullError(Exception):
    """Too much waits already."""


class JournalAwayError(Exception):
    """The row could not be made durable in time."""


@dataclass(slots=True, eq=False)
class _Row:
    provider: str
    body: bytes
    stored: asyncio.Future[None]


class Journal:
    """`store` returns when the row is durable. `run` does the work, for as long as the process lives."""

    def __init__(self) -> None:
        self._rows: deque[_Row] = deque()
        self._bytes = 0
        self._wake = asyncio.Event()
        self._connection: Connection | None = None
        self._notify_owed = False
        self._notify_after = 0.0

    async def store(self, provider: str, body: bytes) -> None:
        """Keep the webhook. Raises JournalFullError at once, JournalAwayError after a few seconds."""
        size = len(body) + _ROW_OVERHEAD
        if self._bytes + size > _QUEUE_BYTES:
            raise JournalFullError
        row = _Row(provider, body, asyncio.get_running_loop().create_future())
        self._rows.append(row)
        self._bytes += size
        self._wake.set()
        try:
            async with asyncio.timeout(_PATIENCE):
                await row.stored
        except (TimeoutError, psycopg.Error) as error:
            raise JournalAwayError from error
        finally:
            self._bytes -= size
            row.body = b""  # the row itself may wait on for the database

    async def run(self) -> None:
        """Commit what waits, again and again; when the database is away, until it is back."""
        pause = 0.0
        while True:
            try:
                await self._rows_or_notice()
                connection = self._connection or await connect("door")
                self._connection = connection
                await self._commit_all(connection)
                await self._notify_if_due(connection)
                pause = 0.0
            except (psycopg.Error, OSError, TimeoutError) as error:
                log.warning("the journal cannot reach the database: %s", error)
                await self._let_go()
                self._rows = deque(row for row in self._rows if not row.stored.done())
                pause = min(pause * 2 or 0.05, _LONGEST_PAUSE)
                await asyncio.sleep(pause)

    async def close(self) -> None:
        await self._let_go()

    async def _rows_or_notice(self) -> None:
        """Return when there is a row to store, or when the notice is due that some were stored."""
        if self._rows:
            return
        self._wake.clear()
        wait = self._notify_after - time.monotonic() if self._notify_owed else None
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._wake.wait()

    async def _commit_all(self, connection: Connection) -> None:
        while rows := self._take():
            try:
                async with asyncio.timeout(_STUCK):
                    await _insert(connection, rows)
            except BaseException:
                # Not known to be stored: they go first next time, or are refused when their time is up. At
                # worst one is stored twice, which the drain takes for what it is
                self._rows.extendleft(reversed(rows))
                raise
            self._notify_owed = True
            if time.monotonic() >= self._notify_after:
                await self._notify_if_due(connection)

    def _take(self) -> list[_Row]:
        """The next rows of one commit, without those whose sender was refused meanwhile."""
        rows: list[_Row] = []
        size = 0
        while self._rows and len(rows) < _ROWS and size < _BYTES:
            row = self._rows.popleft()
            if not row.stored.done():
                rows.append(row)
                size += len(row.body)
        return rows

    async def _notify_if_due(self, connection: Connection) -> None:
        now = time.monotonic()
        if self._notify_owed and now >= self._notify_after:
            self._notify_owed = False
            self._notify_after = now + _NOTIFY_EVERY
            await connection.execute(f"NOTIFY {CHANNEL}")

    async def _let_go(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()


async def _insert(connection: Connection, rows: Sequence[_Row]) -> None:
    """Store the rows and tell who waits. A row that the database refuses fails alone."""
    try:
        providers, bodies = [row.provider for row in rows], [row.body for row in rows]
        await connection.execute(_INSERT, [providers, bodies], prepare=True)
    except psycopg.OperationalError:
        raise
    except psycopg.Error as refusal:
        if len(rows) > 1:
            middle = len(rows) // 2
            await _insert(connection, rows[:middle])
            await _insert(connection, rows[middle:])
        elif not rows[0].stored.done():
            log.exception("the database refused a webhook of %d bytes", len(rows[0].body))
            rows[0].stored.set_exception(refusal)
        return
    for row in rows:
        if not row.stored.done():
            row.stored.set_result(None)
