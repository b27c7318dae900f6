"""The practice world as the control API and the phone page show it."""

import json
from dataclasses import asdict
from sqlite3 import Row
from typing import Any

from kaiwa.sandbox import events, ids, writing
from kaiwa.sandbox.graph import messenger_profile
from kaiwa.sandbox.people import user_face
from kaiwa.sandbox.world import World, psid_of

View = dict[str, Any]


def world(world: World) -> View:
    """Everything but the conversations."""
    pages = world.db.all("SELECT * FROM pages ORDER BY position")
    people = world.db.all("SELECT * FROM customers ORDER BY position")
    return {
        "app_id": world.config.app_id,
        "callback_url": world.config.callback_url,
        "pages": [page(world, row) for row in pages],
        "users": [user(world, row) for row in world.db.all("SELECT * FROM users ORDER BY position")],
        "customers": [customer(world, row, [one["id"] for one in pages]) for row in people],
        "switches": asdict(world.switches),
        "webhooks": webhooks(world),
    }


def page(world: World, row: Row) -> View:
    """A Page, and what Kaiwa hears of it."""
    fields = world.db.value("SELECT fields FROM subscriptions WHERE page_id = ?", (row["id"],))
    return {
        "id": row["id"],
        "key": row["key"],
        "name": row["name"],
        "category": row["category"],
        "about": row["about"],
        "picture": world.media.face_path("page", row["id"]),
        "human_agent": bool(row["human_agent"]),
        "restricted": bool(row["restricted"]),
        "business": row["business"],
        "subscribed": json.loads(fields) if fields else None,
        "get_started": (messenger_profile.of_page(world, row["id"]).get("get_started") or {}).get(
            "payload", ""
        ),
    }


def user(world: World, row: Row) -> View:
    """A Facebook user, what they granted and what they may do where."""
    grant = world.db.one("SELECT * FROM grants WHERE user_id = ?", (row["id"],))
    roles = world.db.all("SELECT page_id, tasks FROM roles WHERE user_id = ?", (row["id"],))
    return {
        "id": row["id"],
        "key": row["key"],
        "name": row["name"],
        "picture": world.media.face_path("person", user_face(row["key"])),
        "granted": json.loads(grant["granted"]) if grant else [],
        "declined": json.loads(grant["declined"]) if grant else [],
        "pages": json.loads(grant["pages"]) if grant else [],
        "tasks": {role["page_id"]: json.loads(role["tasks"]) for role in roles},
    }


def customer(world: World, row: Row, pages: list[str] | None = None) -> View:
    """A customer, with the PSID that each Page knows them by."""
    pages = pages or [one["id"] for one in world.db.all("SELECT id FROM pages ORDER BY position")]
    return {
        "id": row["id"],
        "name": row["name"],
        "locale": row["locale"],
        "profile": row["profile"],
        "picture": world.media.face_path("person", row["avatar"]),
        "phone": ids.phone(row["id"]),
        "psids": {page_id: psid_of(page_id, row["id"]) for page_id in pages},
    }


def webhooks(world: World) -> View:
    """The queue in numbers, and what went wrong last."""
    found = world.db.all("SELECT state, count(*) AS count FROM deliveries GROUP BY state")
    counts = {row["state"]: row["count"] for row in found}
    failed = world.db.one(
        "SELECT error, attempts FROM deliveries WHERE state = 'pending' AND error != '' LIMIT 1"
    )
    return {
        "pending": counts.get("pending", 0),
        "delivered": counts.get("delivered", 0),
        "dropped": counts.get("dropped", 0),
        "error": failed["error"] if failed else "",
        "attempts": failed["attempts"] if failed else 0,
    }


def thread(world: World, row: Row) -> View:
    """A conversation's row, as the list on a phone shows it."""
    last = world.db.one(
        "SELECT * FROM messages WHERE thread_id = ? AND NOT (direction = 'out' AND delivered_at = -1)"
        " ORDER BY at DESC, seq DESC LIMIT 1",
        (row["id"],),
    )
    unread = world.db.value(
        "SELECT count(*) FROM messages WHERE thread_id = ? AND direction = 'out' AND delivered_at > 0 AND read_at = 0",
        (row["id"],),
    )
    return {
        "id": row["id"],
        "page": row["page_id"],
        "customer": row["customer_id"],
        "psid": row["psid"],
        "blocked": row["blocked"],
        "online": bool(row["online"]),
        "auto_read": bool(row["auto_read"]),
        "typing": row["typing_until"] > ids.now_ms(),
        "last_inbound_at": row["last_inbound_at"],
        "updated_at": row["updated_at"],
        "page_read_at": row["page_read_at"],
        "unread": unread,
        "last": message(world, last) if last else None,
        "opened_link": world.db.value("SELECT ref FROM opened_links WHERE thread_id = ?", (row["id"],)),
    }


def messages(world: World, thread_id: str, *, before: int = 0, limit: int = 60) -> list[View]:
    """Messages of a conversation, oldest first: the last ones, or those before a `seq`."""
    edge = world.db.one("SELECT at, seq FROM messages WHERE seq = ?", (before,)) if before else None
    at, seq = (edge["at"], edge["seq"]) if edge else (1 << 62, 1 << 62)
    rows = world.db.all(
        "SELECT * FROM messages WHERE thread_id = ? AND (at, seq) < (?, ?) ORDER BY at DESC, seq DESC LIMIT ?",
        (thread_id, at, seq, limit),
    )
    return [message(world, row) for row in reversed(rows)]


def message(world: World, row: Row) -> View:
    """A message with everything that happened to it."""
    extra = json.loads(row["extra"])
    reactions = world.db.all("SELECT actor, emoji FROM reactions WHERE mid = ?", (row["mid"],))
    return {
        "mid": row["mid"],
        "seq": row["seq"],
        "direction": row["direction"],
        "kind": row["kind"],
        "text": row["text"],
        "at": row["at"],
        "from": _source(world, row),
        "tag": row["tag"],
        "metadata": row["metadata"],
        "reply_to": _quoted(world, row["reply_to"]),
        "attachments": [attachment(world, one) for one in events.attachments_of(world, row["mid"])],
        "reactions": [dict(one) for one in reactions],
        "referral": extra.get("referral"),
        "quick_replies": extra.get("quick_replies", []),
        "payload": extra.get("payload"),
        "edits": row["edits"],
        "deleted": bool(row["deleted_at"]),
        "status": status(row),
        "delivered_at": max(0, row["delivered_at"]),
        "read_at": row["read_at"],
    }


def attachment(world: World, row: Row) -> View:
    """An attachment with its address on this origin."""
    view: View = {"type": row["type"], **json.loads(row["extra"])}
    if row["media_id"]:
        view |= {"media": row["media_id"], "url": world.media.path(row["media_id"])}
        view |= {name: row[name] for name in ("name", "mime", "size", "width", "height")}
    return view


def status(row: Row) -> str:
    """How far a message of the Page came: sent, delivered, read, or never (the Page was blocked)."""
    if row["direction"] == "in":
        return "received"
    if row["delivered_at"] < 0:
        return "never"
    return "read" if row["read_at"] else "delivered" if row["delivered_at"] else "sent"


def _source(world: World, row: Row) -> str:
    if row["direction"] == "in":
        return "customer"
    if row["app_id"] == world.config.app_id:
        return "app"
    return "inbox" if row["app_id"] in ("", writing.INBOX_APP_ID) else "other_app"


def _quoted(world: World, mid: str) -> View | None:
    row = world.db.one("SELECT * FROM messages WHERE mid = ?", (mid,)) if mid else None
    if row is None:
        return None
    gone = bool(row["deleted_at"])
    text = "" if gone else row["text"]
    return {"mid": mid, "text": text, "kind": row["kind"], "direction": row["direction"], "deleted": gone}
