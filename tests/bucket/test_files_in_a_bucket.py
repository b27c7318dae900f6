"""Files in a bucket: stored, shown to those who may see them, and deleted with what they belong to (FB-03, FB-04)."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import unquote

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from kaiwa.conversations.models import Attachment, Conversation, DiscardedFile, Identity, Message
from kaiwa.conversations.tasks import sweep
from kaiwa.conversations.tests.facebook import Facebook, ours
from kaiwa.conversations.tests.test_fetching import picture
from kaiwa.conversations.tests.test_media import photo
from kaiwa.conversations.tests.test_receiving import items
from tests.bucket.conftest import PREFIX


def received(facebook: Facebook, person: Any) -> tuple[Conversation, dict[str, Any]]:
    """A picture that a customer sent, as the API shows it."""
    conversation = picture(facebook)
    facebook.work()
    (shown,) = items(person, conversation)[0]["attachments"]
    return conversation, shown


def send_photo(person: Any, conversation: Conversation, name: str) -> Any:
    file = SimpleUploadedFile(name, photo(2000, 1000), content_type="image/jpeg")
    uploaded = person.upload("/api/v1/attachments", file)
    assert uploaded.status_code == 201, uploaded.content
    body = {"key": "0123456789abcdef", "attachments": [uploaded.json()["id"]]}
    answer = person.post(f"/api/v1/conversations/{conversation.pk}/messages", body)
    assert answer.status_code == 201, answer.content
    return uploaded.json()


def test_a_picture_goes_into_the_bucket_and_out_to_those_who_may_see_it(
    edge, bucket, facebook, alice, charlie
) -> None:
    conversation, shown = received(facebook, alice)
    row = Attachment.objects.get()
    assert {f"{PREFIX}/{row.file}"} <= bucket.keys
    assert all(key.startswith(f"{PREFIX}/") for key in bucket.keys)

    whole = edge.client.get(shown["url"], headers={"cookie": alice.cookie})
    stored = bucket.client.get_object(Bucket="kaiwa-files", Key=f"{PREFIX}/{row.file}")["Body"].read()
    assert (whole.status_code, whole.content) == (200, stored)
    assert whole.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert whole.headers["x-content-type-options"] == "nosniff"
    part = edge.client.get(shown["url"], headers={"cookie": alice.cookie, "range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, stored[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(stored)}"
    assert edge.client.get(shown["url"], headers={"cookie": charlie.cookie}).status_code == 404
    assert edge.client.get(shown["url"]).status_code == 401

    facebook.write(kind="unsend", mid=conversation.messages.get().external_id)
    facebook.work()
    # Who the customer is stays, with their own picture
    assert bucket.keys == {f"{PREFIX}/{Identity.objects.get().picture}"}
    assert edge.client.get(shown["url"], headers={"cookie": alice.cookie}).status_code == 404


def test_a_photo_with_a_japanese_name_is_seen_small_and_reaches_the_customer(
    edge, bucket, facebook, alice
) -> None:
    conversation = facebook.write("写真をください")
    shown = send_photo(alice, conversation, "お見積り 2026年.jpg")
    facebook.work()

    assert ours(conversation).status == "sent"
    assert any(one.get("attachments") for one in facebook.phone())
    small = edge.client.get(shown["thumbnail_url"], headers={"cookie": alice.cookie})
    with Image.open(BytesIO(small.content)) as image:
        assert (image.format, image.size) == ("WEBP", (640, 320))
    answer = edge.client.get(shown["url"], headers={"cookie": alice.cookie})
    assert unquote(answer.headers["content-disposition"]) == "inline; filename*=utf-8''お見積り 2026年.jpg"
    assert all(key.isascii() for key in (key.removeprefix(PREFIX) for key in bucket.keys))


def test_a_film_is_watched_from_the_middle(edge, bucket, alice) -> None:
    content = bytes(range(256)) * 10_000  # two pieces and a half
    uploaded = alice.upload(
        "/api/v1/attachments", SimpleUploadedFile("film.mp4", content, "video/mp4")
    ).json()
    path = uploaded["url"]

    def get(**headers: str) -> tuple[int, bytes, str]:
        answer = edge.client.get(path, headers={"cookie": alice.cookie, **headers})
        return answer.status_code, answer.content, answer.headers.get("content-range", "")

    size = len(content)
    assert get() == (200, content, "")
    assert get(range="bytes=1500000-") == (206, content[1500000:], f"bytes 1500000-{size - 1}/{size}")
    assert get(range="bytes=-7") == (206, content[-7:], f"bytes {size - 7}-{size - 1}/{size}")
    assert get(range=f"bytes={size}-") == (416, b"", f"bytes */{size}")
    assert get(range="bytes=5-2")[0] == 200
    head = edge.client.head(path, headers={"cookie": alice.cookie})
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(size), b"")


def test_what_is_not_in_the_bucket_any_more_is_404(edge, bucket, facebook, alice) -> None:
    _, shown = received(facebook, alice)
    bucket.empty()
    assert edge.client.get(shown["url"], headers={"cookie": alice.cookie}).status_code == 404


# --- while the bucket is away -----------------------------------------------------------------------------


def test_what_customers_send_meanwhile_is_stored_afterwards(edge, bucket, outage, facebook, alice) -> None:
    outage.begin()
    conversation = picture(facebook)
    facebook.work()
    (waits,) = items(alice, conversation)[0]["attachments"]
    assert (waits["state"], waits["error"]["code"]) == ("pending", "storage_away")
    assert items(alice, conversation)[0]["conversation_id"] == conversation.pk
    row = Attachment.objects.get()
    assert (row.attempts, bucket.keys) == (0, set())
    assert Identity.objects.get().name  # not without a name, for want of a picture

    outage.end()
    due(facebook)
    (shown,) = items(alice, conversation)[0]["attachments"]
    assert shown["state"] == "stored"
    assert edge.client.get(shown["url"], headers={"cookie": alice.cookie}).status_code == 200
    assert Identity.objects.get().picture


def test_a_file_waits_in_its_message_and_is_sent_afterwards(bucket, outage, facebook, alice) -> None:
    conversation = facebook.write("写真をください")
    send_photo(alice, conversation, "photo.jpg")
    outage.begin()
    facebook.work()
    waits = ours(conversation)
    assert (waits.status, waits.error_code, waits.attempts) == ("queued", "storage_away", 0)

    outage.end()
    due(facebook)
    assert ours(conversation).status == "sent"


def test_an_upload_is_refused_and_can_be_repeated(bucket, outage, alice) -> None:
    file = SimpleUploadedFile("photo.jpg", photo(200, 100), content_type="image/jpeg")
    outage.begin()
    refusal = alice.upload("/api/v1/attachments", file)
    assert (refusal.status_code, refusal.json()["code"]) == (503, "files_away")
    outage.end()
    file.seek(0)
    assert alice.upload("/api/v1/attachments", file).status_code == 201


def test_what_is_deleted_meanwhile_is_deleted_there_afterwards(bucket, outage, facebook, alice) -> None:
    conversation, _ = received(facebook, alice)
    stored = bucket.keys
    outage.begin()
    facebook.write(kind="unsend", mid=conversation.messages.get().external_id)
    facebook.work()
    assert not Attachment.objects.exists()
    assert bucket.keys == stored

    outage.end()
    due(facebook)
    assert bucket.keys < stored
    assert not DiscardedFile.objects.exists()


def due(facebook: Facebook) -> None:
    """The time for another try has come, and the sweep finds it."""
    now = timezone.now()
    Attachment.objects.filter(state="pending").update(next_attempt_at=now)
    Identity.objects.filter(profile="due").update(profile_due_at=now)
    Message.objects.filter(status="queued").update(next_attempt_at=now)
    sweep(0)
    facebook.work()
