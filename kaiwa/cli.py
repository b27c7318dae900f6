"""The command `kaiwa`, and the processes it starts."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from kaiwa.operating.commands import add_backup, add_doctor, add_restore, add_webhooks
from kaiwa.shell import data_directory, fail, port, with_django

# What `kaiwa up` starts. Each loads only what it needs, so nothing of ours is imported up here
PROCESSES = ("app", "edge", "drain", "worker", "sandbox")


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    return int(options.run(options) or 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kaiwa", description="A shared inbox for a sales team.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_up(commands.add_parser("up", help="run everything"))
    _add_token(commands.add_parser("token", help="make and revoke API tokens"))
    add_doctor(commands.add_parser("doctor", help="look whether everything works, and say what to do"))
    add_backup(commands.add_parser("backup", help="put everything into one file, while it runs"))
    add_restore(commands.add_parser("restore", help="bring everything back from such a file"))
    add_webhooks(commands.add_parser("webhooks", help="look at those set aside that nobody sees elsewhere"))
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
    parser.add_argument("--port", type=port, default=8000, help="of the web interface (8000)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)"
    )
    parser.add_argument(
        "--data", type=Path, default=data_directory(), metavar="DIR", help="where everything is kept"
    )
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
    os.environ["KAIWA_PROCESS"] = options.name
    processes = importlib.import_module("kaiwa.processes")
    getattr(processes, options.name)()


def _migrate(_: argparse.Namespace) -> int:
    with with_django():
        from django.db import OperationalError

        from kaiwa.schema import SchemaMismatch, migrate

        try:
            migrate()
        except SchemaMismatch as error:
            return fail(error)
        except OperationalError as error:
            return fail(f"The database does not answer: {error}")
    return 0


def _demo(_: argparse.Namespace) -> None:
    with with_django():
        from kaiwa.demo import seed

        seed()


def _version(_: argparse.Namespace) -> None:
    print(version("kaiwa"))


def _create_token(options: argparse.Namespace) -> int:
    with with_django():
        from kaiwa.tokens import CannotIssue, create

        try:
            print(create(options.email, options.name, workspace=options.workspace))
        except CannotIssue as error:
            return fail(error)
    return 0


def _list_tokens(_: argparse.Namespace) -> None:
    with with_django():
        from kaiwa.tokens import lines

        print("\n".join(lines()))


def _revoke_token(options: argparse.Namespace) -> int:
    with with_django():
        from kaiwa.tokens import revoke

        return 0 if revoke(options.number) else fail(f"There is no token {options.number} that works.")


if __name__ == "__main__":
    sys.exit(main())
