"""Children that do not outlive the process that started them."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1


def dies_with_parent(stop: signal.Signals = signal.SIGTERM) -> Callable[[], None] | None:
    """A `preexec_fn` that has the kernel send `stop` to the child when we die, even by `kill -9`.

    Linux only; None elsewhere. The kernel watches the *thread* that forks, so start children from the main
    thread. subprocess calls this after setuid, which would otherwise clear the wish again.
    """
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def ask() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, int(stop), 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the wish was heard
            os._exit(1)

    return ask
