"""A picture's size as it is seen, and a smaller copy of it for the thread, drawn anew."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

# Twice what a bubble shows, for screens of twice the density
SIZE = 640
# A picture that is small already is shown as it is
WORTH = 60_000
# One of a few bytes can unpack to gigabytes
MOST_PIXELS = 50_000_000
_ORIENTATION = 0x0112
_BROKEN = (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError)


@dataclass(frozen=True, slots=True)
class Look:
    """Width and height as seen, turned the way the camera was held; the smaller copy as WebP, or nothing."""

    width: int | None = None
    height: int | None = None
    thumbnail: bytes = b""


def look(file: IO[bytes]) -> Look:
    """What `file` shows; whatever it is, it raises nothing."""
    try:
        with Image.open(file) as image:
            width, height = image.size
            if image.getexif().get(_ORIENTATION, 1) >= 5:
                width, height = height, width
            return Look(width, height, _thumbnail(image, file))
    except _BROKEN:
        return Look()


def _thumbnail(image: Image.Image, file: IO[bytes]) -> bytes:
    if image.width * image.height > MOST_PIXELS or getattr(image, "is_animated", False):
        return b""  # one that moves is shown moving
    if max(image.size) <= SIZE and file.seek(0, 2) <= WORTH:
        return b""
    try:
        # A JPEG is unpacked at a fraction of its size at once
        image.draft("RGB", (SIZE * 2, SIZE * 2))
        image.thumbnail((SIZE, SIZE))
        turned = ImageOps.exif_transpose(image)
        out = BytesIO()
        turned.convert("RGBA" if turned.has_transparency_data else "RGB").save(out, "WEBP", quality=80)
    except _BROKEN:
        return b""
    return out.getvalue()
