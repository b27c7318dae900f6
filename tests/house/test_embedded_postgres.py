"""The embedded database: one owner, a clean end whatever happens, and data that is there again."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from kaiwa.lib.embedded_postgres import ClusterInUse, EmbeddedPostgres
from kaiwa.lib.postgres_home import PostgresError
from tests.house.conftest import Start, is_running, wait_for

OWN = """
import signal, sys
from pathlib import Path
from kaiwa.lib.embedded_postgres import EmbeddedPostgres
postgres = EmbeddedPostgres(Path(sys.argv[1]))
print(postgres.start(), postgres.process.pid, flush=True)
signal.pause()
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="is about being root")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a death")


def own(start: Start, data: Path) -> tuple[subprocess.Popen[str], str, int]:
    """Start a process that owns the cluster; the DSN, and the server's pid."""
    owner = start(OWN, data)
    assert owner.stdout is not None
    dsn, server = owner.stdout.readline().split()
    return owner, dsn, int(server)


def write(dsn: str, text: str) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        connection.execute("INSERT INTO note VALUES (%s)", [text])


def notes(dsn: str) -> list[str]:
    with psycopg.connect(dsn) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM note")]


def test_a_restart_finds_the_data(data: Path) -> None:
    postgres = EmbeddedPostgres(data)
    write(postgres.start(), "こんにちは")
    postgres.stop()
    assert notes(postgres.start()) == ["こんにちは"]
    postgres.stop()


def test_text_sorts_alike_everywhere_and_pages_carry_checksums(data: Path) -> None:
    postgres = EmbeddedPostgres(data, fsync=False)
    with psycopg.connect(postgres.start()) as connection:
        row = connection.execute(
            "SELECT datlocprovider, datlocale, current_setting('data_checksums'), current_setting('listen_addresses')"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    postgres.stop()
    assert row == ("b", "C.UTF-8", "on", "")


def test_a_second_owner_is_refused(data: Path, start: Start) -> None:
    _, dsn, _ = own(start, data)
    with pytest.raises(ClusterInUse, match="in use"):
        EmbeddedPostgres(data).start()
    assert EmbeddedPostgres(data).running() == dsn
    write(dsn, "unharmed")


def test_nobody_else_can_enter_the_socket_directory(data: Path) -> None:
    postgres = EmbeddedPostgres(data, fsync=False)
    postgres.start()
    mode = stat.S_IMODE(postgres.sockets.stat().st_mode)
    postgres.stop()
    assert mode == 0o700


@linux
def test_killing_the_owner_ends_the_server_cleanly(data: Path, start: Start) -> None:
    owner, dsn, server = own(start, data)
    write(dsn, "kept")
    owner.kill()
    wait_for(lambda: not is_running(server))
    postgres = EmbeddedPostgres(data)
    assert notes(postgres.start()) == ["kept"]
    postgres.stop()
    assert "database system was not properly shut down" not in postgres.log.read_text()


@linux
def test_a_start_right_after_a_kill_waits_for_the_forerunner(data: Path, start: Start) -> None:
    owner, dsn, _ = own(start, data)
    write(dsn, "kept")
    owner.kill()
    owner.wait()
    postgres = EmbeddedPostgres(data)
    assert notes(postgres.start()) == ["kept"]
    postgres.stop()


def test_a_killed_server_recovers_what_was_committed(data: Path) -> None:
    postgres = EmbeddedPostgres(data)
    write(postgres.start(), "committed")
    assert postgres.process is not None
    os.killpg(postgres.process.pid, signal.SIGKILL)
    postgres.process.wait()
    postgres.launch()
    postgres.wait_until_ready()
    assert notes(postgres.dsn) == ["committed"]
    postgres.stop()


def test_a_pid_that_another_program_got_is_no_server_of_ours(data: Path) -> None:
    """As in a container that was killed: pids begin anew, and the noted one is somebody else's."""
    postgres = EmbeddedPostgres(data)
    postgres.start()
    note = postgres.cluster / "postmaster.pid"
    written = note.read_text().splitlines()
    assert postgres.process is not None
    os.killpg(postgres.process.pid, signal.SIGKILL)
    postgres.process.wait()
    note.write_text("\n".join([str(os.getpid()), *written[1:]]) + "\n")
    postgres.launch()
    postgres.wait_until_ready()
    postgres.stop()


def test_a_making_that_was_cut_short_is_begun_anew(data: Path) -> None:
    postgres = EmbeddedPostgres(data, fsync=False)
    postgres.own()
    (postgres.home.path / "cluster.partial").mkdir()
    (postgres.home.path / "cluster.partial" / "PG_VERSION").write_text("18\n")
    postgres.disown()
    postgres.start()
    postgres.stop()


def test_a_long_or_odd_path_gets_a_short_socket(data: Path) -> None:
    postgres = EmbeddedPostgres(data / "東京 支店" / ("x" * 90), fsync=False)
    if os.geteuid() == 0:
        for parent in (data, data / "東京 支店"):
            parent.mkdir(mode=0o711)
    write(postgres.start(), "reached")
    assert len(f"{postgres.sockets}/.s.PGSQL.5432".encode()) < 104
    postgres.stop()
    postgres.sockets.rmdir()


def test_a_cluster_of_another_major_version_is_left_alone(data: Path) -> None:
    postgres = EmbeddedPostgres(data, fsync=False)
    postgres.start()
    postgres.stop()
    (postgres.cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(PostgresError, match="made by PostgreSQL 17"):
        postgres.start()


@needs_root
def test_as_root_an_unreachable_directory_holds_the_way_to_the_cluster(data: Path) -> None:
    data.parent.chmod(0o700)
    postgres = EmbeddedPostgres(data, fsync=False)
    write(postgres.start(), "kept")
    postgres.stop()
    link = data / "postgres"
    try:
        assert link.is_symlink()
        assert stat.S_IMODE(data.parent.stat().st_mode) == 0o700
        assert notes(EmbeddedPostgres(data, fsync=False).start()) == ["kept"]
    finally:
        shutil.rmtree(link.resolve())


@needs_root
def test_as_root_a_copy_of_the_directory_does_not_share_the_cluster(data: Path) -> None:
    data.parent.chmod(0o700)
    postgres = EmbeddedPostgres(data, fsync=False)
    postgres.start()
    postgres.stop()
    copy = data.with_name("copy")
    copy.mkdir()
    (copy / "postgres").symlink_to((data / "postgres").readlink())
    try:
        with pytest.raises(PostgresError, match="is a copy of"):
            EmbeddedPostgres(copy, fsync=False).start()
        data.rename(data.with_name("moved"))
        (copy / "postgres").unlink()
        moved = EmbeddedPostgres(data.with_name("moved"), fsync=False)
        moved.start()
        moved.stop()
    finally:
        shutil.rmtree(postgres.home.path)


@needs_root
def test_as_root_programs_out_of_reach_are_copied(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaiwa.lib.postgres_home._can_run", lambda *_: False)
    postgres = EmbeddedPostgres(data, fsync=False)
    write(postgres.start(), "kept")
    assert postgres.programs.is_relative_to(postgres.home.path)
    postgres.stop()
