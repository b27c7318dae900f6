"""GET /metrics, for Prometheus: what this edge has counted, and what the database tells of everything else."""

from __future__ import annotations

import hmac
import logging
import re
import secrets
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from kaiwa.edge.answers import refuse
from kaiwa.edge.asgi import Message, Receive, Scope, Send, header, is_loopback, respond
from kaiwa.edge.database import Models
from kaiwa.edge.health import look
from kaiwa.lib import counters, logs
from kaiwa.lib.api_errors import NOT_FOUND

log = logging.getLogger(__name__)

_REQUEST_ID = logs.HEADER.lower().encode()
_HEADERS = [
    (b"content-type", b"text/plain; version=0.0.4; charset=utf-8"),
    (b"cache-control", b"no-store"),
]
REGISTRY = CollectorRegistry()
WEBHOOKS = Counter(
    "kaiwa_webhooks", "Webhooks that came, by what became of them", ["provider", "outcome"], registry=REGISTRY
)
REQUESTS = Counter("kaiwa_api_requests", "Requests to the API, by status", ["status"], registry=REGISTRY)
SECONDS = Histogram(
    "kaiwa_api_request_seconds",
    "Until a request to the API was answered",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60),
    registry=REGISTRY,
)
STREAMS = Gauge("kaiwa_open_streams", "Browsers that listen for changes", registry=REGISTRY)
_JOURNAL = """
    SELECT (SELECT count(*) FROM channels_webhookevent WHERE state = 0),
           (SELECT count(*) FROM channels_webhookevent WHERE state = 3),
           (SELECT count(*) FROM conversations_message
                WHERE direction = 'out' AND status IN ('queued', 'sending'))
"""
_JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status"
_HELP = {
    "kaiwa_sends": ("Calls to a provider that send a message, by outcome", "outcome"),
    "kaiwa_drain_batches": ("Batches of webhooks recorded", ""),
    "kaiwa_drained_webhooks": ("Webhooks taken from the journal", ""),
}


class Metrics:
    """Answers this machine, and whoever has KAIWA_METRICS_TOKEN; to others there is nothing here."""

    def __init__(self, models: Models) -> None:
        self._models = models

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] != "GET" or not _may(scope):
            await refuse(scope, send, NOT_FOUND)
            return
        told = await self._models.run(_from_database)
        registry = CollectorRegistry()
        registry.register(_Told(told))
        await respond(send, 200, _HEADERS, generate_latest(REGISTRY) + generate_latest(registry))


class Measured:
    """A handler whose answers are counted and timed, each under an id that everything logged about it carries."""

    def __init__(self, handler: Any) -> None:
        self._handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        began = time.perf_counter()
        status = 0
        given = header(scope, _REQUEST_ID).decode("latin-1")
        asked = given if logs.WELL_FORMED.fullmatch(given) else secrets.token_hex(12)
        if asked != given:
            others = [pair for pair in scope["headers"] if pair[0] != _REQUEST_ID]
            scope["headers"] = [*others, (_REQUEST_ID, asked.encode())]
        logs.request_id.set(asked)  # for this task, which is this request's

        async def observed(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (_REQUEST_ID, asked.encode())]}
            await send(message)

        try:
            await self._handler(scope, receive, observed)
        finally:
            REQUESTS.labels(str(status or "none")).inc()
            took = time.perf_counter() - began
            SECONDS.observe(took)
            if settings.LOG_JSON:
                _log(scope, status, took)


def _log(scope: Scope, status: int, took: float) -> None:
    """Without the query: a link's secret may be in it."""
    facts = {
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "milliseconds": round(took * 1000, 1),
    }
    log.info("%s %s", facts["method"], facts["path"], extra={"facts": facts})


class _Told:
    """What was read from the database, as prometheus_client collects it."""

    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterator[Metric]:
        yield from self._metrics


def _may(scope: Scope) -> bool:
    scheme, _, token = header(scope, b"authorization").decode("latin-1").partition(" ")
    if token and settings.METRICS_TOKEN:
        same = hmac.compare_digest(token.strip().encode(), settings.METRICS_TOKEN.encode())
        return scheme.lower() == "bearer" and same
    return is_loopback(scope)


def _from_database() -> list[Metric]:
    health = look()
    up = GaugeMetricFamily("kaiwa_up", "Whether a part works", labels=["part"])
    for part in ("database", "migrations", "drain", "worker"):
        up.add_metric([part], float(health[part]))
    up.add_metric(["edge"], 1)
    if not (health["database"] and health["migrations"]):
        return [up]
    try:
        return [up, *_depths(health["backlog_seconds"]), *_counted()]
    except DatabaseError:
        return [up]


def _depths(oldest: float) -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute(_JOURNAL)
        pending, aside, unsent = cursor.fetchone()
        cursor.execute(_JOBS)
        waiting = dict(cursor.fetchall())
    yield GaugeMetricFamily("kaiwa_journal_pending", "Webhooks that wait to be recorded", pending)
    yield GaugeMetricFamily("kaiwa_journal_oldest_seconds", "How long the oldest of them has waited", oldest)
    yield GaugeMetricFamily("kaiwa_journal_set_aside", "Webhooks that could not be recorded", aside)
    yield GaugeMetricFamily("kaiwa_messages_unsent", "Messages that wait to be sent", unsent)
    jobs = GaugeMetricFamily("kaiwa_jobs", "Jobs by state", labels=["state"])
    for state in ("todo", "doing", "failed"):
        jobs.add_metric([state], waiting.get(state, 0))
    yield jobs


def _counted() -> Iterator[Metric]:
    families: dict[str, CounterMetricFamily] = {}
    for name, label, value in counters.read():
        says, labelled = _HELP.get(name, (re.sub("_", " ", name), ""))
        labels = [labelled] if labelled else []
        family = families.setdefault(name, CounterMetricFamily(name, says, labels=labels))
        family.add_metric([label] if labelled else [], value)
    yield from families.values()
