"""Files of a linked conversation stand on person and deal: once, whatever fails (TL-19, TL-20, H-12)."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from kaiwa.conversations.models import Attachment, Message
from kaiwa.crm import linking
from kaiwa.crm.base import Refused, Unavailable
from kaiwa.crm.models import CrmAccount, FileCopy, TouchedConversation
from kaiwa.crm.tests.crm import BACKENDS, Crm, make

AT = datetime(2026, 11, 22, 5, 7, tzinfo=UTC)


@pytest.fixture(params=list(BACKENDS))
def crm(request, alice, settings) -> Crm:
    return make(alice, settings, request.param)


@pytest.fixture
def strict(alice, settings) -> Crm:
    return make(alice, settings, "memory")


def test_every_kind_of_file_is_copied_once_under_a_readable_name(crm):
    CrmAccount.objects.update(language="ja")
    crm.send_file(kind="image", sent_at=AT)
    crm.link()
    crm.send_file(kind="voice", mime="audio/mpeg", sent_at=AT)
    crm.send_file("見積書.pdf", kind="file", mime="application/pdf", sent_at=AT)
    for _ in range(2):
        crm.work()
    names = [name for name, *_on in crm.files()]
    assert names == [
        "2026-11-22 1407 写真.jpg",
        "2026-11-22 1407 音声メッセージ.mp3",
        "2026-11-22 1407 見積書.pdf",
    ]
    places = {(person, deal) for _name, person, deal in crm.files()}
    assert places == {(crm.person.external_id, crm.deal.external_id)}


def test_a_file_that_comes_late_is_copied_when_it_is_there(crm):
    file = crm.send_file()
    Attachment.objects.update(state="pending", file="")
    crm.link()
    crm.work()
    assert crm.files() == []
    Attachment.objects.filter(pk=file.pk).update(file=file.file)
    Attachment.objects.filter(pk=file.pk).update(state="stored")
    assert TouchedConversation.objects.exists()
    crm.work()
    assert len(crm.files()) == 1


def test_without_a_transcript_no_file_is_copied(crm):
    """H-04."""
    linking.link(crm.conversation, [crm.person], by=crm.alice.member, transcript=False)
    crm.send_file()
    crm.work()
    assert crm.files() == []


def test_what_the_crm_does_not_take_is_kept_with_its_reason_and_the_rest_goes_on(strict):
    strict.link()
    strict.send_file()
    strict.memory.commands.fail(Refused("file_too_large", params={"limit": 5}), on="upload")
    strict.send_file("b.pdf", kind="file")
    strict.work()
    assert sorted(FileCopy.objects.values_list("state", "error_code")) == [
        ("done", ""),
        ("refused", "file_too_large"),
    ]


@pytest.mark.parametrize("command", ["lose_answer", "lose_call"])
def test_a_lost_answer_ends_in_one_file(strict, command):
    strict.link()
    strict.send_file()
    getattr(strict.memory.commands, command)(on="upload")
    strict.work()
    strict.work()
    strict.later()
    strict.work()
    assert len(strict.files()) == 1
    assert strict.memory.commands.counts["upload"] == (1 if command == "lose_answer" else 2)


def test_a_crm_that_is_away_gets_the_file_when_it_is_back(strict):
    strict.link()
    strict.send_file()
    strict.memory.commands.fail(Unavailable(), on="upload", times=3)
    for _ in range(5):
        strict.work()
        strict.later()
    assert len(strict.files()) == 1


def test_the_copy_stays_when_the_conversations_file_is_gone(alice, settings):
    """H-12."""
    crm = make(alice, settings, "builtin")
    file = crm.send_file()
    crm.link()
    crm.work()
    default_storage.delete(file.file)
    crm.conversation.delete()
    assert len(crm.files()) == 1
    assert not FileCopy.objects.exists()


def test_a_deal_that_is_gone_leaves_the_person(strict):
    strict.link()
    strict.send_file()
    with strict.memory.store.open() as rows:
        del rows["records"][f"deal:{strict.deal.external_id}"]
    strict.work()
    assert [on for _name, *on in strict.files()] == [[strict.person.external_id, ""]]


@pytest.mark.parametrize("discarded", [False, True])
def test_what_the_customer_takes_back_is_taken_back_there_too(crm, discarded):
    crm.link()
    kept, taken = crm.send_file("kept.pdf", kind="file"), crm.send_file("taken.pdf", kind="file")
    crm.work()
    assert len(crm.files()) == 2
    Message.objects.filter(pk=taken.message_id).update(text="", deleted_at=timezone.now())
    if discarded:
        # Its bytes here go by themselves, before or after the CRM's
        Attachment.objects.get(pk=taken.pk).discard()
    crm.work()
    (file,) = crm.files()
    assert file[0].endswith("kept.pdf")
    assert FileCopy.objects.exclude(state="gone").get().attachment == kept
