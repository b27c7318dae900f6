"""Keeps the processes of an installation running, and ends them together.

One thread, and nothing heavy imported: it lives as long as everything else does. It restarts what dies, shows
what they say with their name before it, and ends all of them within 5 s of SIGINT or SIGTERM. Killed itself,
the kernel ends them.
"""

import os
import selectors
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType, TracebackType
from typing import Self

from kaiwa.lib.child_output import Lines
from kaiwa.lib.parent_death import dies_with_parent

_PATIENCE = 3.5  # seconds until what does not end by itself is killed
_PATIENCE_WITH_THE_LAST = 1.2  # and so much more for the database, which ends when its users have
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 15.0
_STEADY = 30.0  # a process that lived this long did not die of its start
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopAsked(Exception):
    """Someone asked us to end."""


class ServiceFailed(Exception):
    """A process that had to succeed did not."""


@dataclass
class Service:
    """One process to keep running. `launch` may raise: it is tried again, as after a death."""

    name: str
    launch: Callable[[], subprocess.Popen[bytes]]
    stop_signal: signal.Signals = signal.SIGTERM
    kill_signal: signal.Signals = signal.SIGKILL
    last: bool = False  # ended after the others, because they need it
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    deaths: int = 0

    def send(self, number: signal.Signals) -> None:
        """To the process, or, to kill, to all that it started too: each child leads a session of its own."""
        if self.process is None or self.process.poll() is not None:
            return
        if number is signal.SIGKILL:
            os.killpg(self.process.pid, number)
        else:
            self.process.send_signal(number)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


def spawn(
    command: Sequence[str], environment: Mapping[str, str], *, pass_fds: Sequence[int] = ()
) -> subprocess.Popen[bytes]:
    """Start a child that ends with us and whose output we read. Call it from the main thread."""
    return subprocess.Popen(
        command,
        env=environment,
        pass_fds=pass_fds,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,  # Ctrl-C reaches only us, and we decide the order of the end
        preexec_fn=dies_with_parent(signal.SIGTERM),
    )


class Supervisor:
    """Use as a context manager: what it keeps ends with the `with`. All waiting goes through `pump`."""

    def __init__(self, say: Callable[[str], None], *, label: Callable[[str, str], str] | None = None) -> None:
        self.say = say
        self._labelled = label or labelled
        self.services: list[Service] = []
        self._selector = selectors.DefaultSelector()
        self._asked = False

    def __enter__(self) -> Self:
        self._bell, ringer = socket.socketpair()
        self._ringer = ringer
        for end in (self._bell, ringer):
            end.setblocking(False)
        self._selector.register(self._bell, selectors.EVENT_READ)
        self._wakeup_before = signal.set_wakeup_fd(ringer.fileno(), warn_on_full_buffer=False)
        handlers: dict[signal.Signals, Callable[[int, FrameType | None], None]]
        handlers = dict.fromkeys(_STOPPING, self._ask)
        handlers[signal.SIGCHLD] = _only_wake
        self._handlers_before = {number: signal.signal(number, does) for number, does in handlers.items()}
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self.end()
        for number, handler in self._handlers_before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup_before)
        self._selector.close()
        self._bell.close()
        self._ringer.close()

    def keep(self, service: Service) -> None:
        """Start it, unless it runs already, and keep it running."""
        self.services.append(service)
        if service.process is None:
            self._start(service)

    def run_once(self, command: Sequence[str], environment: Mapping[str, str]) -> str:
        """Run a command to its end, the others running on. Answers what it printed, or raises with that."""
        said: list[str] = []
        process = spawn(command, environment)
        self._listen(process, said.append)
        try:
            while process.poll() is None:
                self.pump()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            self._deafen(process)
        if process.returncode != 0:
            raise ServiceFailed("\n".join(said[-20:]) or _how(process.returncode))
        return "\n".join(said)

    def wait_until(self, done: Callable[[], bool], within: float) -> bool:
        """Whether `done()` came true within so many seconds."""
        deadline = time.monotonic() + within
        while not done():
            if time.monotonic() > deadline:
                return False
            self.pump(0.1)
        return True

    def run(self) -> None:
        """Until someone asks us to end: then StopAsked."""
        while True:
            self.pump()

    def pump(self, wait: float = 60.0) -> None:
        """Wait for something to happen: pass on what was said, restart what died, raise StopAsked."""
        pauses = [s.due_at - time.monotonic() for s in self.services if s.process is None]
        self._hear(max(0.0, min([wait, *pauses])))
        if self._asked:
            self._asked = False
            raise StopAsked
        for service in self.services:
            if service.process is not None and not service.running:
                self._died(service, _how(service.process.returncode))
            if service.process is None and time.monotonic() >= service.due_at:
                self._start(service)

    def end(self) -> None:
        """End what is kept. What lingers is killed; asked a second time, all is killed at once."""
        deadline = time.monotonic() + _PATIENCE
        self._end([s for s in self.services if not s.last], deadline)
        self._end([s for s in self.services if s.last], deadline + _PATIENCE_WITH_THE_LAST)
        self.services.clear()

    def _end(self, services: list[Service], deadline: float) -> None:
        for service in services:
            service.send(service.stop_signal)
        killed = False
        while any(s.running for s in services):
            if not killed and (self._asked or time.monotonic() > deadline):
                killed = True
                for service in services:
                    if service.running:
                        self.say(self._labelled(service.name, "does not end, so it is killed"))
                    service.send(service.kill_signal)
            self._hear(0.05)
        for service in services:
            self._deafen(service.process)

    def _ask(self, _: int, __: FrameType | None) -> None:
        self._asked = True

    def _start(self, service: Service) -> None:
        service.started_at = time.monotonic()
        try:
            service.process = service.launch()
        except Exception as error:  # whatever it is, trying again is what we are for
            self._died(service, f"could not start: {error}")
            return
        self._listen(service.process, lambda line: self.say(self._labelled(service.name, line)))

    def _died(self, service: Service, how: str) -> None:
        self._deafen(service.process)
        service.process = None
        if time.monotonic() - service.started_at > _STEADY:
            service.deaths = 0
        pause = min(_FIRST_PAUSE * 2.0**service.deaths, _LONGEST_PAUSE)
        service.deaths += 1
        service.due_at = time.monotonic() + pause
        self.say(self._labelled(service.name, f"{how}; starting it again in {pause:g} s"))

    def _hear(self, wait: float) -> None:
        for key, _ in self._selector.select(wait):
            if key.data is None:
                self._bell.recv(4096)
            elif not key.data.pass_on():
                self._selector.unregister(key.fileobj)

    def _listen(self, process: subprocess.Popen[bytes], to: Callable[[str], None]) -> None:
        if process.stdout is not None:
            os.set_blocking(process.stdout.fileno(), False)
            self._selector.register(process.stdout, selectors.EVENT_READ, Lines(process.stdout.fileno(), to))

    def _deafen(self, process: subprocess.Popen[bytes] | None) -> None:
        """Pass on the last words of a process that ended."""
        if process is None or process.stdout is None or process.stdout.closed:
            return
        if process.stdout in self._selector.get_map():
            key = self._selector.unregister(process.stdout)
            while key.data.pass_on(final=True):
                pass
        process.stdout.close()


def labelled(name: str, line: str) -> str:
    """A line, and which process it is of."""
    return f"{name:<8} | {line}"


def _how(code: int) -> str:
    return f"ended with code {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"


def _only_wake(_: int, __: FrameType | None) -> None:
    """The signal has rung the bell already."""
