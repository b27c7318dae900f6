"""The database's schema and this code must be of the same age; otherwise nothing runs."""

import hashlib
import hmac
import logging
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection

from kaiwa.lib.locks import holding
from kaiwa.operating import backup

OLDEST_POSTGRES = 15
KEPT_BACKUPS = 3
_LOOK_AGAIN = 0.1
# `kaiwa up` migrates while its processes start: so long is no news
_SAY_AFTER = 5.0
_SAY_AGAIN = 60.0

logger = logging.getLogger(__name__)


class SchemaMismatch(Exception):
    """Database and code are of different ages; the sentence says which is newer."""


def migrate(*, keep: bool = True) -> None:
    """Bring the schema up to date, after a backup of what is there. Two machines that start together do it once."""
    check_version(connection.cursor().connection.info.server_version)
    with holding("migrate", wait=True):
        missing = missing_migrations()
        if missing:
            if keep and _applied():
                _back_up(len(missing))
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    print(f"schema: {f'{len(missing)} migrations run' if missing else 'up to date'}")


def _back_up(migrations: int) -> None:
    """The rows and the key; files are not touched by migrations. `kaiwa restore --force` goes back to it."""
    folder: Path = settings.DATA_DIR / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    made = backup.write(
        folder / f"before-{version('kaiwa')}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.kaiwa", with_files=False
    )
    print(f"backup: {made}, before {migrations} migrations")
    by_age = sorted(folder.glob("before-*.kaiwa"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for old in by_age[:-KEPT_BACKUPS]:
        old.unlink()


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
    applied = _applied()
    refuse_newer(applied)
    return sorted(f"{app}.{name}" for app, name in _on_disk() - applied)


def refuse_newer(applied: set[tuple[str, str]]) -> None:
    """Raise SchemaMismatch when migrations of ours were run that this code does not have."""
    ahead = sorted(f"{app}.{name}" for app, name in applied - _on_disk() if app in _our_apps())
    if ahead:
        raise SchemaMismatch(
            f"The database was migrated by a newer Kaiwa ({', '.join(ahead)}): run that one."
        )


def installation_mark() -> str:
    """Tells this installation from others, and nothing else about it."""
    return hmac.new(settings.SECRET_KEY.encode(), b"kaiwa.installation", hashlib.sha256).hexdigest()[:12]


def wait_for_schema(*, say_after: float = _SAY_AFTER) -> None:
    """Return once database and code fit; raise if they never will. What is missing is said after so many seconds."""
    say_at = time.monotonic() + say_after
    while True:
        try:
            missing, what = missing_migrations(), "`kaiwa migrate` to run"
        except OperationalError as error:
            missing, what = [str(error).strip()], "the database to answer"
        if not missing:
            return
        if time.monotonic() > say_at:
            say_at = time.monotonic() + _SAY_AGAIN
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            logger.warning("waiting for %s: %s%s", what, ", ".join(missing[:3]), more)
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
