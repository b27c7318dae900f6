"""The messaging items of webhooks, in Meta's shapes. An attachment's address is made when the webhook leaves."""

import json
from sqlite3 import Row
from typing import Any

from kaiwa.sandbox.world import World

Item = dict[str, Any]
MEDIA = "media:"  # stands for the CDN address of a medium until the webhook leaves

FIELDS = {
    "message": "messages", "echo": "message_echoes", "delivery": "message_deliveries", "read": "message_reads",
    "reaction": "message_reactions", "message_edit": "message_edits", "postback": "messaging_postbacks",
    "referral": "messaging_referrals", "optin": "messaging_optins",
    "policy-enforcement": "messaging_policy_enforcement",
    "pass_thread_control": "messaging_handovers", "take_thread_control": "messaging_handovers",
    "request_thread_control": "messaging_handovers",
}  # fmt: skip


def from_customer(thread: Row, at: int, **body: Any) -> Item:
    """An item whose sender is the customer."""
    return {"sender": {"id": thread["psid"]}, "recipient": {"id": thread["page_id"]}, "timestamp": at, **body}


def from_page(thread: Row, at: int, **body: Any) -> Item:
    """An item whose sender is the Page."""
    return {"sender": {"id": thread["page_id"]}, "recipient": {"id": thread["psid"]}, "timestamp": at, **body}


def message_body(world: World, message: Row) -> Item:
    """The `message` object of a customer's message or of an echo."""
    extra = json.loads(message["extra"])
    body: Item = {"mid": message["mid"]}
    if message["direction"] == "out":
        body["is_echo"] = True
        if message["app_id"]:
            body["app_id"] = int(message["app_id"])
        if message["metadata"]:
            body["metadata"] = message["metadata"]
    if message["text"]:
        body["text"] = message["text"]
    if message["reply_to"]:
        body["reply_to"] = {"mid": message["reply_to"]}
    attachments = [attachment_body(row) for row in attachments_of(world, message["mid"])]
    if attachments:
        body["attachments"] = attachments
    for key in ("referral", "quick_reply", "is_unsupported"):
        if key in extra:
            body[key] = extra[key]
    return body


def attachments_of(world: World, mid: str) -> list[Row]:
    """A message's attachments in order, with the medium's particulars."""
    return world.db.all(
        "SELECT a.id, a.type, a.media_id, a.extra, m.name, m.mime, m.size, m.width, m.height"
        " FROM attachments a LEFT JOIN media m ON m.id = a.media_id WHERE a.mid = ? ORDER BY a.id",
        (mid,),
    )


def attachment_body(row: Row) -> Item:
    """One attachment as webhooks name it: type and payload."""
    extra = json.loads(row["extra"])
    payload: Item = {"url": MEDIA + row["media_id"]} if row["media_id"] else {}
    if row["type"] == "sticker":
        payload["sticker_id"] = extra["sticker_id"]
    if row["type"] == "location":
        return {
            "type": "location",
            "title": extra.get("title", ""),
            "payload": {"coordinates": extra["coordinates"]},
        }
    if row["type"] == "fallback":
        payload = {key: extra[key] for key in ("url", "title") if key in extra}
    if row["type"] == "template":
        payload = extra
    return {"type": row["type"], "payload": payload}


def with_addresses(world: World, item: Item) -> Item:
    """The item with each medium's address of now: signed, and good for a while only."""
    for attachment in item.get("message", {}).get("attachments", []):
        url = attachment["payload"].get("url", "")
        if url.startswith(MEDIA):
            attachment["payload"]["url"] = world.media.address(url.removeprefix(MEDIA))
    return item


# Where an item of a field stands in its entry; all others are under `messaging`
LISTS = {"standby": "standby", "calls": "calls"}


def envelope(entries: list[tuple[str, int, str, Item]]) -> bytes:
    """A webhook body from (page, time, field, item): escaped unicode and slashes, as Meta writes and signs it."""
    body = {
        "object": "page",
        "entry": [
            {"time": time, "id": page_id, LISTS.get(field, "messaging"): [item]}
            for page_id, time, field, item in entries
        ],
    }
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode("ascii")
