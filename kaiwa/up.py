"""`kaiwa up`: everything an installation is, in one command.

This process only supervises. It imports neither Django nor a database client, so that it stays small.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from kaiwa.installation import CannotStart, Installation, command
from kaiwa.lib.embedded_postgres import EmbeddedPostgres
from kaiwa.lib.postgres_home import PostgresError
from kaiwa.lib.socket_directory import SocketDirectoryTaken
from kaiwa.lib.supervisor import Service, ServiceFailed, StopAsked, Supervisor, labelled, spawn

_JSON = os.environ.get("KAIWA_LOG", "").lower() == "json"
_READY_WITHIN = 120.0  # a first start on a slow machine, with everything to compile


def up(installation: Installation, *, demo: bool = True) -> int:
    """Run the installation until it is asked to end; the exit code. `demo`: make one when the sandbox is on."""
    try:
        listener = installation.listen()
        installation.take()
        with Supervisor(say, label=_labelled) as supervisor:
            try:
                _start(supervisor, installation, listener, demo=demo)
                supervisor.run()
            except StopAsked:
                say("stopping")
    except (CannotStart, PostgresError, ServiceFailed, SocketDirectoryTaken) as error:
        say(f"error: {str(error).removeprefix('error: ')}")
        return 1
    say("stopped")
    return 0


def say(line: str) -> None:
    """To the console. One that went away must not take the installation with it."""
    with contextlib.suppress(BrokenPipeError):
        print(_as_json("kaiwa", line) if _JSON and not line.startswith("{") else line, flush=True)


def _labelled(process: str, line: str) -> str:
    """With KAIWA_LOG=json each line stands for itself; what a process did not log but print is wrapped."""
    if not _JSON:
        return labelled(process, line)
    return line if line.startswith("{") else _as_json(process, line)


def _as_json(process: str, line: str) -> str:
    time = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps(
        {"time": time, "level": "info", "process": process, "message": line}, ensure_ascii=False
    )


def _start(
    supervisor: Supervisor, installation: Installation, listener: socket.socket, *, demo: bool
) -> None:
    began = time.monotonic()
    say(f"data: {installation.data}")
    database_url = installation.given.get("DATABASE_URL") or _start_postgres(supervisor, installation)
    os.umask(0o077)  # from here on, what is written is for nobody else
    sockets = {"edge": listener, "app": installation.listen_for_app()}
    if installation.sandbox:
        sockets["sandbox"] = installation.listen_for_sandbox()
    environment = installation.environment(database_url)
    # They load while the schema is brought up to date, and wait for that before they work
    for name in ("edge", "app", "drain", "worker", *(["sandbox"] if installation.sandbox else [])):
        supervisor.keep(Service(name, _launch(name, environment, sockets.get(name))))
    for line in supervisor.run_once(command("migrate"), environment).splitlines():
        say(line)
    _wait_until_healthy(supervisor, listener)
    if demo and installation.sandbox and not installation.demo.exists():
        _make_demo(supervisor, environment)
    _say_ready(installation, environment, time.monotonic() - began)


def _make_demo(supervisor: Supervisor, environment: Mapping[str, str]) -> None:
    """Once. Without it everything works, so its failure is told and nothing ends; the next start tries again."""
    say("demo: making a workspace with conversations")
    try:
        supervisor.run_once(command("demo"), environment)
    except ServiceFailed as error:
        say(f"demo: could not be made\n{error}")


def _say_ready(installation: Installation, environment: Mapping[str, str], seconds: float) -> None:
    if "KAIWA_SMTP_URL" not in environment:
        say(f"mail: written to {installation.data / 'mail'}, for want of KAIWA_SMTP_URL")
    if installation.sandbox:
        say(f"phones: {installation.url}/sandbox/phone - write as a customer there")
    say(f"started in {seconds:.1f} s; Ctrl-C ends it")
    sign_in = installation.demo_sign_in() if installation.sandbox else ""
    say(f"ready: {installation.url}" + (f" - sign in as {sign_in}" if sign_in else ""))


def _start_postgres(supervisor: Supervisor, installation: Installation) -> str:
    postgres = EmbeddedPostgres(installation.data)
    postgres.own()
    say(f"postgres: {postgres.cluster}, its log in {postgres.log}")
    service = Service(
        "postgres",
        postgres.launch,
        stop_signal=signal.SIGINT,  # to end connections that are left, not to wait for them
        kill_signal=signal.SIGQUIT,  # as a crash would, without leaving its children
        last=True,
        process=postgres.launch(),
    )
    supervisor.keep(service)
    postgres.wait_until_ready()
    return postgres.dsn


def _launch(
    name: str, environment: Mapping[str, str], listener: socket.socket | None
) -> Callable[[], subprocess.Popen[bytes]]:
    if listener is None:
        return lambda: spawn(command(name), environment)
    number = listener.fileno()
    told = {**environment, "KAIWA_LISTEN_FD": str(number)}
    # The listener is in the closure too: unreferenced, Python would close it
    return lambda: spawn(command(name), told, pass_fds=[listener.fileno()])


def _wait_until_healthy(supervisor: Supervisor, listener: socket.socket) -> None:
    last = "no answer"

    def healthy() -> bool:
        nonlocal last
        status, last = _ask_health(listener.getsockname())
        return status == 200

    if not supervisor.wait_until(healthy, _READY_WITHIN):
        raise CannotStart(f"After {_READY_WITHIN:.0f} s it is not healthy: {last}")


def _ask_health(address: tuple[str, int]) -> tuple[int, str]:
    """By hand: an HTTP client would be half of this process."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address[0], address[0])  # noqa: S104 - it is looked for
    request = f"GET /healthz HTTP/1.0\r\nHost: {host}:{address[1]}\r\n\r\n".encode()
    answer = b""
    try:
        with socket.create_connection((host, address[1]), timeout=2) as connection:
            connection.sendall(request)
            while chunk := connection.recv(65536):
                answer += chunk
    except OSError as error:
        return 0, str(error)
    head, _, body = answer.decode(errors="replace").partition("\r\n\r\n")
    words = head.split(maxsplit=2)
    return (int(words[1]) if len(words) > 1 and words[1].isdigit() else 0), body
