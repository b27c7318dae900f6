"""What either side does in a conversation, written down and told to the door: the sandbox's only way to change one."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from sqlite3 import Row
from typing import Any, Literal

from kaiwa.sandbox import events, ids, owners
from kaiwa.sandbox.world import World

Side = Literal["customer", "app", "page"]
INBOX_APP_ID = "26390203743090"  # the Page's own inbox, as Meta's documentation names it


@dataclass
class Attached:
    """One attachment of a message: a medium of ours, or something without bytes."""

    type: str
    media_id: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass
class Draft:
    """A message about to be written."""

    text: str = ""
    kind: str = "text"
    at: int = 0
    attachments: Sequence[Attached] = ()
    reply_to: str = ""
    app_id: str = ""
    metadata: str = ""
    tag: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


def write(world: World, thread: Row, side: Side, draft: Draft) -> Row:
    """Store a message of either side and log it; tells nobody yet."""
    mid, at = ids.new_mid(), draft.at or ids.now_ms()
    world.db.insert(
        "messages",
        mid=mid,
        thread_id=thread["id"],
        direction="in" if side == "customer" else "out",
        kind=draft.kind,
        text=draft.text,
        at=at,
        reply_to=draft.reply_to,
        app_id=draft.app_id,
        metadata=draft.metadata,
        tag=draft.tag,
        extra=json.dumps(draft.extra, ensure_ascii=False),
    )
    for one in draft.attachments:
        extra = json.dumps(one.extra, ensure_ascii=False)
        world.db.insert("attachments", mid=mid, type=one.type, media_id=one.media_id, extra=extra)
    world.db.run("UPDATE threads SET updated_at = max(updated_at, ?) WHERE id = ?", (at, thread["id"]))
    if side == "customer":
        open_window(world, thread, at)
    types = [one.type for one in draft.attachments]
    world.note(thread, side, "message", at, mid=mid, text=draft.text, kind=draft.kind, attachments=types)
    return world.message(mid)


def open_window(world: World, thread: Row, at: int) -> None:
    """The customer did something that opens the reply window: it counts from the latest such moment."""
    world.db.run(
        "UPDATE threads SET last_inbound_at = max(last_inbound_at, ?), updated_at = max(updated_at, ?) WHERE id = ?",
        (at, at, thread["id"]),
    )


def tell(world: World, thread: Row, item: events.Item) -> None:
    """Send an item to whoever subscribed to its field."""
    kind = next(key for key in item if key in events.FIELDS)
    echo = kind == "message" and item["message"].get("is_echo")
    field = events.FIELDS["echo" if echo else kind]
    if field != "messaging_handovers" and owners.of(world, thread):
        field = "standby"
    world.courier.enqueue(field, thread, item)


def tell_message(world: World, thread: Row, message: Row) -> None:
    """The webhook of a message: `messages` for a customer's, `message_echoes` for one of the Page's side."""
    body = events.message_body(world, message)
    make = events.from_customer if message["direction"] == "in" else events.from_page
    tell(world, thread, make(thread, message["at"], message=body))


def page_writes(world: World, thread: Row, side: Side, draft: Draft) -> Row:
    """A message of the Page's side: stored, echoed, and delivered when the customer's phone takes it."""
    with world.db.transaction():
        message = write(world, thread, side, draft)
        if thread["blocked"]:
            # what is sent while the Page is blocked never arrives, not even after unblocking
            world.db.run("UPDATE messages SET delivered_at = -1 WHERE mid = ?", (message["mid"],))
        tell_message(world, thread, message)
        if side == "page":
            world.db.run("UPDATE threads SET page_read_at = ? WHERE id = ?", (message["at"], thread["id"]))
        if world.switches.deliver:
            past = message["at"] < ids.now_ms() - 5_000
            phone_receives(world, thread, message["at"] + 1_000 if past else 0)
        if thread["auto_read"] and thread["online"] and not thread["blocked"]:
            phone_reads(world, thread)
    return message


def tell_receipts(world: World, thread: Row) -> None:
    """Webhooks of how far recorded history came: the newest delivery and the newest read."""
    row = world.db.one(
        "SELECT max(CASE WHEN delivered_at > 0 THEN at END) AS delivered, max(delivered_at) AS delivered_at,"
        " max(CASE WHEN read_at > 0 THEN at END) AS read, max(read_at) AS read_at"
        " FROM messages WHERE thread_id = ? AND direction = 'out'",
        (thread["id"],),
    )
    if row is None or row["delivered"] is None:
        return
    delivery = {"watermark": row["delivered"]}
    tell(world, thread, events.from_customer(thread, row["delivered_at"], delivery=delivery))
    if row["read"] is not None:
        tell(world, thread, events.from_customer(thread, row["read_at"], read={"watermark": row["read"]}))


def phone_receives(world: World, thread: Row, at: int = 0) -> None:
    """The phone has network: what waited for it is delivered now."""
    if not thread["online"] or thread["blocked"]:
        return
    now = at or ids.now_ms()
    waiting = world.db.all(
        "SELECT mid, at FROM messages WHERE thread_id = ? AND direction = 'out' AND delivered_at = 0 ORDER BY at, seq",
        (thread["id"],),
    )
    if not waiting:
        return
    world.db.run(
        "UPDATE messages SET delivered_at = ? WHERE thread_id = ? AND direction = 'out' AND delivered_at = 0",
        (now, thread["id"]),
    )
    delivery = {"mids": [row["mid"] for row in waiting], "watermark": waiting[-1]["at"]}
    tell(world, thread, events.from_customer(thread, now, delivery=delivery))
    world.watchers.tell(thread["id"])


def phone_reads(world: World, thread: Row, at: int = 0) -> bool:
    """The customer looks at the conversation; True when that told the Page anything new."""
    phone_receives(world, thread, at)
    now = at or ids.now_ms()
    unread = world.db.run(
        "UPDATE messages SET read_at = ? WHERE thread_id = ? AND direction = 'out' AND delivered_at > 0"
        " AND read_at = 0 AND at <= ?",
        (now, thread["id"], now),
    ).rowcount
    if not unread or thread["blocked"]:
        return False
    world.db.run("UPDATE threads SET read_at = max(read_at, ?) WHERE id = ?", (now, thread["id"]))
    tell(world, thread, events.from_customer(thread, now, read={"watermark": now}))
    world.note(thread, "customer", "read", now)
    return True
