"""The Send API, with the checks that Meta makes and in the order it seems to make them."""

import time
from collections import defaultdict, deque
from sqlite3 import Row
from typing import Any

from kaiwa.sandbox import ids, owners, writing
from kaiwa.sandbox.graph import rights, uploads
from kaiwa.sandbox.graph.errors import POLICY_URL, GraphError, missing
from kaiwa.sandbox.graph.known import (
    MESSAGE_KEYS,
    MESSAGING_TYPES,
    NOTIFICATION_TYPES,
    OLD_TAGS,
    RECIPIENT_KEYS,
    SENDER_ACTIONS,
)
from kaiwa.sandbox.graph.request import Call, Caller

HOUR = 3_600_000
STANDARD, EXTENDED = 24 * HOUR, 7 * 24 * HOUR
TEXT_LIMIT = 2000
UNREVIEWED = (
    "(#10) To use 'Human Agent', your use of this endpoint must be reviewed and approved by Facebook. To submit this"
    " 'Human Agent' feature for review please read our documentation on reviewable features:"
    " https://developers.facebook.com/docs/apps/review."
)
_recent: dict[str, deque[float]] = defaultdict(deque)


async def send(call: Call, caller: Caller) -> dict[str, Any]:
    """`POST /{page}/messages`: a message, or a sender action."""
    call.accepts("messages")
    page = rights.page_of(call, caller)
    rights.require(call, caller, "pages_messaging", task="MESSAGING")
    _check_rate(call, page)
    recipient, message = call.object("recipient"), call.object("message")
    action = call.text("sender_action").upper()
    if recipient is None:
        raise missing("recipient")
    _known_keys("recipient", recipient, RECIPIENT_KEYS)
    if bool(action) == bool(message):
        raise GraphError(100, message="(#100) Must specify exactly one of message and sender_action")
    _one_of("notification_type", call.text("notification_type"), NOTIFICATION_TYPES)
    thread = _recipient(call, page, recipient)
    if action:
        _check_page(page)
        return _act(call, thread, action)
    assert message is not None
    _check_message(message)
    _check_page(page)
    if owners.of(call.world, thread):
        raise GraphError(10, 2018300)
    _check_window(call, page, thread)
    _check_person(thread)
    return await _write(call, page, thread, message)


def take_thread_control(call: Call, caller: Caller) -> dict[str, Any]:
    """`POST /{page}/take_thread_control`: the conversation is ours again."""
    call.accepts("take_thread_control")
    page = rights.page_of(call, caller)
    rights.require(call, caller, "pages_messaging", task="MESSAGING")
    recipient = call.object("recipient")
    if recipient is None:
        raise missing("recipient")
    owners.hand(call.world, _recipient(call, page, recipient), "", act="take_thread_control")
    return {"success": True}


def _check_rate(call: Call, page: Row) -> None:
    limit = call.world.switches.send_limit_per_s
    if not limit:
        return
    recent, now = _recent[page["id"]], time.monotonic()
    while recent and now - recent[0] > 1:
        recent.popleft()
    if len(recent) >= limit:
        raise GraphError(613)
    recent.append(now)


def _recipient(call: Call, page: Row, recipient: dict[str, Any]) -> Row:
    psid = str(recipient.get("id") or "")
    if not psid:
        raise GraphError(100, message='(#100) Param recipient[id] must be a valid ID string (e.g., "123")')
    thread = call.world.thread_of_psid(page["id"], psid)
    if thread is None or not thread["last_inbound_at"]:
        raise GraphError(100, 2018001)
    return thread


def _check_message(message: dict[str, Any]) -> None:
    _known_keys("message", message, MESSAGE_KEYS)
    text, attachment = message.get("text"), message.get("attachment")
    if not text and not attachment:
        raise GraphError(
            100, 2018034, "(#100) Message cannot be empty, must provide valid attachment or text"
        )
    if text and attachment:
        raise GraphError(100, message="(#100) Cannot specify both text and attachment in one message")
    if text is not None and not isinstance(text, str):
        raise GraphError(100, message="(#100) Param message[text] must be a string.")
    if text and len(text) > TEXT_LIMIT:
        raise GraphError(
            100, message=f"(#100) Length of param message[text] must be less than or equal to {TEXT_LIMIT}"
        )
    if len(str(message.get("metadata", ""))) > 1000:
        raise GraphError(
            100, message="(#100) Length of param message[metadata] must be less than or equal to 1000"
        )
    if len(message.get("quick_replies") or []) > 13:
        raise GraphError(100, message="(#100) Too many elements in param message[quick_replies]: at most 13")


def _check_page(page: Row) -> None:
    if page["restricted"]:
        raise GraphError(10, 1893063)


def _check_window(call: Call, page: Row, thread: Row) -> None:
    kind, tag = call.text("messaging_type").upper(), call.text("tag").upper()
    _one_of("messaging_type", kind, MESSAGING_TYPES)
    if tag and kind not in ("", "MESSAGE_TAG"):
        raise GraphError(100, message="(#100) Param tag can only be used with messaging_type MESSAGE_TAG")
    if kind == "MESSAGE_TAG" and not tag:
        raise missing("tag")
    if tag in OLD_TAGS:
        raise GraphError(100, 1893061, "Invalid parameter", title="Message tag is no longer supported")
    if tag not in ("", "HUMAN_AGENT"):
        raise GraphError(100, message="(#100) Invalid tag.")
    if tag and not page["human_agent"]:
        raise GraphError(10, message=UNREVIEWED)
    age = ids.now_ms() - thread["last_inbound_at"]
    if age > (EXTENDED if tag else STANDARD):
        sentence = (
            "(#10) This message is sent outside of allowed window. Learn more about the new policy here: "
        )
        raise GraphError(10, 2018278, sentence + POLICY_URL)


def _check_person(thread: Row) -> None:
    if thread["blocked"] == "refused":
        raise GraphError(551, 1545041)


def _act(call: Call, thread: Row, action: str) -> dict[str, Any]:
    _one_of("sender_action", action, SENDER_ACTIONS)
    world, now = call.world, ids.now_ms()
    if action == "MARK_SEEN":
        world.db.run("UPDATE threads SET page_read_at = ? WHERE id = ?", (now, thread["id"]))
    if action in ("TYPING_ON", "TYPING_OFF"):
        until = now + 20_000 if action == "TYPING_ON" else 0
        world.db.run("UPDATE threads SET typing_until = ? WHERE id = ?", (until, thread["id"]))
    if action in ("REACT", "UNREACT"):
        _react(call, thread, action)
    world.watchers.tell(thread["id"])
    return {"recipient_id": thread["psid"]}


def _react(call: Call, thread: Row, action: str) -> None:
    payload = call.object("payload") or {}
    mid = str(payload.get("message_id", ""))
    known = call.world.db.value("SELECT 1 FROM messages WHERE mid = ? AND thread_id = ?", (mid, thread["id"]))
    if not known:
        raise GraphError(100, message="(#100) Invalid message id")
    if action == "UNREACT":
        call.world.db.run("DELETE FROM reactions WHERE mid = ? AND actor = 'page'", (mid,))
        return
    emoji = str(payload.get("reaction", "❤"))
    call.world.db.run(
        "INSERT OR REPLACE INTO reactions VALUES (?, 'page', 'other', ?, ?)", (mid, emoji, ids.now_ms())
    )


async def _write(call: Call, page: Row, thread: Row, message: dict[str, Any]) -> dict[str, Any]:
    world = call.world
    attached: list[writing.Attached] = []
    answer = {"recipient_id": thread["psid"]}
    if message.get("attachment"):
        one, saved = await uploads.attachment(call, page, message["attachment"])
        attached.append(one)
        if saved:
            answer["attachment_id"] = saved
    elif call.files:
        raise GraphError(
            100, 2018005, "(#100) Incorrect number of files uploaded. Must upload exactly one file."
        )
    draft = writing.Draft(
        text=message.get("text") or "",
        kind=attached[0].type if attached else "text",
        attachments=attached,
        reply_to=_reply_to(call, thread),
        app_id=world.config.app_id,
        metadata=str(message.get("metadata") or ""),
        tag=call.text("tag").upper(),
        extra={"quick_replies": message["quick_replies"]} if message.get("quick_replies") else {},
    )
    written = writing.page_writes(world, thread, "app", draft)
    return answer | {"message_id": written["mid"]}


def _reply_to(call: Call, thread: Row) -> str:
    reply_to = call.object("reply_to")
    if reply_to is None:
        return ""
    mid = str(reply_to.get("mid", ""))
    if not call.world.db.value("SELECT 1 FROM messages WHERE mid = ? AND thread_id = ?", (mid, thread["id"])):
        raise GraphError(100, message="(#100) Invalid reply_to message id")
    return mid


def _known_keys(name: str, value: dict[str, Any], known: tuple[str, ...]) -> None:
    if unknown := [key for key in value if key not in known]:
        raise GraphError(
            100, message=f'(#100) Invalid keys "{", ".join(unknown)}" were found in param "{name}".'
        )


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value and value.upper() not in allowed:
        raise GraphError(
            100, message=f'(#100) Param {name} must be one of {{{", ".join(allowed)}}} - got "{value}".'
        )
