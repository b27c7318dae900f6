"""Files: for those who may see them, and never with our origin's rights (FB-03, FB-04)."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Attachment, Identity
from kaiwa.crm.builtin.models import Stage
from kaiwa.crm.builtin.records import deals, entries, files, pipelines
from kaiwa.edge.tests.conftest import Person, conversation, write
from kaiwa.edge.tests.running import Edge

CONTENT = bytes(range(256)) * 40
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 100


def attach(
    channel: Channel, *, name: str = "photo.jpg", mime: str = "image/jpeg", content: bytes = CONTENT
) -> str:
    """The address of a stored attachment of a message on that channel."""
    made = Attachment.objects.create(
        workspace=channel.connection.workspace,
        message=write(conversation(channel), ""),
        kind="image",
        name=name,
        mime=mime,
        size=len(content),
        file=default_storage.save("media/test", ContentFile(content)),
        state=Attachment.State.STORED,
    )
    return f"/files/{made.pk}"


def test_a_file_comes_whole_with_headers_that_keep_it_harmless(
    edge: Edge, alice: Person, shared: Channel
) -> None:
    answer = edge.client.get(attach(shared), headers=alice.session)

    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["content-disposition"].startswith("inline")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    "mime", ["text/html", "image/svg+xml", "application/pdf", "text/xml", "application/javascript", "", "x"]
)
def test_what_could_carry_a_script_is_saved_and_not_shown(
    edge: Edge, alice: Person, shared: Channel, mime: str
) -> None:
    path = attach(shared, name="page.html", mime=mime, content=b"<script>alert(1)</script>")

    answer = edge.client.get(path, headers=alice.session)

    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment")


def test_who_may_see_the_channel_may_see_its_files(
    edge: Edge, team: tuple[Person, Person, Person], shared: Channel, private: Channel
) -> None:
    """FB-03, FB-04: to others it does not exist."""
    _alice, bob, _charlie = team
    of_all, of_alice = attach(shared), attach(private)

    def statuses(path: str) -> list[int]:
        return [edge.client.get(path, headers=who.session).status_code for who in team]

    assert statuses(of_all) == [200, 200, 404]
    assert statuses(of_alice) == [200, 404, 404]
    assert edge.client.get(of_all).status_code == 401
    assert edge.client.get(of_all, headers=bob.bearer).status_code == 200
    assert edge.client.get(of_alice, headers=bob.bearer).status_code == 404


def test_an_upload_not_yet_sent_is_its_members_own(edge: Edge, alice: Person, bob: Person) -> None:
    made = Attachment.objects.create(
        workspace=alice.member.workspace,
        uploaded_by=alice.member,
        kind="file",
        file=default_storage.save("media/test", ContentFile(b"draft")),
        state=Attachment.State.STORED,
    )

    assert edge.client.get(f"/files/{made.pk}", headers=alice.session).content == b"draft"
    assert edge.client.get(f"/files/{made.pk}", headers=bob.session).status_code == 404


def test_parts_of_a_file(edge: Edge, alice: Person, shared: Channel) -> None:
    """A film is watched from the middle, and a broken download goes on."""
    path = attach(shared, mime="video/mp4")

    def get(wanted: str, **more: str) -> tuple[int, bytes, str]:
        answer = edge.client.get(path, headers={**alice.session, "range": wanted, **more})
        return answer.status_code, answer.content, answer.headers.get("content-range", "")

    size = len(CONTENT)
    assert get("bytes=0-9") == (206, CONTENT[:10], f"bytes 0-9/{size}")
    assert get("bytes=-5") == (206, CONTENT[-5:], f"bytes {size - 5}-{size - 1}/{size}")
    assert get(f"bytes={size - 1}-") == (206, CONTENT[-1:], f"bytes {size - 1}-{size - 1}/{size}")
    assert get(f"bytes={size}-")[0] == 416
    etag = edge.client.head(path, headers=alice.session).headers["etag"]
    assert get("bytes=0-9", **{"if-range": etag})[0] == 206
    assert get("bytes=0-9", **{"if-range": '"another"'})[:2] == (200, CONTENT)


def test_an_unchanged_file_is_not_sent_again_but_asked_for_again(
    edge: Edge, alice: Person, bob: Person, shared: Channel
) -> None:
    path = attach(shared)
    etag = edge.client.get(path, headers=alice.session).headers["etag"]

    again = edge.client.get(path, headers={**alice.session, "if-none-match": etag})
    stranger = edge.client.get(path, headers={"if-none-match": etag})

    assert (again.status_code, again.content) == (304, b"")
    assert stranger.status_code == 401


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("請求書 2026年11月.pdf", "請求書 2026年11月.pdf"),
        ('a"; filename="evil.exe', 'a"; filename="evil.exe'),
        ("line\r\nSet-Cookie: a=b", "lineSet-Cookie: a=b"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("C:\\temp\\x.txt", "C:_temp_x.txt"),
        ("", "image-"),
        ("\u200f\u202e", "image-"),
        ("100%25.txt", "100%25.txt"),
    ],
)
def test_hostile_names_stay_names(
    edge: Edge, alice: Person, shared: Channel, name: str, expected: str
) -> None:
    answer = edge.client.get(attach(shared, name=name), headers=alice.session)

    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    disposition = answer.headers["content-disposition"]
    kind, _, parameter = disposition.partition("; ")
    assert kind == "inline"
    given = parameter.removeprefix("filename*=utf-8''").removeprefix('filename="').removesuffix('"')
    assert unquote(given).startswith(expected)
    assert '"' not in given


@pytest.mark.parametrize("pk", ["0", "-1", "abc", "1/../2", "9" * 30, "%00", "", "１"])
def test_addresses_that_are_no_files(edge: Edge, alice: Person, pk: str) -> None:
    assert edge.client.get(f"/files/{pk}", headers=alice.session).status_code == 404
    assert edge.client.post("/files/1", headers=alice.session).status_code == 405


def test_a_file_that_storage_lost_is_404(edge: Edge, alice: Person, shared: Channel) -> None:
    path = attach(shared)
    default_storage.delete(Attachment.objects.get().file)

    assert edge.client.get(path, headers=alice.session).status_code == 404


def test_a_file_not_yet_fetched_is_404(edge: Edge, alice: Person, shared: Channel) -> None:
    path = attach(shared)
    Attachment.objects.update(state=Attachment.State.PENDING)

    assert edge.client.get(path, headers=alice.session).status_code == 404


def test_a_small_copy_of_a_picture_is_kept_by_the_browser_of_those_who_may_see_it(
    edge: Edge, team: tuple[Person, Person, Person], private: Channel
) -> None:
    alice, bob, _charlie = team
    path = attach(private).replace("/files/", "/thumbnails/")
    assert edge.client.get(path, headers=alice.session).status_code == 404
    Attachment.objects.update(thumbnail=default_storage.save("media/test-small", ContentFile(b"RIFF")))

    answer = edge.client.get(path, headers=alice.session)

    assert (answer.content, answer.headers["content-type"]) == (b"RIFF", "image/webp")
    assert answer.headers["cache-control"] == "private, max-age=86400, immutable"
    assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert edge.client.get(path, headers=bob.session).status_code == 404


def test_a_contacts_picture(edge: Edge, team: tuple[Person, Person, Person], private: Channel) -> None:
    alice, bob, charlie = team
    conversation(private)
    identity = Identity.objects.get()
    assert edge.client.get(f"/pictures/{identity.pk}", headers=alice.session).status_code == 404
    identity.picture = default_storage.save("pictures/test", ContentFile(PNG))
    identity.save()

    answer = edge.client.get(f"/pictures/{identity.pk}", headers=alice.session)

    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    assert edge.client.get(f"/pictures/{identity.pk}", headers=bob.session).status_code == 404
    assert edge.client.get(f"/pictures/{identity.pk}", headers=charlie.session).status_code == 404
    assert edge.client.get(f"/pictures/{identity.pk}").status_code == 401


def test_a_records_file_is_for_those_who_see_one_of_its_records(
    edge: Edge, team: tuple[Person, Person, Person]
) -> None:
    """H-16: and never with our origin's rights."""
    alice, _bob, _charlie = team
    deal = deals.create(
        alice.member.workspace,
        deals.Draft(title="Ten bikes", stage=_stage(alice), owner=alice.member),
        by=alice.member,
    )
    stored = [default_storage.save("crm/test", ContentFile(content)) for content in (CONTENT, PNG)]
    kept = files.Kept(stored[0], "image/svg+xml", len(CONTENT), stored[1])
    row = files.add(entries.On.record(deal), kept, name="見積書.svg", key="f", author=alice.member)

    def statuses() -> list[list[int]]:
        paths = (f"/crm-files/{row.pk}", f"/crm-thumbnails/{row.pk}")
        return [[edge.client.get(path, headers=who.session).status_code for who in team] for path in paths]

    assert statuses() == [[200, 200, 404]] * 2
    answer = edge.client.get(f"/crm-files/{row.pk}", headers=alice.session)
    assert (answer.content, answer.headers["content-type"]) == (CONTENT, "application/octet-stream")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "見積書.svg" in unquote(answer.headers["content-disposition"])
    deals.change(deal, {"visibility": "owner"}, by=alice.member)
    assert statuses() == [[200, 404, 404]] * 2
    files.remove(deal.workspace_id, row.pk)
    assert statuses() == [[404, 404, 404]] * 2


def _stage(who: Person) -> Stage:
    pipelines.ensure(who.member.workspace, "en")
    return pipelines.stage_for(who.member.workspace_id)
