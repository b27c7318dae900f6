"""A message as the Conversations API shows it, in the same words as its webhook would have been."""

from datetime import datetime
from typing import Any

from kaiwa.channels import events
from kaiwa.channels.events import AttachmentKind, Media
from kaiwa.channels.messenger import values
from kaiwa.channels.messenger.values import UnreadableItem

Row = dict[str, Any]


def event(row: Row, page: str, contact: str) -> events.MessageReceived | events.Echo | None:
    """None for one that is named without its content. Raises UnreadableItem."""
    sender = values.optional_mapping(row.get("from")).get("id")
    if sender is None:
        return None
    external_id, at = values.identifier(row.get("id"), "id", 255), when(row.get("created_time"))
    text, media = values.text(row.get("message")), tuple(_media(row))
    reply_to = values.optional_mid(values.optional_mapping(row.get("reply_to")).get("mid"))
    if str(sender) == page:
        return events.Echo(
            channel=page,
            contact=contact,
            at=at,
            external_id=external_id,
            text=text,
            attachments=media,
            reply_to=reply_to,
        )
    return events.MessageReceived(
        channel=page,
        contact=contact,
        at=at,
        external_id=external_id,
        kind="text" if text or media else "unsupported",
        text=text,
        attachments=media,
        reply_to=reply_to,
        # The list does not tell who may answer
        holder=None,
    )


def when(value: Any) -> datetime:
    """`2026-11-22T10:00:00+0000`: whole seconds."""
    try:
        found = datetime.fromisoformat(values.text(value))
    except ValueError as error:
        raise UnreadableItem("no usable time") from error
    if found.tzinfo is None:
        raise UnreadableItem("a time without its zone")
    return found


def _media(row: Row) -> list[Media]:
    found = [_file(values.optional_mapping(each)) for each in _data(row, "attachments")]
    if sticker := values.url(row.get("sticker")):
        found.append(Media(kind="sticker", url=sticker))
    for share in _data(row, "shares"):
        of = values.optional_mapping(share)
        title = values.text(of.get("name"), 500)
        found.append(Media(kind="link", title=title, link=values.url(of.get("link"))))
    return found


def _file(of: Row) -> Media:
    picture, video = (
        values.optional_mapping(of.get("image_data")),
        values.optional_mapping(of.get("video_data")),
    )
    kind: AttachmentKind = "file"
    if picture:
        kind = "image"
    elif video:
        kind = "video"
    elif values.text(of.get("mime_type")).startswith("audio/"):
        kind = "voice"
    url = values.url(picture.get("url") or video.get("url") or of.get("file_url"))
    return Media(kind=kind, url=url, name=values.text(of.get("name"), 255) if kind == "file" else "")


def _data(row: Row, name: str) -> list[Any]:
    return values.optional_list(values.optional_mapping(row.get(name)).get("data"))
