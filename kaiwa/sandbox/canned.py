"""Pictures, voices, a video and files that are always at hand, drawn or brought along, made when first wanted."""

from pathlib import Path

from kaiwa.sandbox import drawings, ids, media
from kaiwa.sandbox.world import Unknown, World

ASSETS = Path(__file__).parent / "assets"
BROUGHT = {
    "voice-ja": ("voice-ja.m4a", "audioclip-ja.mp4", "audio/mp4"),
    "voice-en": ("voice-en.m4a", "audioclip-en.mp4", "audio/mp4"),
    "clip": ("clip.mp4", "clip.mp4", "video/mp4"),
}
DEFAULTS = {"image": "espresso", "voice": "voice-ja", "audio": "voice-ja", "video": "clip", "file": "quote"}


def names() -> dict[str, str]:
    """Every canned medium with the attachment type it is for."""
    found = {name: media.type_of(mime) for name, (_, _, mime) in BROUGHT.items()}
    found |= {name: "image" for name in drawings.PICTURES}
    return found | {name: "file" for name in drawings.FILES} | {name: "sticker" for name in drawings.STICKERS}


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
