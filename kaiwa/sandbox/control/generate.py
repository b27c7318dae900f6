"""A crowd: thousands of messages of hundreds of customers, doubled and shuffled, for load and for fault tests."""

import json
import random
import time
from typing import Any

from kaiwa.sandbox import events, ids, people
from kaiwa.sandbox.world import World

WORDS = ("見積", "納期", "在庫", "delivery", "colour", "サイズ", "invoice", "来週", "thanks", "写真")


def messages(world: World, given: dict[str, Any]) -> dict[str, Any]:
    """Write `events` texts by `customers` people to `page`; returns how long the writing took.

    `lost`: share that is never delivered · `echoes`: share written in the Page's own inbox · `doubled`: share delivered
    twice · `shuffled`: delivered in any order · `span_s`: over which past time · `seed`.
    """
    started = time.perf_counter()
    page = world.page(str(given["page"]))
    chance = random.Random(int(given.get("seed", 1)))  # noqa: S311 - chance for tests, not for secrets
    count, crowd = int(given.get("events", 1000)), int(given.get("customers", 100))
    span = int(float(given.get("span_s", 3600)) * 1000)
    fields = json.loads(
        world.db.value("SELECT fields FROM subscriptions WHERE page_id = ?", (page["id"],)) or "[]"
    )
    end = ids.now_ms()
    with world.db.transaction():
        threads = [_thread(world, page["id"], number) for number in range(crowd)]
        items = [
            _write(
                world,
                chance.choice(threads),
                f"#{number} {chance.choice(WORDS)} {chance.choice(WORDS)}",
                end - span + span * number // max(1, count),
                by_page=chance.random() < float(given.get("echoes", 0)),
            )
            for number in range(count)
        ]
        for thread in threads:
            world.db.run(
                "UPDATE threads SET (last_inbound_at, updated_at) = (SELECT max(at), max(at) FROM messages WHERE"
                " thread_id = threads.id) WHERE id = ? AND EXISTS"
                " (SELECT 1 FROM messages WHERE thread_id = threads.id)",
                (thread["id"],),
            )
        items = [item for item in items if chance.random() >= float(given.get("lost", 0))]
        items += chance.sample(items, round(len(items) * float(given.get("doubled", 0))))
        if given.get("shuffled"):
            chance.shuffle(items)
        if "messages" in fields:
            _queue(world, page["id"], items, end)
    world.courier.wake(page["id"])
    queued = len(items) if "messages" in fields else 0
    return {"written": count, "queued": queued, "seconds": round(time.perf_counter() - started, 3)}


def _thread(world: World, page_id: str, number: int) -> Any:
    customer_id = f"crowd-{number:04}"
    if not world.db.value("SELECT 1 FROM customers WHERE id = ?", (customer_id,)):
        people.add_customer(
            world.db, people.CustomerSeed(customer_id, f"Guest {number + 1}", "", "en_US", "")
        )
    return world.thread(page_id, customer_id)


def _write(world: World, thread: Any, text: str, at: int, *, by_page: bool) -> tuple[str, str]:
    mid = ids.new_mid()
    side, direction = ("page", "out") if by_page else ("customer", "in")
    world.db.run(
        "INSERT INTO messages (mid, thread_id, direction, kind, text, at) VALUES (?, ?, ?, 'text', ?, ?)",
        (mid, thread["id"], direction, text, at),
    )
    world.db.run(
        "INSERT INTO log (at, made_at, side, action, page_id, customer_id, psid, mid, text)"
        " VALUES (?, ?, ?, 'message', ?, ?, ?, ?, ?)",
        (at, at, side, thread["page_id"], thread["customer_id"], thread["psid"], mid, text),
    )
    if by_page:
        item = events.from_page(thread, at, message={"mid": mid, "is_echo": True, "text": text})
    else:
        item = events.from_customer(thread, at, message={"mid": mid, "text": text})
    return thread["id"], json.dumps(item, ensure_ascii=False)


def _queue(world: World, page_id: str, items: list[tuple[str, str]], now: int) -> None:
    world.db.run_many(
        "INSERT INTO deliveries (page_id, thread_id, field, item, due_at, made_at) VALUES (?, ?, 'messages', ?, ?, ?)",
        [(page_id, thread_id, item, now, now) for thread_id, item in items],
    )
