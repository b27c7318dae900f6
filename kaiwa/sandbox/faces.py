"""Made-up faces and logos, drawn: the same key always gives the same picture."""

import hashlib
import io

from PIL import Image, ImageDraw, ImageFont

SIZE, SCALE = 200, 3
BACKGROUNDS = (
    "#dbe4ff",
    "#d0ebff",
    "#c5f6fa",
    "#d3f9d8",
    "#fff3bf",
    "#ffe8cc",
    "#ffe3e3",
    "#f3d9fa",
    "#e5dbff",
)
SKINS = ("#f7d7bd", "#f1c6a3", "#e6b089", "#c98d62", "#8d5b3c")
HAIRS = ("#2b2118", "#3d2b1f", "#1c1a1d", "#5c3b22", "#7a5230", "#a9793f", "#6b6b70")
STYLES = {"f": ("long", "fringe"), "m": ("short", "swept"), "x": ("short", "long", "swept", "fringe")}
CLOTHES = ("#3b5bdb", "#0b7285", "#2b8a3e", "#d9480f", "#862e9c", "#364fc7", "#495057", "#c2255c", "#5f3dc4")
Box = tuple[float, float, float, float]


def face_key(locale: str, gender: str, number: str) -> str:
    """The key of a face that goes with a locale and a gender."""
    return (
        ("ja" if locale.startswith("ja") else "en") + {"female": "f", "male": "m"}.get(gender, "x") + number
    )


def person(key: str) -> bytes:
    """A head-and-shoulders picture as PNG. A key from `face_key` says what goes with the name."""
    pick = _Picker(key)
    origin, build = (key[:2], key[2]) if key[:2] in ("ja", "en") and len(key) > 2 else ("en", "x")
    big = SIZE * SCALE
    image = Image.new("RGB", (big, big), pick.of(BACKGROUNDS))
    draw = ImageDraw.Draw(image)
    hair, skin = (
        pick.of(HAIRS[:3] if origin == "ja" else HAIRS),
        pick.of(SKINS[:3] if origin == "ja" else SKINS),
    )
    cloth, style = pick.of(CLOTHES), pick.of(STYLES[build])
    if style in ("long", "fringe"):  # long hair falls behind the shoulders
        draw.rounded_rectangle(_scaled(58, 58, 142, 168), radius=40 * SCALE, fill=hair)
    draw.ellipse(_scaled(28, 142, 172, 292), fill=cloth)
    draw.rounded_rectangle(_scaled(85, 120, 115, 160), radius=14 * SCALE, fill=_darker(skin))
    draw.ellipse(_scaled(64, 50, 136, 142), fill=skin)
    _hair(draw, style, hair)
    _features(draw, glasses=pick.number(4) == 0)
    return _png(image)


def logo(letters: str, colour: str) -> bytes:
    """A Page's logo as PNG: its first letter on its colour."""
    big = SIZE * SCALE
    image = Image.new("RGB", (big, big), colour or "#3b5bdb")
    draw = ImageDraw.Draw(image)
    draw.ellipse((-big * 0.25, -big * 0.55, big * 0.95, big * 0.55), fill=_lighter(colour or "#3b5bdb"))
    font = ImageFont.load_default(size=big * 0.5)
    draw.text((big / 2, big / 2), letters[:1].upper(), font=font, fill="#ffffff", anchor="mm")
    return _png(image)


def _hair(draw: ImageDraw.ImageDraw, style: str, colour: str) -> None:
    if style == "short":
        draw.pieslice(_scaled(60, 38, 140, 122), 180, 360, fill=colour)
        draw.rounded_rectangle(_scaled(60, 76, 70, 98), radius=5 * SCALE, fill=colour)
        draw.rounded_rectangle(_scaled(130, 76, 140, 98), radius=5 * SCALE, fill=colour)
    elif style == "long":
        draw.pieslice(_scaled(58, 36, 142, 128), 180, 360, fill=colour)
        draw.polygon([_point(100, 66), _point(62, 96), _point(62, 70)], fill=colour)
        draw.polygon([_point(100, 66), _point(138, 96), _point(138, 70)], fill=colour)
    elif style == "swept":
        draw.chord(_scaled(58, 36, 140, 120), 168, 340, fill=colour)
        draw.ellipse(_scaled(62, 40, 118, 78), fill=colour)
    else:
        draw.pieslice(_scaled(58, 36, 142, 132), 180, 360, fill=colour)
        draw.rounded_rectangle(_scaled(66, 62, 134, 86), radius=10 * SCALE, fill=colour)


def _features(draw: ImageDraw.ImageDraw, *, glasses: bool) -> None:
    ink = "#3a2c27"
    for x in (84, 116):
        draw.ellipse(_scaled(x - 4, 94, x + 4, 102), fill=ink)
        if glasses:
            draw.ellipse(_scaled(x - 13, 85, x + 13, 111), outline=ink, width=2 * SCALE)
    if glasses:
        draw.line((_point(97, 97), _point(103, 97)), fill=ink, width=2 * SCALE)
    draw.arc(_scaled(88, 104, 112, 124), 25, 155, fill=ink, width=3 * SCALE)


class _Picker:
    """Choices that depend on nothing but the key."""

    def __init__(self, key: str) -> None:
        self._digest = hashlib.sha256(key.encode()).digest()
        self._next = 0

    def number(self, below: int) -> int:
        self._next += 1
        return self._digest[self._next] % below

    def of(self, options: tuple[str, ...]) -> str:
        return options[self.number(len(options))]


def _scaled(left: float, top: float, right: float, bottom: float) -> Box:
    return left * SCALE, top * SCALE, right * SCALE, bottom * SCALE


def _point(x: float, y: float) -> tuple[float, float]:
    return x * SCALE, y * SCALE


def _mixed(colour: str, other: int, part: float) -> str:
    parts = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(value * (1 - part) + other * part):02x}" for value in parts)


def _darker(colour: str) -> str:
    return _mixed(colour, 0, 0.12)


def _lighter(colour: str) -> str:
    return _mixed(colour, 255, 0.14)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.resize((SIZE, SIZE), Image.Resampling.LANCZOS).save(out, "PNG", optimize=True)
    return out.getvalue()
