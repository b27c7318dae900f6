"""/healthz: what a monitor is told."""

from __future__ import annotations

from pathlib import Path

import psycopg
from django.db import connection

from kaiwa.channels.models import WebhookEvent
from kaiwa.edge.tests.running import Edge, eventually, test_database_url
from kaiwa.lib.locks import lock_key


def test_without_drain_and_worker_it_is_not_healthy(edge: Edge) -> None:
    answer = edge.client.get("/healthz")

    assert answer.status_code == 503
    found = answer.json()
    assert (found["database"], found["migrations"], found["drain"], found["worker"]) == (
        True,
        True,
        False,
        False,
    )


def test_with_both_it_is(edge: Edge) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    with psycopg.connect(test_database_url(), autocommit=True) as drain:
        drain.execute("SELECT pg_advisory_lock(%s)", [lock_key("drain")])
        with psycopg.connect(test_database_url(), autocommit=True) as worker:
            worker.execute("SELECT pg_advisory_lock_shared(%s)", [lock_key("worker")])
            eventually(lambda: edge.client.get("/healthz").status_code == 200)
        # Its end ends its connection, and with that the lock
        eventually(lambda: edge.client.get("/healthz").json()["worker"] is False)
        drain.execute("SELECT pg_advisory_lock_shared(%s)", [lock_key("worker")])

        eventually(lambda: edge.client.get("/healthz").status_code == 200)

        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 minute'")
        eventually(lambda: edge.client.get("/healthz").json()["worker"] is False)
    eventually(lambda: edge.client.get("/healthz").json()["drain"] is False)


def test_webhooks_that_nobody_handles_show(edge: Edge) -> None:
    WebhookEvent.objects.create(provider="messenger", body=b"{}")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE channels_webhookevent SET received_at = now() - interval '10 minutes'")

    eventually(lambda: edge.client.get("/healthz").json()["backlog_seconds"] >= 600)


def test_a_schema_of_another_age_shows(edge: Edge) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('channels', '9999', now())"
        )
    try:
        eventually(lambda: edge.client.get("/healthz").json()["migrations"] is False)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999'")


def test_a_database_that_is_away_shows(
    django_db_setup: None, transactional_db: None, run_directory: Path
) -> None:
    """The process itself goes on: it is the one that has to say so."""
    with Edge(test_database_url(), run_directory) as own:
        with psycopg.connect(test_database_url(), dbname="postgres", autocommit=True) as admin:
            name = connection.settings_dict["NAME"]
            connection.close()
            admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            try:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
                )
                eventually(lambda: own.client.get("/healthz").json()["database"] is False)
            finally:
                admin.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')
        eventually(lambda: own.client.get("/healthz").json()["database"] is True)
