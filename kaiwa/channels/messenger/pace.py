"""Slow enough for Meta: a pace of our own for each Page, and what Meta's headers say of the limit ahead.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/overview/rate-limiting: 300 texts
and 10 files a second for each Page. Known to this process alone: what is lost with it is only a moment's politeness.
"""

import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from kaiwa.channels.base import NotYet
from kaiwa.channels.messenger import values
from kaiwa.channels.messenger.refusals import USAGE_HEADERS, usages

Kind = Literal["text", "file"]

GAPS: dict[Kind, float] = {"text": 1 / 300, "file": 1 / 10}
# A turn that comes later than this is not waited for: the worker's hand is needed elsewhere
LONGEST_WAIT = 1.0
# Percent of a limit from which on calls are spread out, and how long nothing is called once it is reached
NEAR, FULL = 80, 100
REST = 60.0
# What was said of usage counts for so long: the windows move on
FRESH = 60.0
_SHARES = ("call_count", "total_cputime", "total_time")

_lock = threading.Lock()
_next: dict[tuple[str, Kind], float] = {}
_used: dict[str, tuple[int, float]] = {}


def turn(page: str, kind: Kind) -> None:
    """Wait for this call's turn. Raises NotYet when it is not soon."""
    now = time.monotonic()
    with _lock:
        gap = max(GAPS[kind], _gap(page, now))
        wait = max(0.0, _next.get((page, kind), 0.0) - now)
        if gap >= REST or wait > LONGEST_WAIT:
            raise NotYet(timedelta(seconds=max(wait, gap)))
        _next[page, kind] = now + wait + gap
    if wait:
        time.sleep(wait)


def heard(page: str, headers: Mapping[str, str]) -> None:
    """Note how much of its limits an answer about `page` says is used."""
    used = max(
        (
            values.number(usage.get(share)) or 0
            for name in USAGE_HEADERS
            for usage in usages(headers.get(name, ""))
            for share in _SHARES
        ),
        default=0,
    )
    with _lock:
        if used >= NEAR:
            _used[page] = (used, time.monotonic())
        else:
            _used.pop(page, None)


def forget() -> None:
    """As if nothing had been called yet."""
    with _lock:
        _next.clear()
        _used.clear()


def _gap(page: str, now: float) -> float:
    """Seconds between calls while a limit is near: none at 80 %, two at 99 %, and then a rest."""
    used, at = _used.get(page, (0, 0.0))
    if used < NEAR or now - at > FRESH:
        return 0.0
    return REST if used >= FULL else (used - NEAR) / 10
