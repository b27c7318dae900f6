"""The courier carries webhooks to Kaiwa's door: in order for each Page, again until it answers 200."""

import asyncio
import json
import logging
import time
from sqlite3 import Row
from typing import TYPE_CHECKING

from kaiwa.sandbox import ids
from kaiwa.sandbox.door import Door
from kaiwa.sandbox.events import Item

if TYPE_CHECKING:
    from kaiwa.sandbox.world import World

log = logging.getLogger("kaiwa.sandbox.courier")

FIRST_RETRY_MS = 100
KEEP_DONE = 5000


class Courier:
    """One task for each Page that has something to carry; the queue itself is in the database."""

    def __init__(self) -> None:
        self._world: World
        self.door: Door
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._wakes: dict[str, asyncio.Event] = {}
        self._nudges: dict[str, asyncio.Event] = {}
        self._failing_since: dict[str, float] = {}
        self._ahead = 0.0
        self._closing = False

    def start(self, world: "World") -> None:
        """Take up what an earlier process left undelivered."""
        self._world = world
        self.door = Door(world)
        world.db.run(
            "DELETE FROM deliveries WHERE state != 'pending' AND id < (SELECT max(id) - ? FROM deliveries)",
            (KEEP_DONE,),
        )
        for row in world.db.all("SELECT DISTINCT page_id FROM deliveries WHERE state = 'pending'"):
            self.wake(row["page_id"])

    async def stop(self) -> None:
        """Let go; what was not delivered is carried at the next start."""
        await self.pause()
        await self.door.close()

    async def pause(self) -> None:
        """Stop carrying until `resume`: the world is about to change under the queue."""
        self._closing = True
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._tasks.clear()

    def resume(self) -> None:
        """Carry again."""
        self._closing = False
        self.wake_all()

    def enqueue(self, field: str, thread: Row, item: Item) -> bool:
        """Queue one item about a conversation; False when nobody subscribed or a switch dropped it."""
        return self.enqueue_for(thread["page_id"], thread["id"], field, item)

    def enqueue_for(self, page_id: str, thread_id: str, field: str, item: Item) -> bool:
        """Queue one item for a Page's subscriber."""
        world = self._world
        fields = world.db.value("SELECT fields FROM subscriptions WHERE page_id = ?", (page_id,))
        if fields is None or field not in json.loads(fields):
            return False
        switches = world.switches
        state = "dropped" if switches.chance(switches.drop) else "pending"
        copies = 2 if switches.chance(switches.double) else 1
        made_at = ids.now_ms()
        for _ in range(copies):
            world.db.insert(
                "deliveries",
                page_id=page_id,
                thread_id=thread_id,
                field=field,
                item=json.dumps(item, ensure_ascii=False),
                due_at=made_at + switches.lateness(),
                state=state,
                made_at=made_at,
            )
        self.wake(page_id)
        return state == "pending"

    def wake(self, page_id: str) -> None:
        """Look at a Page's queue now."""
        if self._closing:
            return
        self._wakes.setdefault(page_id, asyncio.Event()).set()
        self._nudges.setdefault(page_id, asyncio.Event())
        task = self._tasks.get(page_id)
        if task is None or task.done():
            self._tasks[page_id] = asyncio.create_task(self._carry(page_id))

    def wake_all(self) -> None:
        """Try every queue at once, backoff or not: a switch changed, or somebody asked."""
        self._failing_since.clear()
        for nudge in self._nudges.values():
            nudge.set()
        for row in self._world.db.all("SELECT DISTINCT page_id FROM deliveries WHERE state = 'pending'"):
            self.wake(row["page_id"])

    def forward(self, seconds: float) -> None:
        """Push on the clock that failures are counted by: what waits is taken to have failed all that time."""
        for row in self._world.db.all("SELECT DISTINCT page_id FROM deliveries WHERE state = 'pending'"):
            self._failing_since.setdefault(row["page_id"], self._now())
        self._ahead += seconds
        for nudge in self._nudges.values():
            nudge.set()

    def busy(self) -> bool:
        """True while a webhook waits."""
        return bool(self._world.db.value("SELECT 1 FROM deliveries WHERE state = 'pending' LIMIT 1"))

    async def _carry(self, page_id: str) -> None:
        """Empty one Page's queue, oldest first; a failure holds the queue, so that order is kept."""
        attempts = 0
        while not self._closing:
            wake = self._wakes[page_id]
            wake.clear()
            wait = self._wait_ms(page_id)
            if wait is None:
                return
            if wait > 0:
                await self._sleep(wake, wait)
                continue
            rows = self._batch(page_id)
            error = await self._deliver(rows)
            if not error:
                attempts = 0
                self._failing_since.pop(page_id, None)
                continue
            attempts += 1
            if self._given_up(page_id, error):
                return
            backoff = min(FIRST_RETRY_MS * 2 ** (attempts - 1), self._world.switches.retry_max_ms)
            self._nudges[page_id].clear()
            await self._sleep(self._nudges[page_id], backoff)  # new mail does not cut a backoff short

    def _wait_ms(self, page_id: str) -> int | None:
        """Milliseconds until the head of the queue is due; None when the queue is empty."""
        due = self._world.db.value(
            "SELECT min(due_at) FROM deliveries WHERE page_id = ? AND state = 'pending'", (page_id,)
        )
        if due is None:
            return None
        if self._world.switches.paused:
            return 3_600_000
        return max(0, int(due) - ids.now_ms())

    async def _sleep(self, wake: asyncio.Event, milliseconds: int) -> None:
        """Wait, unless the event says that something changed."""
        try:
            await asyncio.wait_for(wake.wait(), milliseconds / 1000)
        except TimeoutError:
            return

    def _batch(self, page_id: str) -> list[Row]:
        """What goes out in one POST: one item, or several when more are waiting, as Meta does under load."""
        limit = 1 if self._world.switches.reorder else max(1, self._world.switches.batch)
        return self._world.db.all(
            "SELECT * FROM deliveries WHERE page_id = ? AND state = 'pending' AND due_at <= ?"
            " ORDER BY due_at, id LIMIT ?",
            (page_id, ids.now_ms(), limit),
        )

    async def _deliver(self, rows: list[Row]) -> str:
        """One POST; returns why it failed, or nothing."""
        error = await self.door.post(rows)
        done_at, state = ids.now_ms(), "pending" if error else "delivered"
        with self._world.db.transaction():
            self._world.db.run_many(
                "UPDATE deliveries SET attempts = attempts + 1, error = ?, state = ?, done_at = ? WHERE id = ?",
                [(error, state, None if error else done_at, row["id"]) for row in rows],
            )
        self._world.watchers.tell("webhooks")
        return error

    def _now(self) -> float:
        return time.monotonic() + self._ahead

    def _given_up(self, page_id: str, error: str) -> bool:
        """After an hour of failures Meta takes the app off the Page; what was waiting is lost to webhooks."""
        now = self._now()
        if page_id not in self._failing_since:
            log.warning("webhooks for page %s wait: %s", page_id, error)  # once, not at every try
        since = self._failing_since.setdefault(page_id, now)
        if now - since < self._world.switches.unsubscribe_after_s:
            return False
        self._world.db.run("DELETE FROM subscriptions WHERE page_id = ?", (page_id,))
        self._world.db.run(
            "UPDATE deliveries SET state = 'dropped', error = 'unsubscribed' WHERE page_id = ? AND state = 'pending'",
            (page_id,),
        )
        self._failing_since.pop(page_id, None)
        return True
