"""What processes without a port of their own have done, counted where `GET /metrics` finds it.

`add` costs a dictionary's entry; what was added goes into the database every few seconds, once somebody called
`keep`. Killed, a process loses its last seconds of counting and nothing else.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter

from django.db import DatabaseError, connection

_EVERY_SECONDS = 2.0
# Sorted by the caller: two processes that count the same lock its rows in the same order
_SAVE = """
    INSERT INTO kaiwa_counter (name, label, value) SELECT * FROM unnest(%s::text[], %s::text[], %s::bigint[])
    ON CONFLICT (name, label) DO UPDATE SET value = kaiwa_counter.value + excluded.value
"""

logger = logging.getLogger(__name__)
_lock = threading.Lock()
_pending: Counter[tuple[str, str]] = Counter()


def add(name: str, label: str = "", amount: int = 1) -> None:
    """Count something. `label` tells kinds of it apart."""
    with _lock:
        _pending[name, label] += amount


def keep() -> None:
    """From now on, save what this process counts."""
    threading.Thread(target=_save_again_and_again, name="counters", daemon=True).start()


def save() -> None:
    """Save what was counted since the last time. Raises DatabaseError, and nothing is lost then."""
    with _lock:
        taken = sorted(_pending.items())
        _pending.clear()
    if not taken:
        return
    try:
        with connection.cursor() as cursor:
            names, labels = [key[0] for key, _ in taken], [key[1] for key, _ in taken]
            cursor.execute(_SAVE, [names, labels, [count for _, count in taken]])
    except DatabaseError:
        with _lock:
            _pending.update(dict(taken))
        raise


def read() -> list[tuple[str, str, int]]:
    """Everything counted by all processes: (name, label, value)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, label, value FROM kaiwa_counter ORDER BY name, label")
        return [(name, label, value) for name, label, value in cursor.fetchall()]


def _save_again_and_again() -> None:
    pause = threading.Event()
    while not pause.wait(_EVERY_SECONDS):
        try:
            save()
        except DatabaseError as error:
            logger.debug("counts wait for the database: %s", type(error).__name__)
            connection.close()
