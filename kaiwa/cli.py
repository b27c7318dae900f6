"""The command `kaiwa`, and the processes it starts."""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

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
