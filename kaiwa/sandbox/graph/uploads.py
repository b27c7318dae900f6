"""Attachments on their way out: uploaded with the call, fetched from an address, or saved before."""

from sqlite3 import Row
from typing import Any

import httpx

from kaiwa.sandbox import ids, media
from kaiwa.sandbox.graph import rights
from kaiwa.sandbox.graph.errors import GraphError, missing
from kaiwa.sandbox.graph.known import ATTACHMENT_TYPES
from kaiwa.sandbox.graph.request import Call, Caller
from kaiwa.sandbox.writing import Attached

LIMIT = 25 * 1024 * 1024
PAYLOAD_KEYS = ("url", "attachment_id", "is_reusable")


async def save(call: Call, caller: Caller) -> dict[str, Any]:
    """`POST /{page}/message_attachments`: store a file for the Page's later messages."""
    call.accepts("message_attachments")
    page = rights.page_of(call, caller)
    rights.require(call, caller, "pages_messaging")
    message = call.object("message")
    if message is None or not isinstance(message.get("attachment"), dict):
        raise missing("message")
    message["attachment"].setdefault("payload", {})["is_reusable"] = True
    _, saved = await attachment(call, page, message["attachment"])
    return {"attachment_id": saved}


async def attachment(call: Call, page: Row, given: Any) -> tuple[Attached, str]:
    """The attachment of a message and, when it is reusable, the id it was saved under."""
    kind, payload = _checked(given)
    if kind == "template":
        return Attached("template", extra=payload), ""
    if payload.get("attachment_id"):
        return _saved_before(call, page, kind, str(payload["attachment_id"])), ""
    if call.files:
        media_id = _uploaded(call, kind)
    elif payload.get("url"):
        media_id = await _fetched(call, kind, str(payload["url"]))
    else:
        raise GraphError(
            100, 2018005, "(#100) Incorrect number of files uploaded. Must upload exactly one file."
        )
    saved = ""
    if str(payload.get("is_reusable", "")).lower() in ("true", "1"):
        saved = ids.new_numeric()
        call.world.db.insert("saved_attachments", id=saved, page_id=page["id"], type=kind, media_id=media_id)
    return Attached(kind, media_id), saved


def _checked(given: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(given, dict) or not isinstance(given.get("payload", {}), dict):
        raise GraphError(100, message="(#100) Param message[attachment] must be an object.")
    if unknown := [key for key in given if key not in ("type", "payload")]:
        raise GraphError(
            100,
            message=f'(#100) Invalid keys "{", ".join(unknown)}" were found in param "message[attachment]".',
        )
    kind, payload = given.get("type"), dict(given.get("payload") or {})
    if kind not in ATTACHMENT_TYPES:
        allowed = ", ".join(ATTACHMENT_TYPES)
        raise GraphError(
            100,
            message=f'(#100) Param message[attachment][type] must be one of {{{allowed}}} - got "{kind}".',
        )
    if kind != "template" and (unknown := [key for key in payload if key not in PAYLOAD_KEYS]):
        raise GraphError(
            100,
            message=f'(#100) Invalid keys "{", ".join(unknown)}" were found in param "message[attachment][payload]".',
        )
    return str(kind), payload


def _saved_before(call: Call, page: Row, kind: str, attachment_id: str) -> Attached:
    row = call.world.db.one("SELECT * FROM saved_attachments WHERE id = ?", (attachment_id,))
    if row is None or row["page_id"] != page["id"]:
        raise GraphError(100, 2018074)
    if row["type"] != kind:
        raise GraphError(100, 2018047)
    return Attached(kind, row["media_id"])


def _uploaded(call: Call, kind: str) -> str:
    if list(call.files) != ["filedata"]:
        raise GraphError(
            100, 2018005, "(#100) Incorrect number of files uploaded. Must upload exactly one file."
        )
    upload = call.files["filedata"]
    mime = upload.mime or media.guess_mime(upload.name)
    _check(kind, mime, len(upload.content))
    return call.world.media.keep(upload.content, name=upload.name, mime=mime)


async def _fetched(call: Call, kind: str, url: str) -> str:
    try:
        async with httpx.AsyncClient(timeout=20, trust_env=False, follow_redirects=True) as client:
            answer = await client.get(url)
    except (httpx.HTTPError, httpx.InvalidURL):
        raise GraphError(100, 2018008) from None
    if answer.status_code != 200:
        raise GraphError(100, 2018008)
    name = url.split("?", maxsplit=1)[0].rsplit("/", 1)[-1] or "file"
    mime = answer.headers.get("content-type", "").split(";")[0] or media.guess_mime(name)
    _check(kind, mime, len(answer.content))
    return call.world.media.keep(answer.content, name=name, mime=mime)


def _check(kind: str, mime: str, size: int) -> None:
    if size > LIMIT:
        raise GraphError(100, 2018109)
    if size == 0 or (kind != "file" and not mime.startswith(kind + "/")):
        raise GraphError(100, 2018047)
