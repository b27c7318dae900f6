"""One installation on this machine: its directory, its sockets, and what its processes are told."""

import fcntl
import json
import os
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from kaiwa.lib.postgres_home import make_data_directory
from kaiwa.lib.socket_directory import private_directory

ROOT = Path(__file__).resolve().parent.parent
BACKLOG = 2048  # what may wait while a process that was killed starts again


class CannotStart(Exception):
    """The sentence says why, and what to do."""


@dataclass
class Installation:
    """`data` is taken by `take`, and let go when this process ends."""

    data: Path
    host: str
    port: int
    given: Mapping[str, str]
    _lock: IO[str] | None = field(default=None, repr=False)

    @property
    def sandbox(self) -> bool:
        """On, until the operator says otherwise or names a real app."""
        real_app = "KAIWA_META_APP_ID" in self.given
        choice = self.given.get("KAIWA_SANDBOX", "off" if real_app else "on").lower()
        return choice in {"on", "1", "true", "yes"}

    @property
    def url(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{'127.0.0.1' if self.host in {'0.0.0.0', '::'} else name}:{self.port}"  # noqa: S104

    @property
    def run(self) -> Path:
        return private_directory(self.data / "run", "app.sock")

    @property
    def demo(self) -> Path:
        """Who may sign in to the demo; there once it was made."""
        return self.data / "demo.json"

    def take(self) -> None:
        """Be the only one that runs this installation, or raise."""
        make_data_directory(self.data)
        lock = (self.data / "kaiwa.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise CannotStart(
                f"Kaiwa runs already with {self.data}. Choose another directory with --data."
            ) from None
        self._lock = lock

    def listen(self) -> socket.socket:
        """The public port. We hold it, and the edge answers: while that restarts, callers wait, unrefused."""
        try:
            return socket.create_server((self.host, self.port), backlog=BACKLOG)
        except OSError as error:
            raise CannotStart(
                f"Port {self.port} cannot be used ({error.strerror}). Choose another with --port."
            ) from None

    def listen_for_app(self) -> socket.socket:
        path = self.run / "app.sock"
        path.unlink(missing_ok=True)
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(path))
        path.chmod(0o600)
        listener.listen(BACKLOG)
        return listener

    def listen_for_sandbox(self) -> socket.socket:
        """On the port it had before, if that is free: pictures it gave out are linked there."""
        kept = self._sandbox()
        try:
            listener = socket.create_server(("127.0.0.1", int(kept.get("port", "0"))), backlog=BACKLOG)
        except OSError:
            listener = socket.create_server(("127.0.0.1", 0), backlog=BACKLOG)
        self._write_sandbox(kept | {"port": str(listener.getsockname()[1])})
        return listener

    def environment(self, database_url: str) -> dict[str, str]:
        """What every process of the installation is told."""
        ours = {
            "DATABASE_URL": database_url,
            "KAIWA_DATA": str(self.data),
            "KAIWA_RUN": str(self.run),
            "KAIWA_SANDBOX": "on" if self.sandbox else "off",
            "PYTHONUNBUFFERED": "1",
            # Threads that each grow a heap of their own cost a process 20 MB; two heaps serve them
            "MALLOC_ARENA_MAX": "2",
        }
        told = dict(self.given) | ours
        told.setdefault("KAIWA_PUBLIC_URL", self.url)
        return told | self._sandbox_environment(told["KAIWA_PUBLIC_URL"]) if self.sandbox else told

    def demo_sign_in(self) -> str:
        """`EMAIL / PASSWORD`, or nothing when there is no demo."""
        try:
            demo = json.loads(self.demo.read_text())
        except FileNotFoundError:
            return ""
        return f"{demo['email']} / {demo['password']}"

    def _sandbox_environment(self, public_url: str) -> dict[str, str]:
        kept = self._sandbox()
        url = f"http://127.0.0.1:{kept['port']}"
        return {
            "KAIWA_SANDBOX_URL": url,
            "KAIWA_META_GRAPH_URL": url,
            "KAIWA_META_DIALOG_URL": f"{public_url.rstrip('/')}/sandbox/facebook",
            "KAIWA_META_APP_ID": kept["app_id"],
            "KAIWA_META_APP_SECRET": kept["app_secret"],
            "KAIWA_META_VERIFY_TOKEN": kept["verify_token"],
        }

    def _sandbox(self) -> dict[str, str]:
        """The practice app's credentials, made once."""
        path = self.data / "sandbox.json"
        if not path.exists():
            number = str(10**15 + int.from_bytes(os.urandom(6)))
            made = {
                "app_id": number,
                "app_secret": os.urandom(16).hex(),
                "verify_token": os.urandom(12).hex(),
            }
            self._write_sandbox(made)
        kept: dict[str, str] = json.loads(path.read_text())
        return kept

    def _write_sandbox(self, content: Mapping[str, str]) -> None:
        partial = self.data / "sandbox.json.partial"
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(content, file)
        partial.rename(self.data / "sandbox.json")


def command(name: str, *arguments: str) -> list[str]:
    """How one of our own processes is called."""
    return [sys.executable, "-P", "-m", "kaiwa.cli", name, *arguments]
