"""Code and database of different ages: nothing runs, and the reason is said."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.db import connection

from kaiwa.schema import SchemaMismatch, check_version, migrate, missing_migrations

pytestmark = pytest.mark.django_db


def test_a_migrated_database_lacks_nothing() -> None:
    assert missing_migrations() == []


def test_what_was_not_migrated_is_named() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'conversations' AND name LIKE '0001%'")
    assert missing_migrations() == ["conversations.0001_initial"]


def test_a_database_from_a_newer_kaiwa_is_refused() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('channels', '9999_later', now())"
        )
    with pytest.raises(SchemaMismatch, match=r"newer Kaiwa \(channels\.9999_later\)"):
        missing_migrations()


def test_a_migration_that_another_package_dropped_is_no_matter() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('account', '0000_old', now())"
        )
    assert missing_migrations() == []


def test_an_old_postgresql_is_refused() -> None:
    with pytest.raises(SchemaMismatch, match="PostgreSQL 14 is too old: Kaiwa needs 15"):
        check_version(140012)
    check_version(150000)


def test_migrating_what_is_up_to_date_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    migrate()
    assert capsys.readouterr().out == "schema: up to date\n"


# As each process of `kaiwa up` begins, but that it says at once what it waits for
_WAITING = (
    "import django; django.setup(); from kaiwa.schema import wait_for_schema; wait_for_schema(say_after=0)"
)


@contextmanager
def waiting(url: str) -> Iterator[subprocess.Popen[str]]:
    """A process that waits for the database there to be as it needs it."""
    command, environment = [sys.executable, "-P", "-c", _WAITING], os.environ | {"DATABASE_URL": url}
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


def test_who_waits_for_a_database_that_does_not_answer_says_so() -> None:
    with waiting("postgres://kaiwa@127.0.0.1:9/kaiwa") as process:
        assert "waiting for the database to answer: connection" in said(process)
        assert process.poll() is None


def test_who_waits_for_migrations_names_some_and_counts_the_rest() -> None:
    server, name = os.environ["DATABASE_URL"], f"house_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as database:
        database.execute(f"CREATE DATABASE {name}")
        try:
            with waiting(urlunsplit(urlsplit(server)._replace(path=f"/{name}"))) as process:
                line = said(process)
        finally:
            database.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert "waiting for `kaiwa migrate` to run: " in line
    assert line.count(".0") == 3
    assert line.rstrip().endswith(" more")
