"""What customers attach, of every type Meta names."""

from typing import Any

import pytest

from kaiwa.channels.events import Media, MessageReceived
from kaiwa.channels.messenger.parse import parse
from kaiwa.channels.messenger.tests.webhooks import APP, attachment, body, message

URL = "https://cdn.example/v/t59/quote%20%E8%A6%8B.pdf?oh=1"


def media(raw: dict[str, Any]) -> tuple[Media, ...]:
    parsed = parse(body(raw), APP)
    (event,) = parsed.events
    assert isinstance(event, MessageReceived)
    assert (event.kind, parsed.rejected) == ("text", ())
    return event.attachments


@pytest.mark.parametrize(("theirs", "ours"), [("image", "image"), ("audio", "voice"), ("video", "video")])
def test_files(theirs: str, ours: str) -> None:
    (found,) = media(attachment(theirs, url=URL))
    assert (found.kind, found.url, found.name) == (ours, URL, "")


def test_a_file_keeps_its_name() -> None:
    assert media(attachment("file", url=URL)) == (Media(kind="file", url=URL, name="quote 見.pdf"),)


def test_an_album_is_one_message() -> None:
    pictures = [{"type": "image", "payload": {"url": f"https://cdn.example/{n}"}} for n in range(5)]
    assert [found.url for found in media(message(attachments=pictures))] == [
        f"https://cdn.example/{n}" for n in range(5)
    ]


def test_a_sticker() -> None:
    expected = Media(kind="sticker", url=URL, params={"sticker_id": "369239263222822"})
    assert media(attachment("sticker", url=URL, sticker_id=369239263222822)) == (expected,)


def test_a_sticker_sent_as_an_image_too_is_one() -> None:
    payload = {"url": URL, "sticker_id": 369239263222822}
    pair = [{"type": "image", "payload": payload}, {"type": "sticker", "payload": payload}]
    assert [found.kind for found in media(message(attachments=pair))] == ["sticker"]


def test_two_different_stickers_are_two() -> None:
    pair = [{"type": "sticker", "payload": {"url": URL, "sticker_id": n}} for n in (1, 2)]
    assert len(media(message(attachments=pair))) == 2


def test_a_location() -> None:
    raw = {
        "type": "location",
        "title": "Kaiwa's Location",
        "url": "https://www.facebook.com/l.php?u=x",
        "payload": {"coordinates": {"lat": 35.68, "long": 139.76}},
    }
    assert media(message(attachments=[raw])) == (
        Media(
            kind="location",
            title="Kaiwa's Location",
            link="https://www.facebook.com/l.php?u=x",
            params={"lat": 35.68, "long": 139.76},
        ),
    )


@pytest.mark.parametrize("place", [{}, {"lat": "35", "long": 1}, {"lat": 1e300, "long": 1}, []])
def test_a_location_without_a_place_is_still_one(place: object) -> None:
    assert media(attachment("location", coordinates=place)) == (Media(kind="location"),)


@pytest.mark.parametrize("payload", [None, {"url": "https://shop.example/1", "title": "Shop"}])
def test_a_shared_link_with_and_without_payload(payload: object) -> None:
    raw = {"type": "fallback", "title": "Shop", "url": "https://shop.example/1", "payload": payload}
    assert media(message(attachments=[raw])) == (
        Media(kind="link", title="Shop", link="https://shop.example/1", params={"type": "fallback"}),
    )


@pytest.mark.parametrize("kind", ["reel", "ig_reel", "post", "ig_post", "story_mention_of_next_year"])
def test_posts_reels_and_unknown_kinds_are_links(kind: str) -> None:
    (found,) = media(attachment(kind, url="https://www.facebook.com/reel/1", title="新商品"))
    assert (found.kind, found.title, found.link) == ("link", "新商品", "https://www.facebook.com/reel/1")


def test_a_product_shows_its_title_and_picture() -> None:
    element = {"id": "1", "title": "Teapot", "subtitle": "¥4,800", "image_url": "https://cdn.example/t.png"}
    (found,) = media(attachment("template", product={"elements": [element]}))
    assert (found.kind, found.title, found.params["type"]) == ("template", "Teapot", "product")
    assert found.params["cards"][0]["subtitle"] == "¥4,800"


def test_a_template_shows_its_text_and_buttons() -> None:
    buttons = [{"type": "web_url", "url": "https://x.example", "title": "予約する"}]
    (found,) = media(attachment("template", template_type="button", text="いかがですか", buttons=buttons))
    assert (found.title, found.params["buttons"]) == ("いかがですか", ["予約する"])


def test_an_appointment_booking_is_kept() -> None:
    (found,) = media(attachment("appointment_booking", title="Visit"))
    assert (found.kind, found.title, found.params["type"]) == ("template", "Visit", "appointment_booking")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "IMAGE_URL", 7, None, ["x"]])
def test_only_web_addresses_are_taken(url: object) -> None:
    (picture,) = media(attachment("image", url=url))
    (link,) = media(attachment("fallback", url=url))
    assert (picture.url, link.link) == ("", "")
