"""What is attached to a message, in our words."""

from typing import Any
from urllib.parse import unquote, urlsplit

from kaiwa.channels.events import AttachmentKind, Media
from kaiwa.channels.messenger import values

# Files: `url` is theirs for a while, and we copy it
_FILES: dict[str, AttachmentKind] = {
    "image": "image",
    "audio": "voice",
    "video": "video",
    "file": "file",
    "sticker": "sticker",
}
_TITLE_MAX = 500
_NAME_MAX = 255
_MOST_ELEMENTS = 10


def attachments(items: list[Any]) -> tuple[Media, ...]:
    """All of a message's, in order. A sticker sent both as image and as sticker is one."""
    found: list[Media] = []
    stickers: set[str] = set()
    for item in items:
        if not isinstance(item, dict):
            raise values.UnreadableItem("attachment is not an object")
        media = _attachment(item)
        # Until August 2026 one sticker came twice: as `image` with a sticker_id, and as `sticker`
        sticker = str(media.params.get("sticker_id", "")) if media.kind == "sticker" else ""
        if sticker and sticker in stickers:
            continue
        stickers.add(sticker)
        found.append(media)
    return tuple(found)


def _attachment(item: dict[str, Any]) -> Media:
    kind = values.text(item.get("type"))
    payload = values.optional_mapping(item.get("payload"))
    if kind in _FILES:
        return _file(_FILES[kind], payload)
    if kind == "location":
        return _location(item, payload)
    if kind in {"template", "appointment_booking"}:
        return _template(kind, item, payload)
    return _link(kind, item, payload)


def _file(kind: AttachmentKind, payload: dict[str, Any]) -> Media:
    source = values.url(payload.get("url"))
    sticker = payload.get("sticker_id")
    if isinstance(sticker, int | str) and sticker:
        return Media(kind="sticker", url=source, params={"sticker_id": values.text(str(sticker)[:64])})
    return Media(kind=kind, url=source, name=_name(source) if kind == "file" else "")


def _location(item: dict[str, Any], payload: dict[str, Any]) -> Media:
    place = values.optional_mapping(payload.get("coordinates"))
    params = {name: _coordinate(place.get(name)) for name in ("lat", "long")}
    return Media(
        kind="location",
        title=values.text(item.get("title"), _TITLE_MAX),
        link=values.url(item.get("url") or payload.get("url")),
        params=params if None not in params.values() else {},
    )


def _template(kind: str, item: dict[str, Any], payload: dict[str, Any]) -> Media:
    """Cards: their titles are what a reader needs; the first link and picture go along."""
    product = values.optional_mapping(payload.get("product"))
    elements = values.optional_list(product.get("elements") or payload.get("elements"))
    cards = [_card(element) for element in elements[:_MOST_ELEMENTS] if isinstance(element, dict)]
    titles = " / ".join(card["title"] for card in cards if card["title"])
    title = values.text(item.get("title") or payload.get("title") or payload.get("text")) or titles
    return Media(
        kind="template",
        title=title[:_TITLE_MAX],
        link=next((card["link"] for card in cards if card["link"]), values.url(item.get("url"))),
        params={
            "type": values.text(payload.get("template_type"), 64) or ("product" if product else kind),
            "cards": cards,
            "buttons": _buttons(payload.get("buttons")),
        },
    )


def _card(element: dict[str, Any]) -> dict[str, str]:
    return {
        "title": values.text(element.get("title"), _TITLE_MAX),
        "subtitle": values.text(element.get("subtitle"), _TITLE_MAX),
        "image_url": values.url(element.get("image_url")),
        "link": values.url(element.get("item_url") or element.get("url")),
    }


def _buttons(items: Any) -> list[str]:
    buttons = [values.optional_mapping(item) for item in values.optional_list(items)[:_MOST_ELEMENTS]]
    return [title for button in buttons if (title := values.text(button.get("title"), _TITLE_MAX))]


def _link(kind: str, item: dict[str, Any], payload: dict[str, Any]) -> Media:
    """Fallback, reel, post and kinds not known yet: whatever link and title they bring is kept."""
    return Media(
        kind="link",
        title=values.text(payload.get("title") or item.get("title"), _TITLE_MAX),
        link=values.url(payload.get("url") or item.get("url")),
        params={"type": values.text(kind, 64)},
    )


def _name(source: str) -> str:
    """Meta keeps a file's own name as the last part of its address."""
    try:
        return values.text(unquote(urlsplit(source).path.rsplit("/", 1)[-1]), _NAME_MAX)
    except ValueError:
        return ""


def _coordinate(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -180 <= value <= 180:
        return None
    return float(value)
