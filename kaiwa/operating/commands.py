"""`kaiwa doctor`, `backup`, `restore` and `webhooks`, as a shell calls them."""

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kaiwa.shell import data_directory, fail, port, with_django

if TYPE_CHECKING:
    from kaiwa.lib.findings import Finding
    from kaiwa.operating.archive import Reader
    from kaiwa.operating.restore import Room


def add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=data_directory(), metavar="DIR", help="of which installation"
    )
    parser.add_argument("--port", type=port, default=8000, help="as `kaiwa up` was given it (8000)")
    parser.add_argument("--host", default="127.0.0.1", help="as `kaiwa up` was given it")
    parser.add_argument(
        "--send-to", default="", metavar="ADDRESS", help="send a mail there, to see it arrive"
    )
    parser.add_argument("--json", action="store_true", help="for programs")
    parser.set_defaults(run=_doctor)


def add_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="where to; readable for you only")
    parser.add_argument(
        "--data", type=Path, default=data_directory(), metavar="DIR", help="of which installation"
    )
    parser.add_argument(
        "--without-key", action="store_true", help="leave out the key; without it credentials are lost"
    )
    parser.add_argument(
        "--without-files",
        action="store_true",
        help="leave files where they are, as when the bucket keeps versions of its own",
    )
    parser.set_defaults(run=_backup)


def add_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="what `kaiwa backup` made")
    parser.add_argument(
        "--data", type=Path, default=data_directory(), metavar="DIR", help="where to; it must be empty"
    )
    parser.add_argument("--force", action="store_true", help="set aside what is in DIR")
    parser.set_defaults(run=_restore)


def add_webhooks(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data", type=Path, default=data_directory(), metavar="DIR", help="of which installation"
    )
    actions = parser.add_subparsers(required=True, metavar="ACTION")
    actions.add_parser("list", help="which there are, and why").set_defaults(run=_webhooks, action="list")
    show = actions.add_parser("show", help="one of them, with all that came")
    show.add_argument("number", type=int, help="as `kaiwa webhooks list` shows it")
    show.set_defaults(run=_webhooks, action="show")
    for action, says in (
        ("replay", "have them tried again; they go to whoever has the Page now"),
        ("drop", "delete them for good"),
    ):
        some = actions.add_parser(action, help=says)
        some.add_argument("numbers", type=int, nargs="*", metavar="NUMBER", help="which of them")
        some.add_argument("--all", action="store_true", help="all of them")
        some.set_defaults(run=_webhooks, action=action)


def _webhooks(options: argparse.Namespace) -> int:
    if options.action in {"replay", "drop"} and bool(options.numbers) == options.all:
        return fail(f"Say which: `kaiwa webhooks {options.action} NUMBER …`, or --all.")
    if not options.data.is_dir():
        return fail(f"There is no {options.data}. Name the data directory with --data.")
    os.environ["KAIWA_DATA"] = str(options.data.resolve())
    with with_django():
        from kaiwa.operating import orphans

        try:
            if options.action == "list":
                print("\n".join(orphans.lines()))
            elif options.action == "show":
                print(orphans.shown(options.number))
            elif options.action == "replay":
                print(f"tried again: {orphans.replay(options.numbers)}")
            else:
                print(f"deleted: {orphans.drop(options.numbers)}")
        except orphans.NoSuchWebhook as error:
            return fail(error)
    return 0


def _doctor(options: argparse.Namespace) -> int:
    """As its processes are told: the same environment, with the sandbox's additions when that is on."""
    from kaiwa.installation import Installation

    where = Installation(options.data.resolve(), options.host, options.port, dict(os.environ))
    if not where.data.is_dir():
        return fail(f"There is no {where.data}. Name the data directory with --data.")
    os.environ.update(where.environment(os.environ.get("DATABASE_URL", "")))
    if not os.environ["DATABASE_URL"]:
        del os.environ["DATABASE_URL"]
    with with_django():
        from kaiwa.operating.doctor import examine

        return show(examine(send_to=options.send_to), as_json=options.json)


def show(findings: Iterator["Finding"], *, as_json: bool) -> int:
    """Print them as they come; the exit code: 1 when one of them failed."""
    found = []
    for finding in findings:
        found.append(finding)
        if not as_json:
            print(f"{finding.state:<8} {finding.check}: {finding.says}")
            if finding.do:
                print(f"         → {finding.do}")
    bad = any(finding.state == "failed" for finding in found)
    if as_json:
        print(json.dumps({"ok": not bad, "findings": [finding.as_json() for finding in found]}, indent=1))
    return int(bad)


def _backup(options: argparse.Namespace) -> int:
    os.environ["KAIWA_DATA"] = str(options.data.resolve())
    if not options.data.is_dir():
        return fail(f"There is no {options.data}. Name the data directory with --data.")
    with with_django():
        from django.db import OperationalError

        from kaiwa.lib.storage import StorageAway
        from kaiwa.operating.backup import write

        try:
            made = write(
                options.file.resolve(),
                with_key=not options.without_key,
                with_files=not options.without_files,
            )
            print(f"backup: {made}")
        except (OSError, OperationalError, StorageAway) as error:
            return fail(f"The backup was not made: {error}")
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
        return fail(error)
    return 0


def _fill(room: "Room", backup: "Reader") -> None:
    try:
        with with_django():
            from kaiwa.lib.storage import StorageAway
            from kaiwa.operating.replay import CannotRestore
            from kaiwa.operating.restore import fill

            try:
                print(fill(backup, room.data))
            except StorageAway as error:
                raise CannotRestore(f"The bucket does not take the files: {error}") from error
    except BaseException:
        room.undo()
        raise
    if room.moved:
        print(f"what was there: {room.kept}")
