"""Code and database of different ages: nothing runs, and the reason is said."""

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
