"""The supervisor: what dies comes back, and all end together."""

import signal
import subprocess
import sys
import time

import pytest

from tests.house.conftest import Start, is_running, kill, wait_for

SUPERVISE = """
import os, sys
from kaiwa.lib.supervisor import Service, StopAsked, Supervisor, spawn

def child(script):
    return lambda: spawn(["/bin/sh", "-c", script], dict(os.environ))

with Supervisor(lambda line: print(line, flush=True)) as supervisor:
    for number, script in enumerate(sys.argv[1:], 1):
        supervisor.keep(Service(f"child{number}", child(script)))
    try:
        supervisor.run()
    except StopAsked:
        print("asked", flush=True)
"""
STAY = "echo $$; while :; do sleep 0.1; done"
STUBBORN = "trap '' TERM; echo $$; while :; do sleep 0.1; done"

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a death")


def line(supervisor: subprocess.Popen[str]) -> str:
    assert supervisor.stdout is not None
    return supervisor.stdout.readline().strip()


def pid_of(said: str) -> int:
    return int(said.rpartition("| ")[2])


def test_what_children_say_has_their_name_before_it(start: Start) -> None:
    assert line(start(SUPERVISE, "echo こんにちは; sleep 9")) == "child1   | こんにちは"


def test_a_killed_child_is_started_again(start: Start) -> None:
    supervisor = start(SUPERVISE, STAY)
    first = pid_of(line(supervisor))
    kill(first)
    assert "was ended by SIGKILL; starting it again" in line(supervisor)
    assert is_running(pid_of(line(supervisor)))


def test_a_child_that_keeps_dying_is_given_longer_and_longer_pauses(start: Start) -> None:
    supervisor = start(SUPERVISE, "exit 3")
    pauses = [float(line(supervisor).rpartition("in ")[2].split()[0]) for _ in range(3)]
    assert pauses == [0.25, 0.5, 1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_asked_to_end_it_ends_all(start: Start, number: signal.Signals) -> None:
    supervisor = start(SUPERVISE, STAY, STAY)
    children = [pid_of(line(supervisor)) for _ in range(2)]
    supervisor.send_signal(number)
    assert supervisor.wait(5) == 0
    assert not any(map(is_running, children))


def test_a_child_that_does_not_end_is_killed_within_5_seconds(start: Start) -> None:
    supervisor = start(SUPERVISE, STUBBORN)
    child = pid_of(line(supervisor))
    asked = time.monotonic()
    supervisor.terminate()
    supervisor.wait(10)
    assert time.monotonic() - asked < 5
    assert not is_running(child)


def test_asked_twice_it_does_not_wait(start: Start) -> None:
    supervisor = start(SUPERVISE, STUBBORN)
    line(supervisor)
    asked = time.monotonic()
    supervisor.terminate()
    assert line(supervisor) == "asked"
    supervisor.terminate()
    supervisor.wait(10)
    assert time.monotonic() - asked < 3


def test_what_a_killed_child_started_is_killed_too(start: Start) -> None:
    supervisor = start(SUPERVISE, f"trap '' TERM; sh -c '{STAY}' & wait; {STAY}")
    grandchild = pid_of(line(supervisor))
    supervisor.terminate()
    supervisor.wait(10)
    wait_for(lambda: not is_running(grandchild))


@linux
def test_killed_itself_all_end(start: Start) -> None:
    supervisor = start(SUPERVISE, STAY, STAY)
    children = [pid_of(line(supervisor)) for _ in range(2)]
    supervisor.kill()
    wait_for(lambda: not any(map(is_running, children)))


def test_it_stays_small() -> None:
    """Neither Django nor a database client is loaded by the process that outlives all others."""
    program = (
        "import sys, kaiwa.up; print([m for m in ('django', 'psycopg', 'httpx', 'ssl') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
