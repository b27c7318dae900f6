"""The command `kaiwa`, and the processes it starts."""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaiwa.operating.archive import Reader
    from kaiwa.operating.restore import Room

# What `kaiwa up` starts. Each loads only what it needs, so nothing of ours is imported up here
PROCESSES = ("app", "edge", "drain", "worker", "sandbox")
DATA = Path(__file__).resolve().parent.parent / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    return int(options.run(options) or 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kaiwa", description="A shared inbox for a sales team.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_up(commands.add_parser("up", help="run everything"))
    _add_token(commands.add_parser("token", help="make and revoke API tokens"))
    _add_backup(commands.add_parser("backup", help="put everything into one file, while it runs"))
    _add_restore(commands.add_parser("restore", help="bring everything back from such a file"))
    for name, run, says in (
        ("migrate", _migrate, "bring the database's schema up to date"),
        ("demo", _demo, "make the demo workspace, with the sandbox on"),
        ("version", _version, "say which version this is"),
    ):
        commands.add_parser(name, help=says).set_defaults(run=run)
    for name in PROCESSES:
        commands.add_parser(name, help="a process of `kaiwa up`").set_defaults(run=_process, name=name)
    return parser


def _add_up(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=_port, default=8000, help="of the web interface (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)"
    )
    parser.add_argument("--data", type=Path, default=_data(), metavar="DIR", help="where everything is kept")
    parser.add_argument("--no-demo", action="store_true", help="the sandbox without a demo workspace")
    parser.set_defaults(run=_up)


def _add_token(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    create = actions.add_parser("create", help="make a token with a member's rights, and print it once")
    create.add_argument("--email", required=True, help="the member")
    create.add_argument("--name", default="cli", help="what the token is for")
    create.add_argument("--workspace", type=int, metavar="ID", help="for a member of several workspaces")
    create.set_defaults(run=_create_token)
    actions.add_parser("list", help="the tokens that work").set_defaults(run=_list_tokens)
    revoke = actions.add_parser("revoke", help="make a token worthless")
    revoke.add_argument("number", type=int, help="as `kaiwa token list` shows it")
    revoke.set_defaults(run=_revoke_token)


def _add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; readable for you only")
    parser.add_argument("--data", type=Path, default=_data(), metavar="DIR", help="of which installation")
    parser.add_argument(
        "--without-key", action="store_true", help="leave out the key; without it credentials are lost"
    )
    parser.set_defaults(run=_backup)


def _add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what `kaiwa backup` made")
    parser.add_argument(
        "--data", type=Path, default=_data(), metavar="DIR", help="where to; it must be empty"
    )
    parser.add_argument("--force", action="store_true", help="set aside what is in DIR")
    parser.set_defaults(run=_restore)


def _up(options: argparse.Namespace) -> int:
    from kaiwa.installation import Installation
    from kaiwa.up import up

    where = Installation(options.data.resolve(), options.host, options.port, dict(os.environ))
    return up(where, demo=not options.no_demo)


def _process(options: argparse.Namespace) -> None:
    processes = importlib.import_module("kaiwa.processes")
    getattr(processes, options.name)()


def _migrate(_: argparse.Namespace) -> int:
    with _django():
        from django.db import OperationalError

        from kaiwa.schema import SchemaMismatch, migrate

        try:
            migrate()
        except SchemaMismatch as error:
            return _fail(error)
        except OperationalError as error:
            return _fail(f"The database does not answer: {error}")
    return 0


def _backup(options: argparse.Namespace) -> int:
    os.environ["KAIWA_DATA"] = str(options.data.resolve())
    if not options.data.is_dir():
        return _fail(f"There is no {options.data}. Name the data directory with --data.")
    with _django():
        from django.db import OperationalError

        from kaiwa.operating.backup import write

        try:
            print(f"backup: {write(options.file.resolve(), with_key=not options.without_key)}")
        except (OSError, OperationalError) as error:
            return _fail(f"The backup was not made: {error}")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from kaiwa.installation import CannotStart, Installation
    from kaiwa.lib.postgres_home import PostgresError
    from kaiwa.operating.archive import NoBackupError, Reader
    from kaiwa.operating.replay import CannotRestore
    from kaiwa.operating.restore import Room

    data = options.data.resolve()
    os.environ["KAIWA_DATA"] = str(data)
    try:
        backup = Reader(options.file)
        backup.check()
        Installation(data, "", 0, os.environ).take()
        room = Room(data, backup, force=options.force, key=os.environ.get("KAIWA_SECRET_KEY", ""))
        _fill(room, backup)
    except (CannotRestore, CannotStart, NoBackupError, PostgresError, OSError) as error:
        return _fail(error)
    return 0


def _fill(room: "Room", backup: "Reader") -> None:
    try:
        with _django():
            from kaiwa.operating.restore import fill

            print(fill(backup, room.data))
    except BaseException:
        room.undo()
        raise
    if room.moved:
        print(f"what was there: {room.kept}")


def _demo(_: argparse.Namespace) -> None:
    with _django():
        from kaiwa.demo import seed

        seed()


def _version(_: argparse.Namespace) -> None:
    print(version("kaiwa"))


def _create_token(options: argparse.Namespace) -> int:
    with _django():
        from kaiwa.tokens import CannotIssue, create

        try:
            print(create(options.email, options.name, workspace=options.workspace))
        except CannotIssue as error:
            return _fail(error)
    return 0


def _list_tokens(_: argparse.Namespace) -> None:
    with _django():
        from kaiwa.tokens import lines

        print("\n".join(lines()))


def _revoke_token(options: argparse.Namespace) -> int:
    with _django():
        from kaiwa.tokens import revoke

        return 0 if revoke(options.number) else _fail(f"There is no token {options.number} that works.")


@contextmanager
def _django() -> Iterator[None]:
    """Django and the database: the one named, that of a running Kaiwa, or else our own for the moment."""
    from kaiwa.lib.embedded_postgres import EmbeddedPostgres

    postgres = None
    os.environ.setdefault("KAIWA_DATA", str(DATA))
    if "DATABASE_URL" not in os.environ:
        postgres = EmbeddedPostgres(_data())
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


def _data() -> Path:
    return Path(os.environ.get("KAIWA_DATA", DATA))


def _port(text: str) -> int:
    port = int(text)
    if not 0 < port < 65536:
        raise argparse.ArgumentTypeError(f"{port} is no port: 1 to 65535")
    return port


def _fail(why: object) -> int:
    print(f"error: {why}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
