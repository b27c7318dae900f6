"""How a test has the strict CRM go wrong: by commands, each for some of its next calls."""

import os
import signal
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from kaiwa.crm.base import AnswerLost, CrmError, Refused, Unavailable


@dataclass
class _Order:
    on: str
    times: int
    before: Callable[[], None] | None = None
    after: Callable[[], None] | None = None


@dataclass
class Commands:
    """`on` is a method of the contract, or "" for any of them."""

    counts: Counter[str] = field(default_factory=Counter)
    _orders: list[_Order] = field(default_factory=list)
    _down: bool = False
    _capped: set[str] = field(default_factory=set)

    def fail(self, error: CrmError, *, on: str = "", times: int = 1) -> None:
        """Answer with `error`, and do nothing."""
        self._orders.append(_Order(on, times, before=lambda: _raise(error)))

    def lose_call(self, *, on: str = "", times: int = 1) -> None:
        """The call never arrives, and the caller cannot know."""
        self.fail(AnswerLost(), on=on, times=times)

    def lose_answer(self, *, on: str = "", times: int = 1) -> None:
        """It is done, and the caller cannot know."""
        self._orders.append(_Order(on, times, after=lambda: _raise(AnswerLost())))

    def slow(self, *, on: str = "", seconds: float, times: int = 1) -> None:
        self._orders.append(_Order(on, times, before=lambda: _wait(seconds)))

    def die(self, *, on: str = "", after: bool = True) -> None:
        """Kill the process that calls, after or before doing what it asks."""
        order = _Order(on, 1, after=_die) if after else _Order(on, 1, before=_die)
        self._orders.append(order)

    def once(self, act: Callable[[], None], *, on: str) -> None:
        """Something happens elsewhere, just before this call is answered."""
        self._orders.append(_Order(on, 1, before=act))

    def down(self) -> None:
        self._down = True

    def up(self) -> None:
        self._down = False

    def cap(self, kind: str) -> None:
        """The plan takes no more records of this kind."""
        self._capped.add(kind)

    def require_room(self, kind: str) -> None:
        if kind in self._capped:
            raise Refused(f"{kind}_cap", cap=True)

    def before(self, method: str) -> None:
        self.counts[method] += 1
        if self._down:
            raise Unavailable(retry_after=timedelta(0))
        self._follow(method, lambda order: order.before)

    def after(self, method: str) -> None:
        self._follow(method, lambda order: order.after)

    def _follow(self, method: str, when: Callable[[_Order], Callable[[], None] | None]) -> None:
        for order in list(self._orders):
            act = when(order)
            if act is None or order.on not in {"", method}:
                continue
            order.times -= 1
            if order.times <= 0:
                self._orders.remove(order)
            act()


def _raise(error: CrmError) -> None:
    raise error


def _wait(seconds: float) -> None:
    # Nobody sets it: the provider is slow
    threading.Event().wait(seconds)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
