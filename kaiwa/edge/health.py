"""GET /healthz: whether what the product needs is there."""

import json
import time
from typing import Any

from django.db import DatabaseError, connection

from kaiwa.edge.asgi import Receive, Scope, Send, respond
from kaiwa.edge.database import Models
from kaiwa.lib.locks import lock_key
from kaiwa.schema import SchemaMismatch, missing_migrations

_HEADERS = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
# A monitor that asks more often than this gets the same answer
_KEEP_SECONDS = 1.0
# Procrastinate writes it every 10 s
_WORKER_SILENCE = 35
# How old a webhook may grow before its handling is called stuck
_BACKLOG_SECONDS = 60

_ALIVE = """
    SELECT
        EXISTS (
            SELECT FROM pg_locks
            WHERE locktype = 'advisory' AND granted AND objsubid = 1
              AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND classid = %(high)s::bigint::oid AND objid = %(low)s::bigint::oid
        ),
        EXISTS (
            SELECT FROM procrastinate_workers
            WHERE last_heartbeat > now() - make_interval(secs => %(silence)s)
        ),
        coalesce(
            extract(epoch FROM now() - (
                SELECT received_at FROM channels_webhookevent WHERE state = 0 ORDER BY id LIMIT 1
            )), 0
        )::float
"""


class Health:
    """Asks the database at most once a second."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._answer: dict[str, Any] = {}
        self._asked = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._answer or time.monotonic() - self._asked > _KEEP_SECONDS:
            self._answer = await self._models.run(_look)
            self._asked = time.monotonic()
        status = 200 if self._answer["ok"] else 503
        await respond(send, status, _HEADERS, json.dumps(self._answer).encode())


def _look() -> dict[str, Any]:
    parts = dict.fromkeys(("database", "migrations", "drain", "worker"), False)
    backlog = 0.0
    try:
        parts["migrations"] = _migrated()
        parts["database"] = True
        if parts["migrations"]:
            parts["drain"], parts["worker"], backlog = _alive()
    except DatabaseError:
        pass  # what is known so far is the answer
    return {"ok": all(parts.values()) and backlog < _BACKLOG_SECONDS, **parts, "backlog_seconds": backlog}


def _migrated() -> bool:
    try:
        return not missing_migrations()
    except SchemaMismatch:
        return False


def _alive() -> tuple[bool, bool, float]:
    """Whether somebody drains, whether somebody works, and how old the oldest unhandled webhook is."""
    key = lock_key("drain") % 2**64
    with connection.cursor() as cursor:
        cursor.execute(_ALIVE, {"high": key >> 32, "low": key % 2**32, "silence": _WORKER_SILENCE})
        drain, worker, backlog = cursor.fetchone()
    return drain, worker, round(backlog, 1)
