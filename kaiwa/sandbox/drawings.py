"""Things customers send, drawn: products, rooms, damage, stickers, papers. No two people own a camera here."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw, ImageFont

Draw = ImageDraw.ImageDraw
WIDE, TALL = (960, 720), (720, 960)


def picture(name: str) -> bytes:
    """A JPEG of the named scene."""
    size, paint = PICTURES[name]
    image = Image.new("RGB", size, "#e9ecef")
    paint(ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=84)
    return out.getvalue()


def sticker(name: str) -> bytes:
    """A PNG sticker with a transparent ground, drawn large and made small for smooth edges."""
    image = Image.new("RGBA", (960, 960), (0, 0, 0, 0))
    STICKERS[name](ImageDraw.Draw(image))
    out = io.BytesIO()
    image.resize((240, 240), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()


def document(name: str) -> tuple[str, str, bytes]:
    """A paper: file name, type, content."""
    file_name, mime, make = FILES[name]
    return file_name, mime, make()


def _room(draw: Draw, size: tuple[int, int], wall: str, floor: str) -> None:
    width, height = size
    draw.rectangle((0, 0, width, height * 0.68), fill=wall)
    draw.rectangle((0, height * 0.68, width, height), fill=floor)


def _espresso(draw: Draw) -> None:
    _room(draw, WIDE, "#f1e4d3", "#8d6748")
    draw.rounded_rectangle((250, 190, 710, 560), 28, fill="#ced4da")
    draw.rounded_rectangle((250, 190, 710, 290), 28, fill="#868e96")
    for x in (330, 480, 630):
        draw.ellipse((x - 24, 215, x + 24, 263), fill="#f8f9fa", outline="#495057", width=5)
    draw.rectangle((380, 300, 580, 480), fill="#343a40")
    draw.polygon([(430, 300), (530, 300), (515, 350), (445, 350)], fill="#adb5bd")
    draw.rounded_rectangle((450, 400, 510, 470), 8, fill="#ffffff")
    draw.rectangle((250, 540, 710, 580), fill="#495057")
    draw.rounded_rectangle((760, 470, 840, 580), 12, fill="#ffffff")
    draw.arc((825, 490, 875, 550), -90, 90, fill="#ffffff", width=12)


def _chairs(draw: Draw) -> None:
    _room(draw, WIDE, "#e7ecf3", "#b9a48b")
    for x, colour in ((170, "#364fc7"), (440, "#5f3dc4"), (710, "#0b7285")):
        draw.rounded_rectangle((x, 210, x + 150, 420), 34, fill=colour)
        draw.rounded_rectangle((x - 15, 410, x + 165, 460), 20, fill=colour)
        draw.rectangle((x + 65, 460, x + 85, 570), fill="#495057")
        draw.line((x + 5, 610, x + 75, 565, x + 145, 610), fill="#495057", width=14)
        for wheel in (x + 5, x + 75, x + 145):
            draw.ellipse((wheel - 12, 602, wheel + 12, 626), fill="#212529")


def _plan(draw: Draw) -> None:
    draw.rectangle((0, 0, *WIDE), fill="#ffffff")
    draw.rectangle((90, 90, 870, 630), outline="#1864ab", width=12)
    for wall in ((450, 90, 450, 380), (450, 380, 870, 380), (90, 430, 300, 430)):
        draw.line(wall, fill="#1864ab", width=10)
    draw.arc((380, 560, 520, 700), 180, 270, fill="#74c0fc", width=6)
    for x in (140, 230, 320):
        draw.rectangle((x, 150, x + 60, 260), outline="#74c0fc", width=5)
    for x in range(520, 820, 90):
        draw.ellipse((x, 190, x + 60, 250), outline="#74c0fc", width=5)
    _label(draw, (270, 340), "OFFICE 42 m2")
    _label(draw, (655, 320), "MEETING 26 m2")
    _label(draw, (600, 500), "LOUNGE")
    _label(draw, (190, 530), "STORE")


def _shop(draw: Draw) -> None:
    draw.rectangle((0, 0, *WIDE), fill="#a5d8ff")
    draw.rectangle((110, 150, 850, 640), fill="#f8f1e5")
    draw.rectangle((110, 150, 850, 240), fill="#2b8a3e")
    for i in range(10):
        left = 110 + i * 74
        draw.polygon(
            [(left, 240), (left + 74, 240), (left + 74, 310), (left + 37, 335), (left, 310)],
            fill="#ffffff" if i % 2 else "#40c057",
        )
    draw.rectangle((160, 370, 470, 590), fill="#74c0fc", outline="#5c4033", width=12)
    draw.rectangle((560, 360, 760, 640), fill="#5c4033")
    draw.rectangle((590, 390, 730, 540), fill="#d0ebff")
    draw.rectangle((0, 640, 960, 720), fill="#adb5bd")


def _box(draw: Draw) -> None:
    _room(draw, TALL, "#dee2e6", "#ced4da")
    draw.polygon([(130, 380), (590, 380), (590, 800), (130, 800)], fill="#c99a62")
    draw.polygon([(130, 380), (220, 280), (660, 280), (590, 380)], fill="#dbb583")
    draw.polygon([(590, 380), (660, 280), (660, 700), (590, 800)], fill="#a97b48")
    draw.rectangle((330, 380, 390, 800), fill="#e6d2b0")
    draw.polygon([(130, 640), (210, 600), (250, 690), (330, 720), (240, 800), (130, 800)], fill="#6b4a26")
    draw.line((210, 600, 260, 520, 240, 470), fill="#6b4a26", width=8)


def _desk(draw: Draw) -> None:
    _room(draw, WIDE, "#f3f0ff", "#d0bfa5")
    draw.rounded_rectangle((120, 420, 840, 460), 10, fill="#a9793f")
    for x in (160, 770):
        draw.rectangle((x, 460, x + 30, 640), fill="#495057")
    draw.rounded_rectangle((330, 200, 630, 380), 12, fill="#212529")
    draw.rectangle((348, 218, 612, 362), fill="#4dabf7")
    draw.rectangle((465, 380, 495, 420), fill="#495057")
    draw.rounded_rectangle((690, 350, 750, 420), 8, fill="#2b8a3e")
    draw.ellipse((670, 280, 770, 370), fill="#51cf66")


def _room_view(draw: Draw) -> None:
    _room(draw, WIDE, "#fff4e6", "#d9b98c")
    draw.rectangle((330, 90, 780, 400), fill="#d0ebff", outline="#ffffff", width=18)
    draw.line((555, 90, 555, 400), fill="#ffffff", width=14)
    draw.rounded_rectangle((90, 430, 520, 620), 40, fill="#748ffc")
    draw.rounded_rectangle((60, 500, 140, 640), 26, fill="#5c7cfa")
    draw.rounded_rectangle((470, 500, 550, 640), 26, fill="#5c7cfa")
    draw.ellipse((640, 560, 880, 640), fill="#a9793f")


def _receipt(draw: Draw) -> None:
    draw.rectangle((0, 0, *TALL), fill="#5c4033")
    draw.polygon([(160, 60), (560, 60), (570, 890), (150, 890)], fill="#fdfdfb")
    _label(draw, (360, 130), "RECEIPT", size=46)
    for i, (what, price) in enumerate(
        (("Espresso S2", "248,000"), ("Grinder", "61,000"), ("Setup", "18,000"))
    ):
        _label(draw, (200, 260 + i * 80), what, anchor="lm")
        _label(draw, (520, 260 + i * 80), price, anchor="rm")
    draw.line((200, 530, 520, 530), fill="#495057", width=4)
    _label(draw, (200, 590), "TOTAL", anchor="lm", size=38)
    _label(draw, (520, 590), "327,000", anchor="rm", size=38)


def _label(draw: Draw, at: tuple[float, float], text: str, *, size: int = 30, anchor: str = "mm") -> None:
    draw.text(at, text, font=ImageFont.load_default(size=size), fill="#343a40", anchor=anchor)


def _like(draw: Draw) -> None:
    draw.rounded_rectangle((120, 420, 290, 850), 60, fill="#0a7cff")
    draw.polygon(
        [(340, 440), (480, 250), (500, 90), (590, 90), (640, 190), (610, 400), (340, 500)], fill="#0a7cff"
    )
    draw.ellipse((480, 70, 650, 260), fill="#0a7cff")
    for top, right in ((390, 860), (505, 830), (620, 800), (735, 760)):
        draw.rounded_rectangle((340, top, right, top + 130), 65, fill="#0a7cff")
    draw.rectangle((340, 440, 640, 840), fill="#0a7cff")


def _smile(draw: Draw, ground: str, cheeks: str) -> None:
    draw.ellipse((90, 90, 870, 870), fill=ground)
    for x in (340, 620):
        draw.ellipse((x - 45, 340, x + 45, 450), fill="#3a2c27")
        draw.ellipse((x - 150, 500, x - 30, 570) if x == 340 else (x + 30, 500, x + 150, 570), fill=cheeks)


def _thanks(draw: Draw) -> None:
    _smile(draw, "#ffd43b", "#ff8787")
    draw.chord((320, 440, 640, 720), 0, 180, fill="#862e2e")
    heart = "#ff6b6b"
    for left in (690, 790):
        draw.ellipse((left, 90, left + 125, 215), fill=heart)
    draw.polygon([(700, 185), (905, 185), (802, 320)], fill=heart)


def _hello(draw: Draw) -> None:
    _smile(draw, "#74c0fc", "#faa2c1")
    draw.arc((330, 430, 630, 690), 20, 160, fill="#1c3d5a", width=34)
    draw.rounded_rectangle((780, 60, 900, 330), 60, fill="#4dabf7")


def _ok(draw: Draw) -> None:
    draw.ellipse((90, 90, 870, 870), fill="#51cf66")
    draw.line((280, 500, 430, 650, 700, 330), fill="#ffffff", width=90, joint="curve")


def _quote() -> bytes:
    return _paper(
        "QUOTATION  No. 2026-1187", ("Espresso machine S2 x 2", "Grinder G1 x 2", "Delivery and setup")
    )


def _plan_pdf() -> bytes:
    return _paper("FLOOR PLAN  4F  rev. C", ("Office 42 m2", "Meeting room 26 m2", "Lounge 31 m2"))


def _paper(title: str, lines: tuple[str, ...]) -> bytes:
    image = Image.new("RGB", (1240, 1754), "#ffffff")
    draw = ImageDraw.Draw(image)
    _label(draw, (120, 180), title, size=56, anchor="lm")
    draw.line((120, 240, 1120, 240), fill="#495057", width=4)
    for index, line in enumerate(lines):
        _label(draw, (120, 340 + index * 90), line, size=40, anchor="lm")
        draw.line((120, 390 + index * 90, 1120, 390 + index * 90), fill="#dee2e6", width=2)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=150)
    return out.getvalue()


def _order_csv() -> bytes:
    rows = (
        "品番,品名,数量",
        "CH-204,会議チェア ネイビー,24",
        "DK-118,昇降デスク 1400,12",
        "LK-006,ロッカー 6人用,4",
    )
    return ("\ufeff" + "\r\n".join(rows) + "\r\n").encode()


PICTURES: dict[str, tuple[tuple[int, int], Callable[[Draw], None]]] = {
    "espresso": (WIDE, _espresso), "chairs": (WIDE, _chairs), "plan": (WIDE, _plan), "shop": (WIDE, _shop),
    "box": (TALL, _box), "desk": (WIDE, _desk), "room": (WIDE, _room_view), "receipt": (TALL, _receipt),
}  # fmt: skip
STICKERS: dict[str, Callable[[Draw], None]] = {
    "sticker-like": _like, "sticker-thanks": _thanks, "sticker-hello": _hello, "sticker-ok": _ok,
}  # fmt: skip
FILES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "quote": ("見積書_2026-1187.pdf", "application/pdf", _quote),
    "floorplan": ("4F平面図_revC.pdf", "application/pdf", _plan_pdf),
    "order": ("発注リスト.csv", "text/csv", _order_csv),
}
