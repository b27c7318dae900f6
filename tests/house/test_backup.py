"""`kaiwa backup` and `kaiwa restore`, from the shell. tests/e2e/test_restored.py looks at what comes back."""

import json
import os
import secrets
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

MakeDatabase = Callable[..., str]

# An installation of the Kaiwa before the newest migration of conversations, with one user
_OLDER = """
import sys, django; django.setup()
from django.core.management import call_command
from kaiwa.workspaces.accounts import add_user
from kaiwa.workspaces.joining import open_workspace
call_command("migrate", verbosity=0)
open_workspace(add_user("rie@older.example", "kingfisher", name="理恵"), "昔の店")
call_command("migrate", "conversations", "0002", verbosity=0)
"""


@pytest.fixture(scope="module")
def new_database() -> Iterator[MakeDatabase]:
    """Empty databases on the server that the tests have anyway."""
    server, made = os.environ["DATABASE_URL"], list[str]()

    def make(*, like: str = "") -> str:
        name = f"house_{secrets.token_hex(4)}"
        template = urlsplit(like).path.lstrip("/") or "template1"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        made.append(name)
        return urlunsplit(urlsplit(server)._replace(path=f"/{name}"))

    yield make
    with psycopg.connect(server, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(*command: object, data: Path, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("KAIWA_")}
    told |= {"DATABASE_URL": url, "KAIWA_DATA": str(data), "DJANGO_SETTINGS_MODULE": "kaiwa.settings"}
    return subprocess.run(
        [sys.executable, "-P", *map(str, command)],
        env=told | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def kaiwa(*arguments: object, data: Path, url: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("-m", "kaiwa.cli", *arguments, data=data, url=url, **environment)


@pytest.fixture(scope="module")
def older(new_database: MakeDatabase, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Its data directory and database."""
    data, url = tmp_path_factory.mktemp("older") / "data", new_database()
    made = run("-c", _OLDER, data=data, url=url)
    assert made.returncode == 0, made.stderr
    (data / "files").mkdir()
    (data / "files" / "領収書.txt").write_text("1,200円")
    return data, url


@pytest.fixture(scope="module")
def backup(older: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    data, url = older
    file = tmp_path_factory.mktemp("backups") / "old.kaiwa"
    done = kaiwa("backup", file, "--data", data, data=data, url=url)
    assert done.returncode == 0, done.stderr
    return file


def rewritten(backup: Path, target: Path, **changes: object) -> Path:
    """The same backup with something else in its manifest."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
            new.writestr(info, content)
    return target


def test_a_backup_is_for_its_owner_only(backup: Path) -> None:
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


def test_an_older_kaiwas_backup_is_brought_up_to_date(
    backup: Path, older: tuple[Path, str], new_database: MakeDatabase, tmp_path: Path
) -> None:
    url, data = new_database(), tmp_path / "data"
    done = kaiwa("restore", backup, "--data", data, data=data, url=url)
    assert done.returncode == 0, done.stderr
    assert "migrations run" in done.stdout
    assert (data / "files" / "領収書.txt").read_text() == "1,200円"
    assert (data / "secret.key").read_text() == (older[0] / "secret.key").read_text()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT name FROM workspaces_workspace").fetchall() == [("昔の店",)]
        # Ids go on where they stood
        made = connection.execute(
            "INSERT INTO workspaces_workspace (name, time_zone, created_at) VALUES ('', '', now()) RETURNING id"
        )
        assert made.fetchall() == [(2,)]
    again = kaiwa("restore", backup, "--data", tmp_path / "other", data=tmp_path / "other", url=url)
    assert (again.returncode, "The database is not empty" in again.stderr) == (1, True)
    assert not (tmp_path / "other" / "files").exists()


def test_a_newer_kaiwas_backup_is_refused_and_nothing_is_left_of_it(
    backup: Path, new_database: MakeDatabase, tmp_path: Path
) -> None:
    newer = rewritten(backup, tmp_path / "newer.kaiwa", migrations=[["channels", "9999_later"]])
    data = tmp_path / "data"
    done = kaiwa("restore", newer, "--data", data, data=data, url=new_database())
    assert done.returncode == 1
    assert "The backup is of a newer Kaiwa" in done.stderr
    assert {path.name for path in data.iterdir()} <= {"kaiwa.lock"}


@pytest.fixture(scope="module")
def keyless(older: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    data, url = older
    file = tmp_path_factory.mktemp("backups") / "keyless.kaiwa"
    assert kaiwa("backup", file, "--without-key", "--data", data, data=data, url=url).returncode == 0
    return file


def test_without_its_key_a_backup_asks_for_just_that_key(
    keyless: Path, older: tuple[Path, str], tmp_path: Path
) -> None:
    key = (older[0] / "secret.key").read_bytes()
    with zipfile.ZipFile(keyless) as file:
        assert not any(key in file.read(name) for name in file.namelist())
    for given, says in (
        ({}, "without the installation's key"),
        ({"KAIWA_SECRET_KEY": "x"}, "is not the one"),
    ):
        refused = kaiwa("restore", keyless, "--data", tmp_path, data=tmp_path, url="postgresql:///x", **given)
        assert (refused.returncode, says in refused.stderr) == (1, True), refused.stderr


def test_what_is_there_is_in_the_way_until_force_sets_it_aside(
    keyless: Path, older: tuple[Path, str], new_database: MakeDatabase, tmp_path: Path
) -> None:
    data, url = tmp_path / "data", new_database()
    (data / "files").mkdir(parents=True)
    (data / "files" / "mine").write_text("mine")
    (data / "secret.key").write_text((older[0] / "secret.key").read_text())
    refused = kaiwa("restore", keyless, "--data", data, data=data, url=url)
    assert (refused.returncode, "is not empty (files)" in refused.stderr) == (1, True)
    done = kaiwa("restore", keyless, "--data", data, "--force", data=data, url=url)
    assert done.returncode == 0, done.stderr
    (kept,) = data.glob("replaced-*")
    assert (kept / "files" / "mine").read_text() == "mine"
    assert [path.name for path in (data / "files").iterdir()] == ["領収書.txt"]


def test_what_is_no_backup_or_not_all_of_one_is_said(backup: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.kaiwa"
    cut.write_bytes(backup.read_bytes()[:-200])
    for file, says in ((cut, "not all of one"), (tmp_path / "none", "There is no file")):
        done = kaiwa("restore", file, "--data", tmp_path / "data", data=tmp_path, url="postgresql:///none")
        assert (done.returncode, says in done.stderr) == (1, True), done.stderr
    assert not (tmp_path / "data").exists()


def test_before_migrations_there_is_a_backup_of_which_three_are_kept(
    older: tuple[Path, str], new_database: MakeDatabase, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "backups"
    folder.mkdir(parents=True)
    for name in ("before-0.1-1.kaiwa", "before-0.1-2.kaiwa", "before-0.1-3.kaiwa", "mine.kaiwa"):
        (folder / name).touch()
    done = kaiwa("migrate", data=folder.parent, url=new_database(like=older[1]))
    assert done.returncode == 0, done.stderr
    assert f"backup: {folder}/before-" in done.stdout
    made = max(folder.iterdir(), key=lambda path: path.stat().st_size)
    kept = {"before-0.1-2.kaiwa", "before-0.1-3.kaiwa", "mine.kaiwa", made.name}
    assert {path.name for path in folder.iterdir()} == kept
    with zipfile.ZipFile(made) as file:
        assert "secret.key" in file.namelist()
        assert "昔の店" in file.read("tables/workspaces_workspace.copy").decode()
