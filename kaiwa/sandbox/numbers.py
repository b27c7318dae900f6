"""The practice exchange: telephone numbers that take messages, and tell of them in a plain way of their own.

A number is kept as a Page is, so that phones, the log and the courier know it; nobody has a role there, so that
Facebook's side does not.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable
from sqlite3 import Row
from typing import TYPE_CHECKING, Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kaiwa.sandbox import events, ids, writing
from kaiwa.sandbox.media import type_of
from kaiwa.sandbox.people import PageSeed
from kaiwa.sandbox.store import Store
from kaiwa.sandbox.writing import Attached, Draft

if TYPE_CHECKING:
    from kaiwa.sandbox.world import World

NUMBER = PageSeed(
    "number",
    "+815031234567",
    "050-3123-4567",
    "Phone number",
    "練習用の電話番号 / A practice number",
    "#6741d9",
    False,
)
FIELDS = ("messages", "message_echoes", "message_deliveries", "message_reads")
_REFUSED = {401: "This token is not the number's.", 404: "Nobody of this number wrote here."}


def settle(db: Store) -> None:
    """Put the number into a world that has none."""
    if not db.value("SELECT 1 FROM pages WHERE id = ?", (NUMBER.id,)):
        db.insert("pages", **NUMBER._asdict(), position=db.value("SELECT count(*) FROM pages"))


def envelope(world: World, rows: list[Row]) -> bytes:
    """A webhook body of some of a number's items."""
    told = [_told(world, row["page_id"], json.loads(row["item"])) for row in rows]
    return json.dumps({"number": rows[0]["page_id"], "events": told}, ensure_ascii=False).encode()


def routes() -> list[Route]:
    """What Kaiwa calls."""
    return [
        Route("/sandbox/numbers", _numbers),
        Route("/sandbox/numbers/{number}/webhook", _webhook, methods=["GET", "PUT", "DELETE"]),
        Route("/sandbox/numbers/{number}/messages", _send, methods=["POST"]),
    ]


def _told(world: World, number: str, item: events.Item) -> dict[str, Any]:
    ours = item["sender"]["id"] == number
    contact = item["recipient" if ours else "sender"]["id"]
    told = {"contact": contact, "name": _name(world, number, contact), "at": item["timestamp"]}
    for kind in ("delivery", "read"):
        if kind in item:
            return told | {
                "type": "read" if kind == "read" else "delivered",
                "until": item[kind]["watermark"],
            }
    message = item.get("message")
    if not message or message.get("is_deleted"):
        return told | {"type": "other"}
    media = [
        {"type": each["type"], "url": each["payload"]["url"]}
        for each in events.with_addresses(world, item)["message"].get("attachments", [])
        if each["payload"].get("url")
    ]
    return told | {
        "type": "sent" if ours else "message",
        "id": message["mid"],
        "text": message.get("text", ""),
        "media": media,
        "ours": str(message.get("app_id", "")) == world.config.app_id,
        "key": message.get("metadata", ""),
    }


def _name(world: World, number: str, contact: str) -> str:
    thread = world.thread_of_psid(number, contact)
    return str(world.customer(thread["customer_id"])["name"]) if thread else ""


def _token(world: World, number: str) -> str:
    return hmac.new(world.config.app_secret.encode(), number.encode(), hashlib.sha256).hexdigest()


def _allowed(
    act: Callable[[World, Row, Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    async def asked(request: Request) -> Response:
        world: World = request.app.state.world
        page = world.page(request.path_params["number"])
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {_token(world, page['id'])}".encode()):
            return _refusal(401)
        return await act(world, page, request)

    return asked


async def _numbers(request: Request) -> Response:
    world: World = request.app.state.world
    rows = world.db.all("SELECT * FROM pages WHERE id LIKE '+%' ORDER BY position")
    return JSONResponse(
        [{"number": row["id"], "name": row["name"], "token": _token(world, row["id"])} for row in rows]
    )


@_allowed
async def _webhook(world: World, page: Row, request: Request) -> Response:
    if request.method == "PUT":
        world.db.run(
            "INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?)",
            (page["id"], json.dumps(FIELDS), ids.now_ms()),
        )
    elif request.method == "DELETE":
        world.db.run("DELETE FROM subscriptions WHERE page_id = ?", (page["id"],))
    found = world.db.value("SELECT 1 FROM subscriptions WHERE page_id = ?", (page["id"],))
    return JSONResponse({"reported": bool(found)})


@_allowed
async def _send(world: World, page: Row, request: Request) -> Response:
    async with request.form(max_part_size=64 * 1024 * 1024) as form:
        thread = world.thread_of_psid(page["id"], str(form.get("to", "")))
        if thread is None:
            return _refusal(404)
        attached, file = [], form.get("file")
        if isinstance(file, UploadFile):
            mime = (file.content_type or "").split(";")[0]
            media_id = world.media.keep(await file.read(), name=file.filename or "file", mime=mime)
            attached.append(Attached(type_of(mime), media_id))
        draft = Draft(
            text=str(form.get("text", "")),
            kind=attached[0].type if attached else "text",
            attachments=attached,
            reply_to=str(form.get("reply_to", "")),
            app_id=world.config.app_id,
            metadata=str(form.get("key", "")),
        )
        return JSONResponse({"id": writing.page_writes(world, thread, "app", draft)["mid"]})


def _refusal(status: int) -> Response:
    return JSONResponse({"error": _REFUSED[status]}, status)
