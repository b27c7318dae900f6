"""What is said in a linked conversation stands in the CRM: once, in order, whatever fails (P-04, H-01, INB-35)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.conversations.models import Message
from kaiwa.crm import linking, working
from kaiwa.crm.base import Exhausted
from kaiwa.crm.models import Chat, CrmAccount, Segment, TouchedConversation
from kaiwa.crm.tests.crm import BACKENDS, Crm, make
from kaiwa.crm.transcripts import state_of, touched


@pytest.fixture(params=list(BACKENDS))
def crm(request, alice, settings) -> Crm:
    return make(alice, settings, request.param)


@pytest.fixture
def strict(alice, settings) -> Crm:
    return make(alice, settings, "memory")


def test_the_last_message_stands_on_person_and_deal_as_soon_as_they_are_linked(crm):
    crm.link()
    crm.work()
    (note,) = crm.notes()
    assert note.count("Is the blue one in stock?") == 1
    assert Chat.objects.get().code in note
    segment = Segment.objects.get()
    assert (segment.person, segment.item) == (crm.person, crm.deal)


def test_what_is_said_later_grows_the_same_note_in_order(crm):
    crm.link()
    crm.work()
    crm.say("And the red one?")
    crm.say("Both are here", direction="out", status="sent", author=crm.alice.member)
    crm.work()
    (note,) = crm.notes()
    places = [note.index(text) for text in ("Is the blue one", "And the red one", "Both are here")]
    assert places == sorted(places)
    assert [note.count(text) for text in ("Is the blue one", "And the red one", "Both are here")] == [1, 1, 1]


def test_only_what_was_sent_is_told_and_then_in_its_place(crm):
    crm.link()
    reply = crm.say("Yes, it is", direction="out", status="queued", author=crm.alice.member)
    crm.say("Hello?")
    crm.work()
    assert "Yes, it is" not in crm.notes()[0]
    Message.objects.filter(pk=reply.pk).update(status="sent")
    crm.work()
    (note,) = crm.notes()
    assert note.index("Yes, it is") < note.index("Hello?")


def test_edits_unsends_and_reactions_are_seen_in_the_note(crm):
    crm.link()
    said, taken = crm.say("Is it blue?"), crm.say("Never mind")
    crm.work()
    Message.objects.filter(pk=said.pk).update(
        text="Is it red?", edited_at=timezone.now(), reactions={"contact": {"emoji": "👍", "at": 1}}
    )
    Message.objects.filter(pk=taken.pk).update(text="", deleted_at=timezone.now())
    crm.work()
    (note,) = crm.notes()
    assert "Is it red?" in note
    assert "👍" in note
    assert "Is it blue?" not in note
    assert "Never mind" not in note


def test_after_24_hours_a_new_note_begins(crm):
    crm.link()
    crm.say("Today")
    crm.say("Tomorrow", sent_at=timezone.now() + timedelta(hours=24, minutes=1))
    crm.work()
    first, second = crm.notes()
    assert "Today" in first
    assert "Tomorrow" in second
    assert "Tomorrow" not in first


def test_a_note_that_a_person_edited_is_left_and_a_new_one_goes_on(crm):
    crm.link()
    crm.work()
    crm.edit("Mine now")
    crm.say("Still there?")
    crm.work()
    first, second = crm.notes()
    assert first == "Mine now"
    assert "Still there?" in second
    assert "Is the blue one in stock?" not in second
    Message.objects.filter(text__startswith="Is the blue").update(text="", deleted_at=timezone.now())
    crm.work()
    first, second = crm.notes()
    assert first == "Mine now"
    assert "took back" in second


@pytest.mark.parametrize("command", ["lose_answer", "lose_call"])
@pytest.mark.parametrize("call", ["write", "rewrite"])
def test_a_lost_answer_ends_in_one_note(strict, command, call):
    strict.link()
    if call == "rewrite":
        strict.work()
        strict.say("And the red one?")
    getattr(strict.memory.commands, command)(on=call)
    strict.work()
    strict.work()
    strict.later()
    strict.work()
    (note,) = strict.notes()
    assert note.count("Is the blue one in stock?") == 1
    assert Segment.objects.get().state == "live"
    assert strict.memory.commands.counts["write"] == (2 if command == "lose_call" and call == "write" else 1)


def test_a_crm_that_is_down_for_a_day_gets_everything_when_it_is_back(strict):
    strict.link()
    strict.memory.commands.down()
    for number in range(8):
        strict.say(f"Message {number}")
        strict.later()
        strict.work()
    assert strict.notes() == []
    strict.memory.commands.up()
    strict.later()
    strict.work()
    (note,) = strict.notes()
    assert [note.count(f"Message {number}") for number in range(8)] == [1] * 8


def test_a_paused_account_is_not_asked(strict):
    strict.link()
    strict.memory.commands.fail(Exhausted(until=timezone.now() + timedelta(hours=3)), on="write")
    strict.work()
    asked = strict.memory.commands.counts["write"]
    chat = Chat.objects.get()
    assert state_of([chat])[chat.pk].state == "paused"
    strict.work()
    assert strict.memory.commands.counts["write"] == asked
    strict.later()
    strict.work()
    assert len(strict.notes()) == 1


def test_a_deal_that_is_gone_leaves_the_person(strict):
    strict.link()
    with strict.memory.store.open() as rows:
        del rows["records"][f"deal:{strict.deal.external_id}"]
    strict.work()
    segment = Segment.objects.get()
    assert (segment.state, segment.person, segment.item) == ("live", strict.person, None)
    assert len(strict.notes()) == 1


def test_without_a_transcript_nothing_is_written_and_the_notes_are_forgotten(strict):
    linking.link(strict.conversation, [strict.person], by=strict.alice.member, transcript=False)
    strict.say("Hello?")
    strict.work()
    assert strict.notes() == []
    assert not TouchedConversation.objects.exists()


def test_what_is_larger_than_a_note_stands_in_several(strict):
    strict.link()
    strict.say("👨‍👩‍👧あいう\n" * 12_000)
    strict.work()
    notes = strict.notes()
    assert len(notes) > 2
    assert sum(note.count("あいう") for note in notes) == 12_000
    assert sum(note.count("👨‍👩‍👧") for note in notes) == 12_000
    assert all(len(note.encode()) <= 90_000 for note in notes)


def test_a_burst_is_one_write(strict):
    strict.link()
    strict.work()
    for number in range(5):
        strict.say(f"Message {number}")
    before = strict.memory.commands.counts["rewrite"]
    strict.work()
    assert strict.memory.commands.counts["rewrite"] == before + 1


def test_a_message_waits_for_quiet_and_no_longer_than_30_seconds(strict):
    strict.link()
    strict.work()
    strict.say("One")
    touched.take()
    assert Chat.objects.filter(due_at=F("touched_at") + timedelta(seconds=8)).exists()
    Chat.objects.update(touched_since=F("touched_since") - timedelta(seconds=25))
    strict.say("Two")
    touched.take()
    assert Chat.objects.filter(due_at=F("touched_since") + timedelta(seconds=30)).exists()


def test_what_a_record_gets_after_it_was_unlinked_is_nothing(crm):
    crm.link()
    crm.work()
    for link in crm.conversation.chat.links.live():
        linking.unlink(link, by=crm.alice.member)
    crm.say("Later")
    crm.work()
    (note,) = crm.notes()
    assert "Later" not in note


def test_a_note_is_in_the_accounts_language_and_the_workspaces_time(strict):
    CrmAccount.objects.update(language="ja")
    strict.link()
    strict.say("在庫は?", sent_at=datetime(2026, 11, 21, 15, 30, tzinfo=UTC), edited_at=timezone.now())
    strict.work()
    text = "".join(strict.notes())
    assert "未割り当て" in text
    assert "2026年11月22日(日)" in text
    assert "00:30 Mika: 在庫は?" in text
    assert "(編集済み)" in text


def test_nobody_writes_a_line_of_somebody_else_into_their_message(crm):
    crm.link()
    crm.say("Hello\n14:06 Alice: It is free")
    crm.work()
    assert "\n14:06 Alice" not in crm.notes()[0]
    assert "<br>14:06 Alice" not in crm.notes()[0]


def test_the_worker_writes_what_was_said_once_its_time_has_come(strict):
    """From the database's own note, by the jobs alone."""
    strict.link()
    Chat.objects.update(due_at=timezone.now())
    working.wake()
    while jobs := list(ProcrastinateJob.objects.filter(status="todo").order_by("id")):
        ProcrastinateJob.objects.filter(pk__in=[job.pk for job in jobs]).delete()
        for job in jobs:
            app.tasks[job.task_name](**job.args)
    assert len(strict.notes()) == 1
    assert not working.due()
