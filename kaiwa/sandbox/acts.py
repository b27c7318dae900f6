"""What a customer can do on the phone."""

from collections.abc import Callable
from sqlite3 import Row
from typing import Any

from kaiwa.sandbox import canned, events, ids, writing
from kaiwa.sandbox.graph import messenger_profile
from kaiwa.sandbox.world import Refused, World
from kaiwa.sandbox.writing import Attached, Draft

Details = dict[str, Any]
REACTIONS = {
    "❤": "love",
    "😆": "smile",
    "😮": "wow",
    "😢": "sad",
    "😠": "angry",
    "👍": "like",
    "👎": "dislike",
}
MEDIA_KINDS = ("image", "voice", "audio", "video", "file")


def customer_acts(world: World, page_id: str, customer_id: str, kind: str, details: Details) -> Details:
    """One act of a customer in the conversation with a Page; returns what came of it (mid, at, thread…).

    Every act takes `at` (milliseconds) or `minutes_ago`. See README.md for the kinds and their details.
    """
    page = world.page(page_id)
    with world.db.transaction():
        thread = world.thread(page["id"], world.customer(customer_id)["id"])
        act = ACTS.get(kind) or (_media if kind in MEDIA_KINDS else None)
        if act is None:
            raise Refused(f"no such kind: {kind}; known: {', '.join([*ACTS, *MEDIA_KINDS])}")
        result = act(world, thread, ids.moment(details), details | {"kind": kind})
    return {"thread": thread["id"], "psid": thread["psid"], "page": page["id"]} | result


def _text(world: World, thread: Row, at: int, details: Details) -> Details:
    text = str(details.get("text", ""))
    if not text:
        raise Refused("a text message needs a text")
    extra = {key: details[key] for key in ("referral", "quick_reply") if details.get(key)}
    return _written(
        world, thread, Draft(text=text, at=at, reply_to=_reply(world, thread, details), extra=extra)
    )


def _media(world: World, thread: Row, at: int, details: Details) -> Details:
    attached = canned.attachments(world, details["kind"], details)
    draft = Draft(kind=attached[0].type, at=at, attachments=attached, reply_to=_reply(world, thread, details))
    return _written(world, thread, draft)


def _location(world: World, thread: Row, at: int, details: Details) -> Details:
    place = {"lat": float(details.get("lat", 35.6585)), "long": float(details.get("long", 139.7454))}
    extra = {"title": str(details.get("title", "Pinned location")), "coordinates": place}
    return _written(
        world, thread, Draft(kind="location", at=at, attachments=[Attached("location", extra=extra)])
    )


def _link(world: World, thread: Row, at: int, details: Details) -> Details:
    url = str(details.get("url", "https://example.com/"))
    attached = [Attached("fallback", extra={"url": url, "title": str(details.get("title", ""))})]
    return _written(
        world, thread, Draft(text=str(details.get("text", url)), kind="link", at=at, attachments=attached)
    )


def _call(world: World, thread: Row, at: int, details: Details) -> Details:
    """The customer calls the Page; nobody can answer through the app."""
    del details
    for event in ("connect", "terminate"):
        item = {"id": f"c_{at}", "to": thread["page_id"], "from": thread["psid"], "event": event}
        item |= {"timestamp": at // 1000, "call_direction": "user_initiated"}
        world.courier.enqueue("calls", thread, item)
    world.note(thread, "customer", "call", at)
    return {"at": at}


def _unsupported(world: World, thread: Row, at: int, details: Details) -> Details:
    del details
    return _written(world, thread, Draft(kind="unsupported", at=at, extra={"is_unsupported": True}))


def _written(world: World, thread: Row, draft: Draft) -> Details:
    message = writing.write(world, thread, "customer", draft)
    writing.tell_message(world, thread, message)
    return {"mid": message["mid"], "at": message["at"]}


def _react(world: World, thread: Row, at: int, details: Details) -> Details:
    mid, removed = _target(world, thread, details), details["kind"] == "unreact"
    emoji = str(details.get("emoji", "❤"))
    name = REACTIONS.get(emoji.rstrip("\ufe0f"), "other")
    reaction: Details = {"mid": mid, "action": "unreact" if removed else "react"}
    if removed:
        world.db.run("DELETE FROM reactions WHERE mid = ? AND actor = 'customer'", (mid,))
    else:
        reaction |= {"reaction": name, "emoji": emoji}
        world.db.run(
            "INSERT OR REPLACE INTO reactions VALUES (?, 'customer', ?, ?, ?)", (mid, name, emoji, at)
        )
    writing.open_window(world, thread, at)
    world.note(thread, "customer", reaction["action"], at, mid=mid, text="" if removed else emoji)
    writing.tell(world, thread, events.from_customer(thread, at, reaction=reaction))
    return {"mid": mid, "at": at}


def _edit(world: World, thread: Row, at: int, details: Details) -> Details:
    message = world.message(_target(world, thread, details, own=True))
    text, edits = str(details.get("text", "")), message["edits"] + 1
    if not text or edits > 5:
        raise Refused("an edit needs a text, and Messenger allows five")
    world.db.run(
        "UPDATE messages SET text = ?, edits = ?, edited_at = ? WHERE mid = ?",
        (text, edits, at, message["mid"]),
    )
    world.note(thread, "customer", "edit", at, mid=message["mid"], text=text, edits=edits)
    body = {"mid": message["mid"], "text": text, "num_edit": edits}
    writing.tell(world, thread, events.from_customer(thread, at, message_edit=body))
    return {"mid": message["mid"], "at": at}


def _unsend(world: World, thread: Row, at: int, details: Details) -> Details:
    mid = _target(world, thread, details, own=True)
    world.db.run("UPDATE messages SET deleted_at = ? WHERE mid = ?", (at, mid))
    world.note(thread, "customer", "unsend", at, mid=mid)
    writing.tell(world, thread, events.from_customer(thread, at, message={"mid": mid, "is_deleted": True}))
    return {"mid": mid, "at": at}


def _postback(world: World, thread: Row, at: int, details: Details) -> Details:
    start = details["kind"] == "get_started"
    title = str(details.get("title", "Get Started"))
    payload = str(details.get("payload") or (_start_payload(world, thread) if start else title))
    draft = Draft(text=title, kind="postback", at=at, extra={"payload": payload})
    message = writing.write(world, thread, "customer", draft)
    body: Details = {"mid": message["mid"], "title": title, "payload": payload}
    if referral := details.get("referral") or (_opened_link(world, thread) if start else None):
        body["referral"] = referral
    writing.tell(world, thread, events.from_customer(thread, at, postback=body))
    return {"mid": message["mid"], "at": at}


def _start_payload(world: World, thread: Row) -> str:
    button = messenger_profile.of_page(world, thread["page_id"]).get("get_started") or {}
    return str(button.get("payload", "GET_STARTED"))


def _opened_link(world: World, thread: Row) -> Details | None:
    """The m.me link by which somebody came who had not written yet: told once, with the button."""
    ref = world.db.value("SELECT ref FROM opened_links WHERE thread_id = ?", (thread["id"],))
    world.db.run("DELETE FROM opened_links WHERE thread_id = ?", (thread["id"],))
    return None if ref is None else {"ref": ref, "source": "SHORTLINK", "type": "OPEN_THREAD"}


def _link_opened(world: World, thread: Row, at: int, details: Details) -> Details:
    """An m.me link. Where there is no conversation yet, nobody is told before the button is tapped."""
    if thread["last_inbound_at"]:
        return _referral(world, thread, at, details)
    ref = str(details.get("ref", ""))
    world.db.run("INSERT OR REPLACE INTO opened_links VALUES (?, ?)", (thread["id"], ref))
    world.watchers.tell(thread["id"])
    return {"at": at, "told": False}


def _referral(world: World, thread: Row, at: int, details: Details) -> Details:
    body: Details = {"ref": str(details.get("ref", "")), "source": "SHORTLINK", "type": "OPEN_THREAD"}
    if details["kind"] == "ad":
        body |= {"source": "ADS", "ad_id": str(details.get("ad_id", "120211234567890"))}
        shown = {
            "ad_title": str(details.get("ad_title", "")),
            "photo_url": details.get("photo_url"),
            "post_id": details.get("post_id"),
        }
        body["ads_context_data"] = {key: value for key, value in shown.items() if value}
    draft = Draft(kind="referral", at=at, extra={"referral": body})
    message = writing.write(world, thread, "customer", draft)
    writing.tell(world, thread, events.from_customer(thread, at, referral=body))
    return {"mid": message["mid"], "at": at, "referral": body}


def _optin(world: World, thread: Row, at: int, details: Details) -> Details:
    writing.open_window(world, thread, at)
    world.note(thread, "customer", "optin", at, text=str(details.get("ref", "")))
    item = events.from_customer(thread, at, optin={"ref": str(details.get("ref", ""))})
    writing.tell(world, thread, item)
    return {"at": at}


def _read(world: World, thread: Row, at: int, details: Details) -> Details:
    moment = at if details.get("at") or details.get("minutes_ago") else 0
    return {"told": writing.phone_reads(world, thread, moment)}


def _block(world: World, thread: Row, at: int, details: Details) -> Details:
    blocked = ("refused" if details.get("refuse") else "silent") if details["kind"] == "block" else ""
    world.db.run("UPDATE threads SET blocked = ? WHERE id = ?", (blocked, thread["id"]))
    world.note(thread, "customer", details["kind"], at)
    return {"blocked": blocked}


def _network(world: World, thread: Row, at: int, details: Details) -> Details:
    online = details["kind"] == "online"
    world.db.run("UPDATE threads SET online = ? WHERE id = ?", (int(online), thread["id"]))
    world.note(thread, "customer", details["kind"], at)
    if online:
        writing.phone_receives(world, world.thread_by_id(thread["id"]))
    return {"online": online}


def _auto_read(world: World, thread: Row, at: int, details: Details) -> Details:
    del at
    on = bool(details.get("on", True))
    world.db.run("UPDATE threads SET auto_read = ? WHERE id = ?", (int(on), thread["id"]))
    return {"auto_read": on}


def _reply(world: World, thread: Row, details: Details) -> str:
    return _target(world, thread, {"mid": details["reply_to"]}) if details.get("reply_to") else ""


def _target(world: World, thread: Row, details: Details, *, own: bool = False) -> str:
    message = world.message(str(details.get("mid", "")))
    if message["thread_id"] != thread["id"]:
        raise Refused("that message is in another conversation")
    if own and message["direction"] != "in":
        raise Refused("a customer changes only what the customer wrote")
    return str(message["mid"])


ACTS: dict[str, Callable[[World, Row, int, Details], Details]] = {
    "text": _text, "sticker": _media, "like": _media, "location": _location, "link": _link, "unsupported": _unsupported,
    "react": _react, "unreact": _react, "edit": _edit, "unsend": _unsend, "postback": _postback,
    "get_started": _postback, "referral": _link_opened, "ad": _referral, "optin": _optin, "read": _read,
    "block": _block, "call": _call, "unblock": _block, "offline": _network, "online": _network, "auto_read": _auto_read,
}  # fmt: skip
