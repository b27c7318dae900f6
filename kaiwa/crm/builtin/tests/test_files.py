"""Files that members put on records (TL-19): told by content, kept once, seen with their record."""

from __future__ import annotations

from io import BytesIO

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kaiwa.crm.builtin.models import File
from kaiwa.crm.builtin.records import files


def upload(who, path: str, content: bytes, name: str, claimed: str = "image/png"):
    return who.upload(f"/api/v1/{path}", SimpleUploadedFile(name, content, content_type=claimed))


def test_a_file_stands_in_the_feed_until_it_is_deleted(alice, bob, made):
    deal = made("deals", title="Ten bikes")
    picture = BytesIO()
    Image.new("RGB", (900, 600), "red").save(picture, "PNG")
    path = f"deals/{deal['id']}/files"
    first = upload(alice, f"{path}?key=one", picture.getvalue(), "写真.png").json()
    assert upload(alice, f"{path}?key=one", picture.getvalue(), "写真.png").json() == first
    assert (first["file"]["name"], first["file"]["mime"], first["file"]["width"]) == (
        "写真.png",
        "image/png",
        900,
    )
    (item,) = bob.get(f"/api/v1/deals/{deal['id']}/feed", kind="file").json()["items"]
    assert (item["author"]["name"], item["file"]) == ("Alice Aoki", first["file"])
    row = File.objects.get()
    names = [row.file, row.thumbnail]
    assert all(default_storage.exists(name) for name in names)
    assert bob.delete(f"/api/v1/crm-files/{row.pk}").status_code == 204
    assert alice.get(f"/api/v1/deals/{deal['id']}/feed", kind="file").json()["items"] == []
    files.empty()
    assert not any(default_storage.exists(name) for name in names)


def test_what_a_file_claims_to_be_does_not_matter(alice, made):
    deal = made("deals", title="Ten bikes")
    for content, name in (
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.png"),
        (b"<html><script>alert(1)</script></html>", "../../a\u202egnp.html"),
    ):
        shown = upload(alice, f"deals/{deal['id']}/files", content, name).json()["file"]
        assert shown["mime"] != "image/png"
        assert shown["thumbnail_url"] is None
        assert "/" not in shown["name"]
        assert "\u202e" not in shown["name"]


def test_nothing_is_put_on_what_was_archived_and_nothing_empty_anywhere(alice, made):
    deal = made("deals", title="Ten bikes")
    path = f"deals/{deal['id']}/files"
    assert upload(alice, path, b"", "a.png").json()["code"] == "empty_file"
    alice.post(f"/api/v1/deals/{deal['id']}/archive", {})
    assert upload(alice, path, b"a", "a.png").json()["code"] == "crm_archived"
    assert not File.objects.exists()
