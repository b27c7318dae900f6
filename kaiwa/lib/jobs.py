"""Wake-ups for the worker. A job says "look at this row"; it may run twice, late, or be lost."""

import threading
import time
from functools import partial
from typing import Any

from django.db import transaction
from procrastinate.exceptions import AlreadyEnqueued, UniqueViolation
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.tasks import Task


def wake(task: Task[Any, Any, Any], **args: Any) -> None:
    """Have `task` run once with `args` after the caller's transaction commits; one waiting job is enough.

    Call it last in the transaction: a parallel transaction that wakes the same thing waits for this one.
    """
    if not _defer(task, args):
        # The job that waits may start before our commit, and then not see what we did: look again after it
        transaction.on_commit(partial(_defer, task, args))


class Bell:
    """Wakes one task for what keeps coming: at once after a quiet while, and from then on a few times a second.

    A wake-up costs whoever records 3 ms and the worker ten, however little there is to do. Each thread has its own.
    """

    # Seconds between two wake-ups
    BETWEEN = 0.25

    def __init__(self, task: Task[Any, Any, Any]) -> None:
        self._task = task
        self._mine = threading.local()

    def note(self) -> None:
        """There is something in the open transaction: `ring` is to be called after it."""
        self._mine.noted = True

    def ring(self, *, at_once: bool = False) -> float | None:
        """Wake the task, or return the seconds after which to ring again. `at_once` for whoever cannot come back."""
        if not getattr(self._mine, "noted", False):
            return None
        now = time.monotonic()
        rest = getattr(self._mine, "rung_at", -self.BETWEEN) + self.BETWEEN - now
        if rest > 0 and not at_once:
            return rest
        wake(self._task)
        self._mine.noted, self._mine.rung_at = False, now
        return None


def _defer(task: Task[Any, Any, Any], args: dict[str, Any]) -> bool:
    """Whether a job was added; False when the same one already waits."""
    lock = ":".join([task.name, *(f"{name}={value}" for name, value in sorted(args.items()))])
    try:
        with transaction.atomic():  # the refused insert would abort the caller's whole transaction
            task.configure(queueing_lock=lock).defer(**args)
    except AlreadyEnqueued:
        return False
    return True


async def prune(manager: JobManager) -> None:
    """Forget finished jobs after a day, and failed ones after a fortnight."""
    await manager.delete_old_jobs(nb_hours=24)
    await manager.delete_old_jobs(
        nb_hours=24 * 14, include_failed=True, include_cancelled=True, include_aborted=True
    )


async def revive(manager: JobManager) -> None:
    """Put the jobs of killed workers back; without this they stay in progress for ever."""
    for job in await manager.get_stalled_jobs():
        try:
            await manager.retry_job(job)
        except UniqueViolation:
            # The same wake-up already waits again, and one is enough
            await manager.finish_job(job, Status.FAILED, delete_job=True)
