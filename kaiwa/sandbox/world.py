"""The practice world: one object that every part of the sandbox is handed."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from sqlite3 import Row
from typing import TYPE_CHECKING, Any

from kaiwa.sandbox import ids
from kaiwa.sandbox.config import Config
from kaiwa.sandbox.store import Store
from kaiwa.sandbox.switches import Switches

if TYPE_CHECKING:
    from kaiwa.sandbox.courier import Courier
    from kaiwa.sandbox.media import Media


class Unknown(Exception):
    """A page, customer, message or thread that this world does not have."""


class Refused(Exception):
    """An act that makes no sense: said to whoever called the control API."""


class Watchers:
    """Who looks at a phone now: each gets the ids of threads that changed."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[str]] = set()

    def tell(self, what: str) -> None:
        """Wake every watcher; one that does not keep up is told to look at everything."""
        for queue in self._queues:
            if queue.qsize() > 500:
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait("*")
            else:
                queue.put_nowait(what)

    async def changes(self, heartbeat: float = 15) -> AsyncIterator[set[str]]:
        """Sets of changed thread ids, joined while the reader was busy; empty sets keep the line open."""
        queue: asyncio.Queue[str] = asyncio.Queue()
        self._queues.add(queue)
        try:
            while True:
                try:
                    found = {await asyncio.wait_for(queue.get(), heartbeat)}
                except TimeoutError:
                    found = set()
                while not queue.empty():
                    found.add(queue.get_nowait())
                yield found
        finally:
            self._queues.discard(queue)


@dataclass
class World:
    """Database, switches, media and courier of one running sandbox."""

    config: Config
    db: Store
    switches: Switches
    media: "Media"
    courier: "Courier"
    watchers: Watchers = field(default_factory=Watchers)
    # When each Page's conversations were listed within the last second
    listings: dict[str, list[float]] = field(default_factory=dict)
    # When each Page's Messenger profile was called for within the last ten minutes
    profile_calls: dict[str, list[float]] = field(default_factory=dict)

    def page(self, page_id: str) -> Row:
        """A Page by id or by its short key."""
        return self._found("Page", page_id, "SELECT * FROM pages WHERE id = :id OR key = :id")

    def customer(self, customer_id: str) -> Row:
        """A customer by id."""
        return self._found("customer", customer_id, "SELECT * FROM customers WHERE id = :id")

    def user(self, user_id: str) -> Row:
        """A Facebook user by id or by short key."""
        return self._found("user", user_id, "SELECT * FROM users WHERE id = :id OR key = :id")

    def message(self, mid: str) -> Row:
        """A message by mid."""
        return self._found("message", mid, "SELECT * FROM messages WHERE mid = :id")

    def thread_by_id(self, thread_id: str) -> Row:
        """A conversation by id."""
        return self._found("thread", thread_id, "SELECT * FROM threads WHERE id = :id")

    def thread_of_psid(self, page_id: str, psid: str) -> Row | None:
        """The conversation a PSID belongs to, once that person wrote to the Page."""
        return self.db.one("SELECT * FROM threads WHERE page_id = ? AND psid = ?", (page_id, psid))

    def thread(self, page_id: str, customer_id: str) -> Row:
        """The conversation between a customer and a Page, made when it is not there yet."""
        found = self.db.one(
            "SELECT * FROM threads WHERE page_id = ? AND customer_id = ?", (page_id, customer_id)
        )
        if found is not None:
            return found
        page, customer = self.page(page_id), self.customer(customer_id)
        psid = psid_of(page["id"], customer["id"])
        thread_id = ids.thread_id(page["id"], psid)
        self.db.run(
            "INSERT OR IGNORE INTO threads (id, page_id, customer_id, psid) VALUES (?, ?, ?, ?)",
            (thread_id, page["id"], customer["id"], psid),
        )
        return self.thread_by_id(thread_id)

    def note(self, thread: Row, side: str, action: str, at: int, **detail: Any) -> None:
        """Write the sender's log (`mid`, `text` and whatever else tells): what happened, in the order it happened."""
        self.db.insert(
            "log",
            at=at,
            made_at=ids.now_ms(),
            side=side,
            action=action,
            page_id=thread["page_id"],
            customer_id=thread["customer_id"],
            psid=thread["psid"],
            mid=detail.pop("mid", ""),
            text=detail.pop("text", ""),
            detail=json.dumps(detail, ensure_ascii=False),
        )
        self.watchers.tell(thread["id"])

    def _found(self, noun: str, key: str, sql: str) -> Row:
        row = self.db.one(sql, {"id": key})
        if row is None:
            raise Unknown(f"no such {noun}: {key}")
        return row


def psid_of(page_id: str, customer_id: str) -> str:
    """A person's id as one Page sees it: another for every Page, the same for ever. A number sees their number."""
    if ids.is_number(page_id):
        return ids.phone(customer_id)
    return ids.numeric("psid", page_id, customer_id)
