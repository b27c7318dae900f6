"""A channel's picture: made small and drawn anew, so that nothing of a stranger's file reaches a browser."""

from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from kaiwa.lib import http

SIZE = 96
_LIMIT = 5 * 1024 * 1024
_MOST_PIXELS = 20_000_000
# A list of Pages waits for its pictures
_AT_ONCE = 8
_MOST = 50


def thumbnail(url: str) -> bytes:
    """The picture behind `url` as a small PNG; empty when it cannot be had."""
    if not url:
        return b""
    try:
        with http.stream(url) as answer:
            if answer.status_code != 200:
                return b""
            return _drawn(b"".join(http.limited(answer, _LIMIT)))
    except http.FAILURES:
        return b""


def inline(urls: list[str]) -> list[str]:
    """Each as a data: URL for a list on screen; empty for those that cannot be had, and beyond the first 50."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(thumbnail, urls[:_MOST]))
    shown = [f"data:image/png;base64,{b64encode(png).decode()}" if png else "" for png in found]
    return shown + [""] * (len(urls) - len(shown))


def _drawn(data: bytes) -> bytes:
    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                return b""
            small = ImageOps.fit(image.convert("RGBA"), (SIZE, SIZE))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return b""
    out = BytesIO()
    small.save(out, "PNG")
    return out.getvalue()
