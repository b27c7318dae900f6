"""Files: told by content, small copies of pictures, and a second chance to fetch what could not be had."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kaiwa.conversations import media
from kaiwa.conversations.models import Attachment
from kaiwa.conversations.tests.facebook import ago
from kaiwa.conversations.tests.test_fetching import picture
from kaiwa.conversations.tests.test_receiving import items


def photo(width: int, height: int, *, kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Half red, half blue from left to right, as the camera held upright saw it."""
    image = Image.new("RGB", (width, height), "red")
    image.paste("blue", (width // 2, 0, width, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = BytesIO()
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def upload(person, content: bytes, name: str, claimed: str = "image/jpeg"):
    answer = person.upload("/api/v1/attachments", SimpleUploadedFile(name, content, content_type=claimed))
    assert answer.status_code == 201
    return answer.json()


def test_a_large_picture_has_a_small_copy(alice):
    shown = upload(alice, photo(3000, 2000), "big.jpg")
    assert (shown["width"], shown["height"]) == (3000, 2000)
    assert shown["thumbnail_url"] == f"/thumbnails/{shown['id']}"
    row = Attachment.objects.get()
    with Image.open(default_storage.open(row.thumbnail)) as small:
        assert (small.format, small.size) == ("WEBP", (640, 427))


def test_a_small_picture_is_its_own_copy(alice):
    assert upload(alice, photo(200, 100), "small.jpg")["thumbnail_url"] is None


def test_a_picture_taken_with_the_phone_on_its_side_stands_upright(alice):
    """EXIF orientation 6: to be turned right by a quarter"""
    shown = upload(alice, photo(2000, 1000, orientation=6), "side.jpg")
    assert (shown["width"], shown["height"]) == (1000, 2000)
    with Image.open(default_storage.open(Attachment.objects.get().thumbnail)) as small:
        assert small.size == (320, 640)
        top, bottom = (colour(small, (160, y)) for y in (40, 600))
    assert top == "red"
    assert bottom == "blue"


def colour(image: Image.Image, at: tuple[int, int]) -> str:
    pixel = image.convert("RGB").getpixel(at)
    assert isinstance(pixel, tuple)
    return "red" if pixel[0] > pixel[2] else "blue"


def test_a_picture_that_would_unpack_to_gigabytes_is_shown_without_a_copy(alice):
    """A hostile file costs neither memory nor the upload."""
    out = BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    shown = upload(alice, out.getvalue(), "bomb.png", "image/png")
    assert (shown["state"], shown["thumbnail_url"]) == ("stored", None)


@pytest.mark.parametrize("cut", [40, 2_000])
def test_half_a_picture_is_still_a_file(alice, cut):
    shown = upload(alice, photo(3000, 2000)[:cut], "half.jpg")
    assert (shown["state"], shown["thumbnail_url"]) == ("stored", None)


def test_a_page_that_calls_itself_a_picture_is_no_picture(alice):
    shown = upload(alice, b"<html><script>alert(1)</script></html>", "cat.jpg")
    assert (shown["kind"], shown["mime"].startswith("image/")) == ("file", False)


def test_what_could_not_be_had_can_be_asked_for_again_while_the_link_lives(facebook, alice):
    """D-01, D-46"""
    conversation = picture(facebook)
    Attachment.objects.update(state="failed", error_code="unreachable", attempts=media.MOST_ATTEMPTS)
    (shown,) = items(alice, conversation)[0]["attachments"]
    assert (shown["state"], shown["error"]["code"], shown["can_fetch"]) == ("failed", "unreachable", True)
    again = alice.post(f"/api/v1/attachments/{shown['id']}/fetch").json()
    assert (again["state"], again["can_fetch"]) == ("pending", False)
    facebook.work()
    assert items(alice, conversation)[0]["attachments"][0]["state"] == "stored"


def test_a_link_that_ended_says_so_and_offers_nothing(facebook, alice):
    conversation = picture(facebook)
    Attachment.objects.update(source_url=Attachment.objects.get().source_url + "0")
    facebook.work()
    (shown,) = items(alice, conversation)[0]["attachments"]
    assert (shown["state"], shown["error"]["code"], shown["can_fetch"]) == ("failed", "file_gone", False)
    answer = alice.post(f"/api/v1/attachments/{shown['id']}/fetch")
    assert (answer.status_code, answer.json()["code"]) == (409, "nothing_to_fetch")


def test_a_file_of_somebody_else_cannot_be_asked_for(facebook, alice, charlie):
    picture(facebook)
    Attachment.objects.update(state="failed", error_code="unreachable", next_attempt_at=ago(seconds=1))
    assert charlie.post(f"/api/v1/attachments/{Attachment.objects.get().pk}/fetch").status_code == 404
