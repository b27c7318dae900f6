"""The running instance under test: how fast it is up, what it weighs, and the ways into it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Queue
from urllib.request import Request, urlopen

import psycopg

from bench import processes

ROOT = Path(__file__).resolve().parent.parent
_READY_SECONDS = 180.0
_SETTLED_SECONDS = 20.0


class House:
    """`bin/run` with the sandbox and its demo, on a free port, with data of its own."""

    def __init__(self) -> None:
        self._parent = Path(tempfile.mkdtemp(prefix="kaiwa-bench-"))
        self._parent.chmod(0o711)  # as root, PostgreSQL's user must pass through
        self.data = self._parent / "data"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.said: list[str] = []

    def start(self) -> float:
        """Seconds until it says that it is ready."""
        began = time.perf_counter()
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("KAIWA_", "DATABASE_"))
        }
        self.process = subprocess.Popen(
            [ROOT / "bin" / "run", "--port", str(self.port), "--data", self.data],
            env=clean,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        ready: Queue[bool] = Queue()
        threading.Thread(target=self._listen, args=(ready,), daemon=True).start()
        if not ready.get(timeout=_READY_SECONDS):
            raise RuntimeError("it did not start:\n" + "\n".join(self.said[-30:]))
        return time.perf_counter() - began

    def stop(self) -> float:
        """Seconds until all of it has ended."""
        began = time.perf_counter()
        self.process.terminate()
        self.process.wait(20)
        return time.perf_counter() - began

    def remove(self) -> None:
        """End it, and leave nothing of it."""
        if self.process.poll() is None:
            self.stop()
        home = self.data / "postgres"
        if home.is_symlink():
            shutil.rmtree(home.resolve(), ignore_errors=True)
        shutil.rmtree(self._parent, ignore_errors=True)

    def learn(self) -> None:
        """What one has to know to write to the demo's inbox and to read it."""
        self.environment = processes.environment_of(self._pid_of("edge"))
        self.database_url = self.environment["DATABASE_URL"]
        self.secret = self.environment["KAIWA_META_APP_SECRET"]
        email = json.loads((self.data / "demo.json").read_text())["email"]
        made = self.run("token", "create", "--email", email)
        found = re.search(r"kaiwa_\S+", made)
        if found is None:
            raise RuntimeError(f"no token in {made!r}")
        self.headers = {"Authorization": f"Bearer {found[0]}"}
        with urlopen(Request(self.url + "/api/v1/channels", headers=self.headers), timeout=60) as answer:
            channel = json.load(answer)[0]
        self.page = str(channel["external_id"])
        self._make_no_leads(channel["id"])

    def _make_no_leads(self, channel: int) -> None:
        """A hundred thousand customers that nobody has are no leads: they would wait for hours, and be told of."""
        nothing = {"add_persons": False, "on_new_chat": "nothing"}
        headers = {**self.headers, "Content-Type": "application/json"}
        address = f"{self.url}/api/v1/channels/{channel}/automation"
        asked = Request(address, data=json.dumps(nothing).encode(), headers=headers, method="PATCH")
        urlopen(asked, timeout=60).close()

    def run(self, *arguments: str) -> str:
        """What a command of `kaiwa` prints."""
        command = [sys.executable, "-P", "-m", "kaiwa.cli", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=True
        ).stdout

    @contextmanager
    def database(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            yield connection

    @contextmanager
    def drain_stopped(self) -> Iterator[None]:
        """Webhooks stay in the journal; and leave it unhandled."""
        pid = self._pid_of("drain")
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
            self.clear_journal()
        finally:
            os.kill(pid, signal.SIGCONT)

    def clear_journal(self) -> None:
        with self.database() as database:
            database.execute("TRUNCATE channels_webhookevent")

    def memory(self) -> dict[str, int]:
        """Megabytes of each process when idle; a page shared by several is divided among them (PSS)."""
        time.sleep(_SETTLED_SECONDS)
        found = processes.summed(processes.pss, self._pids())
        return {name: round(kilobytes / 1024) for name, kilobytes in found.items()}

    def cpu(self) -> dict[str, float]:
        """Seconds of processor time that each process has used."""
        return processes.summed(processes.cpu, self._pids())

    def cpu_since(self, before: dict[str, float]) -> dict[str, float]:
        return {name: round(used - before.get(name, 0), 2) for name, used in self.cpu().items()}

    def _pids(self) -> list[int]:
        return [self.process.pid, *processes.descendants(self.process.pid)]

    def _pid_of(self, name: str) -> int:
        for pid in self._pids():
            with suppress(OSError):
                if processes.name_of(pid) == name:
                    return pid
        raise RuntimeError(f"there is no process {name}")

    def _listen(self, ready: Queue[bool]) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.rstrip())
            if line.startswith("ready: "):
                ready.put(True)
        ready.put(False)
