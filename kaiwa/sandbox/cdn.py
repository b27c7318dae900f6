"""The CDN: media, faces and logos under signed addresses that expire, with Range as a CDN has it."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kaiwa.sandbox import faces
from kaiwa.sandbox.world import World

RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
_drawn: dict[tuple[str, str], bytes] = {}


async def medium(request: Request) -> Response:
    """`GET /sandbox/cdn/v/{media_id}/{name}`."""
    world: World = request.app.state.world
    media_id = request.path_params["media_id"]
    if refusal := _refusal(request, world, media_id):
        return refusal
    row = world.media.row(media_id)
    if row is None:
        return PlainTextResponse("Not found", 404)
    content = world.media.read(media_id)
    headers = {
        "Accept-Ranges": "bytes",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox",
    }
    if not row["mime"].startswith(("image/", "audio/", "video/")) or row["mime"].startswith("image/svg"):
        headers["Content-Disposition"] = "attachment"
    part = RANGE.match(request.headers.get("range", ""))
    if part is None or (not part[1] and not part[2]):
        return Response(content, media_type=row["mime"], headers=headers)
    return _partial(content, part, row["mime"], headers)


async def face(request: Request) -> Response:
    """`GET /sandbox/cdn/p/{kind}/{key}.png`: a person's face or a Page's logo."""
    world: World = request.app.state.world
    kind, key = request.path_params["kind"], request.path_params["key"]
    if refusal := _refusal(request, world, key):
        return refusal
    if (kind, key) not in _drawn:
        page = world.db.one("SELECT * FROM pages WHERE id = ?", (key,)) if kind == "page" else None
        # Pillow's own font has no kanji, so a logo takes the letter of the Page's key
        _drawn[kind, key] = faces.logo(page["key"], page["colour"]) if page else faces.person(key)
    return Response(_drawn[kind, key], media_type="image/png", headers={"Cache-Control": "max-age=86400"})


def _refusal(request: Request, world: World, subject: str) -> Response | None:
    expiry = request.query_params.get("oe", "")
    if not re.fullmatch(r"[0-9a-f]{1,10}", expiry):
        return PlainTextResponse("Bad URL timestamp", 403)
    reason = world.media.lapsed(subject, expiry, request.query_params.get("oh", ""))
    return PlainTextResponse(reason, 403) if reason else None


def _partial(content: bytes, part: re.Match[str], mime: str, headers: dict[str, str]) -> Response:
    total = len(content)
    start = int(part[1]) if part[1] else max(0, total - int(part[2]))
    end = min(int(part[2]), total - 1) if part[1] and part[2] else total - 1
    if start > end:
        return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{total}"})
    headers = headers | {"Content-Range": f"bytes {start}-{end}/{total}"}
    return Response(content[start : end + 1], 206, media_type=mime, headers=headers)
