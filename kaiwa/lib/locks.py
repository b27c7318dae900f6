"""One lock: PostgreSQL's advisory lock, known by a name and a number.

It ends with the transaction or with the connection, so a killed process never leaves one behind. Not to be
held across a connection pooler in transaction mode.
"""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections

# How soon a holder notices that its connection is gone, and holds again with another
_STILL_THERE_SECONDS = 5.0


def lock_key(name: str, number: int = 0) -> int:
    """The 64 bits PostgreSQL knows the lock by, for those who ask with a connection of their own."""
    return int.from_bytes(blake2b(f"{name}:{number}".encode(), digest_size=8).digest(), signed=True)


def lock(name: str, number: int = 0, *, using: str = DEFAULT_DB_ALIAS) -> None:
    """Wait for the lock, and keep it until the open transaction ends."""
    _require_transaction(using)
    _ask("SELECT pg_advisory_xact_lock(%s)", lock_key(name, number), using)


def try_lock(name: str, number: int = 0, *, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Take the lock if it is free, until the open transaction ends; whether we have it."""
    _require_transaction(using)
    return bool(_ask("SELECT pg_try_advisory_xact_lock(%s)", lock_key(name, number), using))


@contextmanager
def holding(
    name: str, number: int = 0, *, wait: bool = False, using: str = DEFAULT_DB_ALIAS
) -> Iterator[bool]:
    """Take the lock, if it is free or once it is, over any number of transactions; yields whether we have it.

    It belongs to the connection: whoever works long under it must stop when the connection is lost.
    """
    key = lock_key(name, number)
    if wait:
        _ask("SELECT pg_advisory_lock(%s)", key, using)
    held = wait or bool(_ask("SELECT pg_try_advisory_lock(%s)", key, using))
    try:
        yield held
    finally:
        if held and connections[using].is_usable():
            _ask("SELECT pg_advisory_unlock(%s)", key, using)


@contextmanager
def one_of(name: str, places: int) -> Iterator[bool]:
    """Take one of the few places under `name`, as `holding` does; yields whether one was free."""
    for number in range(places):
        with holding(name, number) as mine:
            if mine:
                yield True
                return
    yield False


async def hold_shared(name: str) -> None:
    """Hold a lock that others may hold too, for as long as this process lives: whoever looks sees that one does.

    On a connection of its own, which ends with the process however that ends. Cancel it to let go.
    """
    while True:
        try:
            parameters = connections[DEFAULT_DB_ALIAS].get_connection_params()
            ours = {
                key: value for key, value in parameters.items() if key not in {"cursor_factory", "context"}
            }
            async with await psycopg.AsyncConnection.connect(**ours, autocommit=True) as connection:
                await connection.execute("SELECT pg_advisory_lock_shared(%s)", [lock_key(name)])
                while True:
                    await asyncio.sleep(_STILL_THERE_SECONDS)
                    await connection.execute("SELECT 1")
        except (psycopg.Error, OSError):
            await asyncio.sleep(1)


def _require_transaction(using: str) -> None:
    if not connections[using].in_atomic_block:
        raise RuntimeError("Outside a transaction this lock would be let go at once.")


def _ask(question: str, key: int, using: str) -> object:
    with connections[using].cursor() as cursor:
        cursor.execute(question, [key])
        return cursor.fetchone()[0]
