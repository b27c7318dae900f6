"""The Conversations API: what a Page's inbox holds, newest first, of each thread the last 20 messages in full."""

import json
import time
from datetime import UTC, datetime
from sqlite3 import Row
from typing import Any

from kaiwa.sandbox import events, ids
from kaiwa.sandbox.graph import fields, paging, rights
from kaiwa.sandbox.graph.errors import GraphError, no_object
from kaiwa.sandbox.graph.request import Call, Caller
from kaiwa.sandbox.world import World

IN_FULL = 20  # details only of this many messages of a thread; of older ones the ids alone
# Nobody of the Page answered there yet: a message request, which leaves the list when it idles for so long
REQUEST_DAYS = 30


def conversations(call: Call, caller: Caller) -> dict[str, Any]:
    """`GET /{page}/conversations`."""
    call.accepts("conversations")
    page = rights.page_of(call, caller)
    _check_rate(call, page["id"])
    rights.require(
        call, caller, "pages_manage_metadata", "pages_read_engagement", "pages_messaging", task="MESSAGING"
    )
    platform = call.text("platform", "MESSENGER").upper()
    if platform not in ("MESSENGER", "INSTAGRAM"):
        raise GraphError(100, message="(#100) Param platform must be one of {INSTAGRAM, MESSENGER}")
    asked = fields.parse(call.text("fields"), "UnifiedThread", ("id", "link", "updated_time"))
    if "messages" in asked:
        fields.check(asked["messages"].inside, "Message")
    rows = call.world.db.all(
        "SELECT * FROM threads WHERE page_id = ? AND updated_at > 0 AND (? = '' OR psid = ?)"
        " AND (updated_at > ? OR EXISTS (SELECT 1 FROM messages WHERE thread_id = threads.id AND direction = 'out'))"
        " ORDER BY updated_at DESC, id",
        (
            page["id"],
            call.text("user_id"),
            call.text("user_id"),
            ids.now_ms() - REQUEST_DAYS * 86_400_000,
        ),
    )
    rows = rows if platform == "MESSENGER" else []
    return paging.paged(call, rows, lambda row: _thread(call, row, asked), default_limit=25)


def thread(call: Call, caller: Caller, row: Row) -> dict[str, Any]:
    """`GET /{conversation-id}`."""
    call.accepts("thread")
    _own(call, caller, row)
    asked = fields.parse(call.text("fields"), "UnifiedThread", ("id", "link", "updated_time"))
    return _thread(call, row, asked)


def thread_messages(call: Call, caller: Caller, row: Row) -> dict[str, Any]:
    """`GET /{conversation-id}/messages`."""
    call.accepts("thread_messages")
    _own(call, caller, row)
    asked = fields.parse(call.text("fields"), "Message", ("id", "created_time"))
    rows = _messages(call.world, row)
    full = {one["id"] for one in rows[:IN_FULL]}
    return paging.paged(
        call,
        rows,
        lambda one: _message(call.world, row, one, asked, full=one["id"] in full),
        default_limit=25,
        most=500,
    )


def message(call: Call, caller: Caller, row: Row) -> dict[str, Any]:
    """`GET /{message-id}`: one message, unless it is too old to be shown."""
    call.accepts("message")
    owner = call.world.thread_by_id(row["thread_id"])
    _own(call, caller, owner)
    asked = fields.parse(call.text("fields"), "Message", ("id", "created_time"))
    rows = _messages(call.world, owner)
    found = next((one for one in rows[:IN_FULL] if one["id"] == row["mid"]), None)
    if found is None:
        raise GraphError(9000001, message="This message has been deleted.")
    return _message(call.world, owner, found, asked, full=True)


def stamp(milliseconds: int) -> str:
    """A time as Graph writes it: whole seconds."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def _own(call: Call, caller: Caller, row: Row) -> None:
    if caller.kind != "page" or caller.page_id != row["page_id"]:
        raise no_object(call.method, row["id"])
    _check_rate(call, row["page_id"])
    rights.require(call, caller, "pages_messaging")


def _check_rate(call: Call, page_id: str) -> None:
    """Two calls a second for each Page, by whichever of its paths."""
    limit, now = call.world.switches.list_limit_per_s, time.monotonic()
    recent = [at for at in call.world.listings.get(page_id, []) if now - at < 1]
    call.world.listings[page_id] = [*recent, now]
    if limit and len(recent) >= limit:
        raise GraphError(613)


def _messages(world: World, row: Row) -> list[Row]:
    return world.db.all(
        "SELECT *, mid AS id FROM messages WHERE thread_id = ? AND kind != 'referral' AND deleted_at = 0"
        " ORDER BY at DESC, seq DESC",
        (row["id"],),
    )


def _thread(call: Call, row: Row, asked: dict[str, fields.Asked]) -> dict[str, Any]:
    world = call.world
    values: dict[str, Any] = {
        "id": row["id"],
        "link": f"/{row['page_id']}/inbox/{row['id'].removeprefix('t_')}/",
        "updated_time": stamp(row["updated_at"]),
        "can_reply": True,
        "is_owner": True,
        "is_subscribed": True,
    }
    if {"participants", "senders"} & asked.keys():
        people = {"data": [_person(world, row), _page(world, row)]}
        values |= {"participants": people, "senders": people}
    if {"messages", "message_count", "snippet", "unread_count"} & asked.keys():
        values |= _content(call, row, asked)
    return fields.pick(values, asked)


def _content(call: Call, row: Row, asked: dict[str, fields.Asked]) -> dict[str, Any]:
    rows = _messages(call.world, row)
    values: dict[str, Any] = {"message_count": len(rows), "snippet": rows[0]["text"] if rows else ""}
    values["unread_count"] = sum(
        1 for one in rows if one["direction"] == "in" and one["at"] > row["page_read_at"]
    )
    if "messages" in asked:
        wanted = asked["messages"]
        inside = wanted.inside or {"id": fields.Asked(), "created_time": fields.Asked()}
        part = rows[: wanted.limit(25)]
        data = [_message(call.world, row, one, inside, full=i < IN_FULL) for i, one in enumerate(part)]
        values["messages"] = {"data": data}
    return values


def _message(
    world: World, row: Row, one: Row, asked: dict[str, fields.Asked], *, full: bool
) -> dict[str, Any]:
    if not full:
        return {"id": one["mid"], "created_time": stamp(one["at"])}
    sender, receiver = _person(world, row), _page(world, row)
    if one["direction"] == "out":
        sender, receiver = receiver, sender
    values: dict[str, Any] = {
        "id": one["mid"],
        "created_time": stamp(one["at"]),
        "from": sender,
        "to": {"data": [receiver]},
        "message": one["text"],
        "reply_to": {"mid": one["reply_to"]} if one["reply_to"] else None,
    }
    if {"attachments", "sticker", "shares"} & asked.keys():
        values |= _attached(world, one["mid"])
    if "reactions" in asked:
        values["reactions"] = _reactions(world, row, one["mid"])
    return fields.pick(values, asked)


def _attached(world: World, mid: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    attachments = []
    for one in events.attachments_of(world, mid):
        extra = json.loads(one["extra"])
        if one["type"] == "sticker":
            values["sticker"] = world.media.address(one["media_id"])
        elif one["type"] == "fallback":
            values["shares"] = {"data": [{"link": extra.get("url"), "name": extra.get("title", "")}]}
        elif one["media_id"]:
            attachments.append(_file(world, one))
    if attachments:
        values["attachments"] = {"data": attachments}
    return values


def _file(world: World, one: Row) -> dict[str, Any]:
    url = world.media.address(one["media_id"])
    shown: dict[str, Any] = {
        "id": one["media_id"],
        "mime_type": one["mime"],
        "name": one["name"],
        "size": one["size"],
    }
    if one["type"] == "image":
        size = {"width": one["width"], "height": one["height"]}
        shown["image_data"] = size | {
            "url": url,
            "preview_url": url,
            "max_width": one["width"],
            "max_height": one["height"],
        }
    elif one["type"] == "video":
        shown["video_data"] = {"url": url, "length": 0, "video_type": 0}
    else:
        shown["file_url"] = url
    return shown


def _reactions(world: World, row: Row, mid: str) -> dict[str, Any] | None:
    found = world.db.all("SELECT * FROM reactions WHERE mid = ?", (mid,))
    if not found:
        return None
    person, page = _person(world, row), _page(world, row)
    return {
        "data": [
            {"reaction": one["emoji"], "users": [page if one["actor"] == "page" else person]} for one in found
        ]
    }


def _person(world: World, row: Row) -> dict[str, Any]:
    customer = world.customer(row["customer_id"])
    return {"name": customer["name"], "email": f"{row['psid']}@facebook.com", "id": row["psid"]}


def _page(world: World, row: Row) -> dict[str, Any]:
    page = world.page(row["page_id"])
    return {"name": page["name"], "email": f"{page['id']}@facebook.com", "id": page["id"]}
