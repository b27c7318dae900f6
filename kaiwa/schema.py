"""The database's schema and this code must be of the same age; otherwise nothing runs."""

import logging
import time
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import OperationalError, connection

from kaiwa.lib.locks import holding

OLDEST_POSTGRES = 15
_LOOK_AGAIN = 0.1
_SAY_AFTER = 20.0

logger = logging.getLogger(__name__)


class SchemaMismatch(Exception):
    """Database and code are of different ages; the sentence says which is newer."""


def migrate() -> None:
    """Bring the schema up to date. Two machines that start together do it once."""
    check_version(connection.cursor().connection.info.server_version)
    with holding("migrate", wait=True):
        missing = missing_migrations()
        if missing:
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    print(f"schema: {f'{len(missing)} migrations run' if missing else 'up to date'}")


def check_version(number: int) -> None:
    """Raise unless this PostgreSQL (as in `server_version_num`) has what we use."""
    if number < OLDEST_POSTGRES * 10000:
        raise SchemaMismatch(
            f"PostgreSQL {number // 10000} is too old: Kaiwa needs {OLDEST_POSTGRES} or newer."
        )


def missing_migrations() -> list[str]:
    """What the database lacks, from the names of files alone: importing them takes a process half a second.

    Raises SchemaMismatch when the database is ahead of this code.
    """
    known = _on_disk()
    applied = _applied()
    ahead = sorted(f"{app}.{name}" for app, name in applied - known if app in _our_apps())
    if ahead:
        raise SchemaMismatch(
            f"The database was migrated by a newer Kaiwa ({', '.join(ahead)}): run that one."
        )
    return sorted(f"{app}.{name}" for app, name in known - applied)


def wait_for_schema() -> None:
    """Return once database and code fit; raise if they never will."""
    began = time.monotonic()
    said = False
    while True:
        try:
            missing = missing_migrations()
        except OperationalError as error:
            missing = [str(error).strip()]
        if not missing:
            return
        if not said and time.monotonic() - began > _SAY_AFTER:
            said = True
            logger.warning("waiting for `kaiwa migrate`: %s", ", ".join(missing[:3]))
        connection.close()
        time.sleep(_LOOK_AGAIN)


def _our_apps() -> set[str]:
    return {app.label for app in apps.get_app_configs() if app.name.startswith("kaiwa.")}


def _on_disk() -> set[tuple[str, str]]:
    return {
        (app.label, file.stem)
        for app in apps.get_app_configs()
        for file in Path(app.path, "migrations").glob("[!_]*.py")
    }


def _applied() -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone()[0] is None:
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())
