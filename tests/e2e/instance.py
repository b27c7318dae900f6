"""A running Kaiwa, started as an operator starts it, for tests that come from outside."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue

from kaiwa.lib.parent_death import dies_with_parent

_READY_WITHIN = 180


@dataclass
class Instance:
    """`kaiwa up` in a process of its own, on a free port, with its own data, sandbox on."""

    arguments: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._parent = Path(tempfile.mkdtemp(prefix="kaiwa-instance-"))
        self._parent.chmod(0o711)  # as root, PostgreSQL's user must pass through
        self.process: subprocess.Popen[str] | None = None
        self.data = self._parent / "data"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> Instance:
        """Start it and wait until it says that it is ready."""
        command = [sys.executable, "-P", "-m", "kaiwa.cli", "up", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--data", str(self.data), *self.arguments],
            env=_clean_environment() | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            preexec_fn=dies_with_parent(),  # a test run that is killed leaves nothing behind
        )
        self._lines: Queue[str] = Queue()
        threading.Thread(target=self._listen, args=(self.process, self._lines), daemon=True).start()
        self.wait_for_line("ready: ")
        return self

    def wait_for_line(self, start: str, within: float = _READY_WITHIN) -> str:
        """Wait until it says a line that begins so."""
        while True:
            try:
                line = self._lines.get(timeout=within)
            except Empty:
                raise AssertionError(f"no {start!r} after {within} s:\n{self.transcript}") from None
            # With KAIWA_LOG=json it is the message of an object
            if line.startswith(start) or f'"message": "{start}' in line:
                return line
            assert line != _END, f"it ended:\n{self.transcript}"

    def stop(self) -> int:
        """Ask it to end; the exit code."""
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(20)

    def kill(self) -> None:
        """As `kill -9` of the command itself; its children must end by themselves."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def remove(self) -> None:
        """End it, and leave nothing of it."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        home = self.data / "postgres"
        if home.is_symlink():
            shutil.rmtree(home.resolve(), ignore_errors=True)
        shutil.rmtree(self._parent, ignore_errors=True)

    def pid_of(self, name: str) -> int:
        """The process of one of its parts: edge, app, drain, worker, sandbox, postgres; once it runs."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if pid := self._find(name):
                return pid
            time.sleep(0.05)
        raise AssertionError(f"no process {name}:\n{self.transcript}")

    def _find(self, name: str) -> int:
        assert self.process is not None
        for pid in _children(self.process.pid):
            words = _command(pid)
            if name in words or (name == "postgres" and words[0].endswith("/postgres")):
                return pid
        return 0

    def kill_part(self, name: str) -> None:
        os.kill(self.pid_of(name), signal.SIGKILL)

    @property
    def demo(self) -> tuple[str, str]:
        """Address and password of the demo's member."""
        found = json.loads((self.data / "demo.json").read_text())
        return found["email"], found["password"]

    @property
    def database_url(self) -> str:
        """Where its database is, as its own parts are told."""
        environment = Path("/proc", str(self.pid_of("drain")), "environ").read_bytes().decode().split("\0")
        return dict(pair.split("=", 1) for pair in environment if "=" in pair)["DATABASE_URL"]

    @property
    def transcript(self) -> str:
        """What it said last."""
        return "\n".join(self.said[-60:])

    def _listen(self, process: subprocess.Popen[str], lines: Queue[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.said.append(line.rstrip())
            lines.put(line.rstrip())
        lines.put(_END)


_END = "(it ended)"


def _free_port() -> int:
    """One below those that outgoing calls get: until it is listened at, no other process of the tests comes upon it."""
    while True:
        with (
            suppress(OSError),
            socket.create_server(("127.0.0.1", 20_000 + secrets.randbelow(12_000))) as taken,
        ):
            return int(taken.getsockname()[1])


def _clean_environment() -> dict[str, str]:
    """Ours, without what the test session set for itself."""
    ours = ("KAIWA_", "DATABASE_URL", "DJANGO_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command(pid: int) -> list[str]:
    """Its command line; nothing of one that ended meanwhile."""
    try:
        return Path("/proc", str(pid), "cmdline").read_bytes().decode().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return [""]
