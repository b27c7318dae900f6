"""The drain, a process: waits for webhooks, and handles them under the one lock that says it is alone."""

from __future__ import annotations

import signal
import threading
import time
from contextlib import closing
from types import FrameType

import psycopg
from django.db import connection

from kaiwa.conversations.batches import Batches
from kaiwa.lib import locks

LOCK = "drain"
# Wakes come by NOTIFY; this is for one that was lost, and how soon a stop is noticed
IDLE_SECONDS = 1.0
FEW = 50
LONGEST_REST = 0.02


def main() -> None:
    """Run until SIGTERM or SIGINT, in a process where Django is set up.

    A lost database ends it: the supervisor starts it anew.
    """
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    run(stop)


def run(stop: threading.Event) -> None:
    """Drain until `stop` is set. Waits for the lock while another drain has it."""
    while not stop.is_set():
        with locks.holding(LOCK) as alone:
            if alone:
                _drain(stop)
            else:
                stop.wait(IDLE_SECONDS)


def _drain(stop: threading.Event) -> None:
    batches = Batches()
    batches.recover()
    with closing(_listener()) as listener:
        while not stop.is_set():
            while not stop.is_set():
                began = time.monotonic()
                handled = batches.step()
                if not handled:
                    break
                if handled < FEW:
                    # A batch of one costs nearly what one of fifty does: let some more arrive
                    stop.wait(min(time.monotonic() - began, LONGEST_REST))
            for _ in listener.notifies(timeout=batches.rest or IDLE_SECONDS, stop_after=1):
                pass


def _listener() -> psycopg.Connection[tuple[object, ...]]:
    parameters = connection.get_connection_params()
    listener = psycopg.connect(
        **{name: parameters[name] for name in parameters if name not in {"cursor_factory", "context"}},
        autocommit=True,
    )
    listener.execute("LISTEN kaiwa_inbound")
    return listener
