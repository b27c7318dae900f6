"""A backup's rows into an empty database, whatever the age of the Kaiwa that wrote them."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from kaiwa import schema
from kaiwa.operating import tables
from kaiwa.operating.archive import Reader
from kaiwa.operating.tables import UnknownTableError

# What was on its way when the backup was made has long arrived, or not: nobody here can know, and nothing may
# go out twice. The screen asks, as after a crash
_UNSETTLED = """
    UPDATE conversations_message SET status = 'unknown', sending_since = NULL, next_attempt_at = NULL,
        error_code = 'unknown_outcome', error_params = '{}', error_permanent = false
    WHERE direction = 'out' AND status IN ('queued', 'sending')
"""


class CannotRestore(Exception):
    """The sentence says why, and what to do."""


def rows(backup: Reader) -> int:
    """Make the schema as it was then, put the rows in, and bring both up to date. How many rows there were."""
    _refuse_what_is_there()
    recorded = {(app, name) for app, name in backup.manifest.migrations}
    try:
        schema.refuse_newer(recorded)
    except schema.SchemaMismatch as error:
        raise CannotRestore(f"The backup is of a newer Kaiwa: {error}") from None
    schema.check_version(connection.cursor().connection.info.server_version)
    _migrate_to(recorded)
    try:
        tables.load(backup.manifest.tables, backup.rows)
    except UnknownTableError as error:
        raise CannotRestore(f"This Kaiwa has no table {error}, of which the backup has rows.") from None
    schema.migrate(keep=False)
    with connection.cursor() as cursor:
        cursor.execute(_UNSETTLED)
    return sum(table.rows for table in backup.manifest.tables)


def _refuse_what_is_there() -> None:
    if connection.introspection.table_names():
        raise CannotRestore(
            "The database is not empty. Make a new one (createdb), and name that in DATABASE_URL."
        )


def _migrate_to(recorded: set[tuple[str, str]]) -> None:
    """To just these migrations. Those of other packages that are gone since are no matter."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    known = recorded & graph.nodes.keys()
    last = [
        node
        for node in known
        if not any(child.key in known and child.key[0] == node[0] for child in graph.node_map[node].children)
    ]
    executor.migrate(sorted(last))
