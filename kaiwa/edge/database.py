"""The edge's ways to the database: connections of its own, and Django's models in threads."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, local
from typing import Any, ParamSpec, TypeVar

import psycopg
from django.db import close_old_connections, connection

P = ParamSpec("P")
T = TypeVar("T")

Connection = psycopg.AsyncConnection[tuple[Any, ...]]


# A connection that answered so lately is there
_SURE_SECONDS = 1.0
_thread = local()


async def connect(name: str) -> Connection:
    """A connection of our own, each statement a transaction. Raises OperationalError."""
    return await psycopg.AsyncConnection.connect(
        **_parameters(), autocommit=True, connect_timeout=5, application_name=f"kaiwa edge {name}"
    )


def _parameters() -> dict[str, Any]:
    """Where Django's own connections go."""
    django: dict[str, Any] = connection.get_connection_params()
    ours = {"cursor_factory", "context", "prepare_threshold"}
    return {name: value for name, value in django.items() if name not in ours}


class Models:
    """Runs what uses Django's models in `threads` threads, each with one connection."""

    def __init__(self, threads: int, name: str) -> None:
        self._threads = threads
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix=name)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._executor, lambda: _with_fresh(function, *args, **kwargs))

    def close(self) -> None:
        """Take no more, and have each thread close its connection."""
        together = Barrier(self._threads)
        for _ in range(self._threads):
            self._executor.submit(_leave, together)
        self._executor.shutdown(wait=False)


def _leave(together: Barrier) -> None:
    # A thread that waits for the others cannot take their turn
    with suppress(BrokenBarrierError):
        together.wait(1.0)
    connection.close()


def _with_fresh(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    # Django does this around each of its own requests; here a call is one. It asks the database whether it is there:
    # just after an answer that would be a fifth of our time
    if time.monotonic() - getattr(_thread, "answered_at", -_SURE_SECONDS) > _SURE_SECONDS:
        close_old_connections()
    try:
        answer = function(*args, **kwargs)
    except BaseException:
        _thread.answered_at = -_SURE_SECONDS
        close_old_connections()
        raise
    _thread.answered_at = time.monotonic()
    return answer
