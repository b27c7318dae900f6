"""PostgreSQL without installing it: a supervisor of our own around the programs in a Python wheel.

One process owns a cluster at a time. It answers on a unix socket only, in a directory that nobody but its
user can enter, and it ends, cleanly, with the process that started it.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import IO
from urllib.parse import quote

from kaiwa.lib.parent_death import dies_with_parent
from kaiwa.lib.postgres_home import MAJOR, Home, PostgresError, find_home, find_programs, make_data_directory
from kaiwa.lib.postgres_settings import FOR_TESTS, SETTINGS
from kaiwa.lib.socket_directory import private_directory

ROLE = DATABASE = "kaiwa"
PORT = 5432  # names the socket; no TCP port is ever opened

_READY = "ready"
_LOG_LIMIT = 10_000_000


class ClusterInUse(PostgresError):
    """Another process runs this cluster."""


class EmbeddedPostgres:
    """The cluster of one data directory.

    `start` answers the DSN; the caller keeps this object, in the thread that started it, as long as it wants
    the database: on Linux PostgreSQL ends with that thread. `fsync=False` is for tests only.
    """

    def __init__(self, data: Path, *, fsync: bool = True) -> None:
        self.data = data.resolve()
        self.fsync = fsync
        self.process: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    def start(self, within: float = 60) -> str:
        """Own the cluster, make it if there is none, start it and wait until it answers; `within` seconds."""
        self.own()
        try:
            self.launch()
            self.wait_until_ready(within)
        except BaseException:
            self.stop()
            raise
        return self.dsn

    def stop(self, within: float = 10) -> None:
        """End it cleanly, or after `within` seconds as a crash would: the next start then recovers."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(within)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait()
            self.process = None
        self.disown()

    def running(self) -> str:
        """The DSN, when another process runs this cluster; else nothing."""
        try:
            self.own()
        except ClusterInUse:
            return self.dsn
        self.disown()
        return ""

    def own(self) -> None:
        """Be the one that runs this cluster, or raise ClusterInUse."""
        make_data_directory(self.data)
        self.home: Home = find_home(self.data)
        self.cluster = self.home.path / "cluster"
        self.log = self.home.path / "postgres.log"
        self.sockets = private_directory(
            self.home.path / "sockets", f".s.PGSQL.{PORT}.lock", owner=self.home.owner
        )
        lock = (self.home.path / "owner.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise ClusterInUse(f"The database in {self.data} is in use by another Kaiwa.") from None
        self._lock = lock
        self.programs = find_programs(self.home)

    def disown(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    @property
    def dsn(self) -> str:
        return f"postgresql://{ROLE}@/{DATABASE}?host={quote(str(self.sockets), safe='')}"

    def launch(self) -> subprocess.Popen[bytes]:
        """Start the server; it may take a moment to answer. Also after it died: it then recovers."""
        self._end_forerunner()
        if not self.cluster.exists():
            self._make_cluster()
        major = (self.cluster / "PG_VERSION").read_text().strip()
        if major != MAJOR:
            raise PostgresError(
                f"The database in {self.data} was made by PostgreSQL {major}; this Kaiwa brings {MAJOR}. "
                f"Go back to the Kaiwa that made it, `kaiwa backup`, and `kaiwa restore` with this one."
            )
        self._write_settings()
        with self._open_log() as log:
            self.process = subprocess.Popen(
                [self.programs / "postgres", "-D", self.cluster],
                cwd=self.cluster,
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; we end the database last
                preexec_fn=dies_with_parent(signal.SIGINT),
                **self.home.run_as,
            )
        return self.process

    def wait_until_ready(self, within: float = 60) -> None:
        """Wait until the server takes connections; recovery after a crash can take a while."""
        deadline = time.monotonic() + within
        while self._status() != _READY:
            if self.process is None or self.process.poll() is not None:
                raise PostgresError(f"PostgreSQL did not start:\n{self._last_words()}")
            if time.monotonic() > deadline:
                raise PostgresError(f"PostgreSQL does not answer after {within:.0f} s:\n{self._last_words()}")
            time.sleep(0.01)

    def _status(self) -> str:
        """The last line of postmaster.pid, which pg_ctl goes by too; empty until the server writes it."""
        lines = _read_lines(self.cluster / "postmaster.pid")
        ours = self.process is not None and lines[:1] == [str(self.process.pid)]
        return lines[7].strip() if ours and len(lines) > 7 else ""

    def _end_forerunner(self) -> None:
        """End a server that outlived its supervisor, and forget one that is no more.

        After `kill -9` of the supervisor the server is shutting down, or, where the kernel tells it nothing
        (macOS), still up. A left-over pid may meanwhile be another program's, as in a restarted container:
        PostgreSQL would then refuse to start.
        """
        note = self.cluster / "postmaster.pid"
        lines = _read_lines(note)
        if not lines:
            return
        pid = int(lines[0])
        deadline = time.monotonic() + 30
        stop = signal.SIGINT
        while _is_postgres(pid, self.cluster):
            os.kill(pid, stop)
            time.sleep(0.1)
            if time.monotonic() > deadline:
                stop = signal.SIGQUIT
        note.unlink(missing_ok=True)

    def _make_cluster(self) -> None:
        """All or nothing: a cluster whose making was cut short never gets its name."""
        partial = self.home.path / "cluster.partial"
        shutil.rmtree(partial, ignore_errors=True)
        # The builtin provider sorts alike on every machine and after every libc upgrade
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
        durability = [] if self.fsync else ["--no-sync"]
        make = [
            "--username",
            ROLE,
            "--auth=trust",
            "--data-checksums",
            "--no-instructions",
            *locale,
            *durability,
        ]
        self._run("initdb", "--pgdata", str(partial), *make)
        self._run(
            "postgres", "--single", "-D", str(partial), "postgres", say=f"CREATE DATABASE {DATABASE};\n"
        )
        partial.rename(self.cluster)

    def _run(self, program: str, *arguments: str, say: str = "") -> None:
        done = subprocess.run(
            [self.programs / program, *arguments],
            input=say,
            cwd=self.home.path,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            **self.home.run_as,
        )
        if done.returncode != 0:
            raise PostgresError(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _write_settings(self) -> None:
        """Ours are written anew at each start; the operator's own go beside the cluster and win."""
        settings = SETTINGS | {"unix_socket_directories": str(self.sockets)}
        if not self.fsync:
            settings |= FOR_TESTS
        lines = [f"{name} = '{value}'" for name, value in settings.items()]
        if (self.home.path / "postgresql.conf").exists():
            lines.append("include '../postgresql.conf'")
        (self.cluster / "postgresql.conf").write_text("\n".join(lines) + "\n")

    def _open_log(self) -> IO[bytes]:
        too_long = self.log.exists() and self.log.stat().st_size > _LOG_LIMIT
        return self.log.open("wb" if too_long else "ab")

    def _last_words(self) -> str:
        return "\n".join(_read_lines(self.log)[-10:])


def _is_postgres(pid: int, cluster: Path) -> bool:
    """Whether this process is the server of this cluster, and not another that got its number."""
    process = Path("/proc", str(pid))
    if process.parent.joinpath("self").exists():
        try:
            return (process / "cwd").readlink() == cluster
        except OSError:
            return False
    command = ["ps", "-p", str(pid), "-o", "command="]
    return str(cluster) in subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _environment() -> dict[str, str]:
    """Nothing of ours: a stray PGDATA or LC_ALL must not change what the server does."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def _read_lines(path: Path) -> list[str]:
    try:
        return path.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return []
