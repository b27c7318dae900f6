"""Pictures, voices, a video and files that are always at hand, drawn or brought along, made when first wanted."""

from pathlib import Path
from typing import Any

from kaiwa.sandbox import drawings, ids, media
from kaiwa.sandbox.world import Refused, Unknown, World
from kaiwa.sandbox.writing import Attached

ASSETS = Path(__file__).parent / "assets"
BROUGHT = {
    "voice-ja": ("voice-ja.m4a", "audioclip-ja.mp4", "audio/mp4"),
    "voice-en": ("voice-en.m4a", "audioclip-en.mp4", "audio/mp4"),
    "clip": ("clip.mp4", "clip.mp4", "video/mp4"),
}
# Messenger knows a sticker by its number; the first is its thumb-up
STICKERS = {
    "like": "369239263222822",
    "thanks": "551710554864076",
    "hello": "551710548197410",
    "ok": "551710558197409",
}
DEFAULTS = {"image": "espresso", "voice": "voice-ja", "audio": "voice-ja", "video": "clip", "file": "quote"}


def attachments(world: World, kind: str, details: dict[str, Any]) -> list[Attached]:
    """The media that a control call names: `media` (one id or several) or `canned` (a name)."""
    if kind in ("sticker", "like"):
        name = "like" if kind == "like" else str(details.get("sticker", "like"))
        if name not in STICKERS:
            raise Refused(f"no such sticker: {name}; known: {', '.join(STICKERS)}")
        return [Attached("sticker", media_id(world, f"sticker-{name}"), {"sticker_id": int(STICKERS[name])})]
    given = details.get("media") or []
    chosen = [str(one) for one in (given if isinstance(given, list) else [given])]
    names = details.get("canned") or []
    chosen += [media_id(world, str(one)) for one in (names if isinstance(names, list) else [names])]
    if not chosen:
        chosen = [media_id(world, default_for(kind))]
    return [_attached(world, kind, media_id) for media_id in chosen]


def names() -> dict[str, str]:
    """Every canned medium with the attachment type it is for."""
    found = {name: media.type_of(mime) for name, (_, _, mime) in BROUGHT.items()}
    found |= dict.fromkeys(drawings.PICTURES, "image")
    return found | dict.fromkeys(drawings.FILES, "file") | dict.fromkeys(drawings.STICKERS, "sticker")


def default_for(kind: str) -> str:
    """What is sent when nothing was chosen."""
    return DEFAULTS.get(kind, "espresso")


def media_id(world: World, name: str) -> str:
    """The medium's id; it is stored when it is asked for the first time."""
    media_id = ids.numeric("canned", name, digits=16)
    if world.media.row(media_id) is None:
        content, file_name, mime = _make(name)
        world.media.keep(content, name=file_name, mime=mime, media_id=media_id)
    return media_id


def _make(name: str) -> tuple[bytes, str, str]:
    if name in BROUGHT:
        path, file_name, mime = BROUGHT[name]
        return (ASSETS / path).read_bytes(), file_name, mime
    if name in drawings.PICTURES:
        return drawings.picture(name), f"{name}.jpg", "image/jpeg"
    if name in drawings.STICKERS:
        return drawings.sticker(name), f"{name}.png", "image/png"
    if name in drawings.FILES:
        file_name, mime, content = drawings.document(name)
        return content, file_name, mime
    raise Unknown(f"no such canned medium: {name}; known: {', '.join(names())}")


def _attached(world: World, kind: str, media_id: str) -> Attached:
    row = world.media.row(media_id)
    if row is None:
        raise Unknown(f"no such medium: {media_id}")
    type_ = "audio" if kind == "voice" else kind
    return Attached(type_ if type_ in media.TYPES else media.type_of(row["mime"]), media_id)
