"""What the commands of a shell share: which installation, its database for the moment, how they fail."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


@contextmanager
def with_django() -> Iterator[None]:
    """Django and the database: the one named, that of a running Kaiwa, or else our own for the moment."""
    from kaiwa.lib.embedded_postgres import EmbeddedPostgres

    postgres = None
    os.environ.setdefault("KAIWA_DATA", str(DATA))
    if "DATABASE_URL" not in os.environ:
        postgres = EmbeddedPostgres(data_directory())
        os.environ["DATABASE_URL"] = postgres.running() or postgres.start()
    try:
        _set_up_django()
        yield
    finally:
        if postgres is not None:
            postgres.stop()


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaiwa.settings")
    django.setup()


def data_directory() -> Path:
    return Path(os.environ.get("KAIWA_DATA", DATA))


def port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"{port} is no port: 1 to 65535")
    return port


def fail(why: object) -> int:
    print(f"error: {why}", file=sys.stderr)
    return 1
