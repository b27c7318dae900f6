"""DATABASE_URL: a PostgreSQL of the operator's own."""

from pathlib import Path

import httpx
import psycopg
import pytest

from kaiwa.lib.embedded_postgres import EmbeddedPostgres
from tests.e2e.instance import Instance


def test_it_runs_on_an_outside_database_and_leaves_that_running(data: Path) -> None:
    outside = EmbeddedPostgres(data, fsync=False)
    dsn = outside.start()
    instance = Instance(environment={"DATABASE_URL": dsn, "KAIWA_SANDBOX": "off"})
    try:
        instance.start()
        assert httpx.get(f"{instance.url}/healthz").status_code == 200
        assert not (instance.data / "postgres").exists()
        assert instance.stop() == 0
        with psycopg.connect(dsn) as connection:
            assert connection.execute("SELECT count(*) > 0 FROM django_migrations").fetchone() == (True,)
    finally:
        instance.remove()
        outside.stop()


def test_a_database_that_does_not_answer_is_said() -> None:
    nowhere = "postgresql://kaiwa@/kaiwa?host=%2Fnonexistent"
    instance = Instance(environment={"DATABASE_URL": nowhere, "KAIWA_SANDBOX": "off"})
    with pytest.raises(AssertionError, match=r"error: The database does not answer: .*/nonexistent"):
        instance.start()
    instance.remove()
