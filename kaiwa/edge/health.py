"""GET /healthz: whether what the product needs is there."""

import json
import time
from typing import Any

from django.db import DatabaseError, connection

from kaiwa.edge.asgi import Receive, Scope, Send, respond
from kaiwa.edge.database import Models
from kaiwa.lib.locks import lock_key
from kaiwa.schema import SchemaMismatch, installation_mark, missing_migrations

_HEADERS = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
# A monitor that asks more often than this gets the same answer
_KEEP_SECONDS = 1.0
# Procrastinate writes it every 10 s. A killed worker's lock is gone at once; this is for one that hangs
_WORKER_SILENCE = 35
# How old a webhook may grow before its handling is called stuck
_BACKLOG_SECONDS = 60

_ALIVE = """
    SELECT
        %(drain)s = ANY (held.locks),
        %(worker)s = ANY (held.locks) AND EXISTS (
            SELECT FROM procrastinate_workers
            WHERE last_heartbeat > now() - make_interval(secs => %(silence)s)
        ),
        coalesce(
            extract(epoch FROM now() - (
                SELECT received_at FROM channels_webhookevent WHERE state = 0 ORDER BY id LIMIT 1
            )), 0
        )::float
    FROM (
        SELECT array_agg((classid::bigint << 32) | objid::bigint) AS locks FROM pg_locks
        WHERE locktype = 'advisory' AND granted AND objsubid = 1
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) held
"""


class Health:
    """Asks the database at most once a second."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._answer: dict[str, Any] = {}
        self._asked = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._answer or time.monotonic() - self._asked > _KEEP_SECONDS:
            self._answer = await self._models.run(look)
            self._asked = time.monotonic()
        status = 200 if self._answer["ok"] else 503
        await respond(send, status, _HEADERS, json.dumps(self._answer).encode())


def look() -> dict[str, Any]:
    """What works. Asks the database."""
    parts = dict.fromkeys(("database", "migrations", "drain", "worker"), False)
    backlog = 0.0
    try:
        parts["migrations"] = _migrated()
        parts["database"] = True
        if parts["migrations"]:
            parts["drain"], parts["worker"], backlog = _alive()
    except DatabaseError:
        pass  # what is known so far is the answer
    return {
        "ok": all(parts.values()) and backlog < _BACKLOG_SECONDS,
        **parts,
        "backlog_seconds": backlog,
        "installation": installation_mark(),
    }


def _migrated() -> bool:
    try:
        return not missing_migrations()
    except SchemaMismatch:
        return False


def _alive() -> tuple[bool, bool, float]:
    """Whether somebody drains, whether somebody works, and how old the oldest unhandled webhook is."""
    asked = {"drain": lock_key("drain"), "worker": lock_key("worker"), "silence": _WORKER_SILENCE}
    with connection.cursor() as cursor:
        cursor.execute(_ALIVE, asked)
        drain, worker, backlog = cursor.fetchone()
    return bool(drain), bool(worker), round(backlog, 1)
