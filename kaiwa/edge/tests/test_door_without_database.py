"""The door while its database goes away and comes back."""

import json
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import psycopg
import pytest

from kaiwa.edge.tests.running import WEBHOOK, Edge, sign, test_database_url
from kaiwa.lib.embedded_postgres import EmbeddedPostgres


@pytest.fixture
def own_postgres(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None
) -> Iterator[EmbeddedPostgres]:
    """A database to kill, with the schema of the test database."""
    data = tmp_path_factory.mktemp("pg")
    for place in (data, *data.parents[:3]):
        if place.name.startswith(("pytest-", "pg")):
            place.chmod(0o711)
    # It has to sync: what is acknowledged shall survive
    postgres = EmbeddedPostgres(data)
    dsn = postgres.start()
    schema = subprocess.run(
        [postgres.programs / "pg_dump", "--schema-only", "--no-owner", test_database_url()],
        check=True,
        capture_output=True,
    ).stdout
    subprocess.run(
        [postgres.programs / "psql", "-q", "-v", "ON_ERROR_STOP=1", dsn],
        input=schema,
        check=True,
        capture_output=True,
    )
    copy_migrations(dsn)
    yield postgres
    postgres.stop()


def copy_migrations(dsn: str) -> None:
    with psycopg.connect(test_database_url()) as source, psycopg.connect(dsn) as target:
        rows = source.execute("SELECT app, name, applied FROM django_migrations").fetchall()
        target.cursor().executemany(
            "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", rows
        )


@pytest.mark.django_db(transaction=True)
def test_no_200_is_lost_when_the_database_is_killed_in_mid_load(
    own_postgres: EmbeddedPostgres, run_directory: Path
) -> None:
    acknowledged: set[int] = set()
    refused: set[int] = set()
    halfway, seen_refusal, enough = threading.Event(), threading.Event(), threading.Event()

    def call(edge: Edge, caller: int) -> None:
        number = caller
        with httpx.Client(timeout=20) as client:
            while not enough.is_set():
                number += 8
                body = json.dumps({"n": number}).encode()
                answer = client.post(
                    edge.url + WEBHOOK, content=body, headers={"X-Hub-Signature-256": sign(body)}
                )
                assert answer.status_code in {200, 503}
                assert answer.elapsed.total_seconds() < 5, "the provider gives up after 5 s"
                (acknowledged if answer.status_code == 200 else refused).add(number)
                if len(acknowledged) > 300:
                    halfway.set()
                if answer.status_code == 503:
                    seen_refusal.set()

    with Edge(own_postgres.dsn, run_directory) as edge, ThreadPoolExecutor(8) as callers:
        done = [callers.submit(call, edge, caller) for caller in range(8)]
        try:
            assert halfway.wait(60)
            assert own_postgres.process is not None
            own_postgres.process.kill()
            own_postgres.process.wait()
            assert seen_refusal.wait(30), "while the database is away nothing is acknowledged"
            before = len(acknowledged)
            own_postgres.launch()
            own_postgres.wait_until_ready()
            while len(acknowledged) < before + 300 and not any(call.done() for call in done):
                enough.wait(0.02)
        finally:
            enough.set()  # the callers would otherwise go on for ever, and nobody see what failed
        for each in done:
            each.result()

    with psycopg.connect(own_postgres.dsn) as database:
        rows = database.execute("SELECT body FROM channels_webhookevent").fetchall()
    kept = {json.loads(body)["n"] for (body,) in rows}
    assert acknowledged <= kept
    assert len(refused) > 0
