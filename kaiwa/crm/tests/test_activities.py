"""Transcripts as activities: one a day, of a type of their own, and as often as the channel's settings say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from django.db import connections
from django.db.models import F
from django.utils import timezone

from kaiwa.crm import linking, working
from kaiwa.crm.builtin.models import Activity
from kaiwa.crm.models import Automation, Chat, CrmAccount, Segment
from kaiwa.crm.tests.crm import BACKENDS, Crm, make
from kaiwa.crm.transcripts import state_of, touched

# In Tokyo 23:59 and 00:01 of the next day
BEFORE, AFTER = datetime(2026, 11, 22, 14, 59, tzinfo=UTC), datetime(2026, 11, 22, 15, 1, tzinfo=UTC)


@pytest.fixture(params=list(BACKENDS))
def crm(request, alice, settings) -> Crm:
    crm = make(alice, settings, request.param)
    CrmAccount.objects.update(form="activity")
    return crm


@pytest.fixture
def strict(alice, settings) -> Crm:
    return make(alice, settings, "memory")


def test_each_day_of_the_workspace_is_an_activity_of_the_channels_type(crm):
    """TL-05, TL-14, TL-15, TL-17, H-01."""
    crm.link()
    crm.say("Good night", sent_at=BEFORE)
    crm.say("Good morning", sent_at=AFTER)
    crm.work()
    crm.say("One more thing", sent_at=BEFORE + timedelta(seconds=30))
    crm.work()
    assert crm.notes() == []
    opening, first, second = crm.activities()
    assert "Is the blue one in stock?" in opening
    assert first.index("Good night") < first.index("One more thing")
    assert "Good morning" in second
    days = list(Segment.objects.order_by("pk").values_list("day", flat=True))
    assert days == [date(2026, 11, 20), date(2026, 11, 22), date(2026, 11, 23)]
    assert all((each.person, each.item) == (crm.person, crm.deal) for each in Segment.objects.all())
    chat = Chat.objects.get()
    assert state_of([chat])[chat.pk].form == "activity"


def test_it_is_done_and_fills_nobodys_calendar(alice, settings):
    """TL-05, TL-06."""
    crm = make(alice, settings, "builtin")
    CrmAccount.objects.update(form="activity")
    crm.link()
    crm.work()
    row = Activity.objects.select_related("type").earliest("pk")
    assert (row.type.name, row.type.in_calendar, row.subject) == (
        "Messenger chat",
        False,
        "Messenger chat: Mika",
    )
    assert row.done_at is not None


@pytest.mark.parametrize("act", ["edit", "delete"])
def test_an_activity_that_a_person_changed_is_left_and_another_goes_on(crm, act):
    """INB-38."""
    crm.link()
    crm.say("Hello", sent_at=AFTER)
    crm.work()
    if act == "edit":
        crm.edit("Mine now", "activity")
    else:
        crm.delete("activity")
    crm.say("Still there?", sent_at=AFTER)
    crm.work()
    *_before, last = crm.activities()
    assert "Still there?" in last
    assert "Hello" not in last
    assert ("Mine now" in crm.activities()) is (act == "edit")
    assert list(Segment.objects.filter(day="2026-11-23").order_by("part").values_list("part", "state")) == [
        (0, "left" if act == "edit" else "gone"),
        (1, "live"),
    ]


def test_both_say_everything_once_and_a_change_of_form_says_nothing_again(strict):
    """H-13."""
    CrmAccount.objects.update(form="both")
    strict.link()
    strict.say("Hello", sent_at=AFTER)
    strict.work()
    for written in (strict.notes(), strict.activities()):
        assert "".join(written).count("Hello") == 1
        assert "".join(written).count("Is the blue one") == 1
    CrmAccount.objects.update(form="activity")
    strict.say("Later", sent_at=AFTER)
    strict.work()
    CrmAccount.objects.update(form="note")
    strict.say("Much later", sent_at=AFTER)
    strict.work()
    texts = {"note": "".join(strict.notes()), "activity": "".join(strict.activities())}
    told = {
        text: [form for form in texts if text in texts[form]] for text in ("Hello", "Later", "Much later")
    }
    assert told == {"Hello": ["note", "activity"], "Later": ["activity"], "Much later": ["note"]}


def test_what_another_deal_gets_of_the_same_day_is_an_activity_of_its_own(strict):
    """H-06: by hand, in the middle of a day; to link what gets it already begins nothing."""
    CrmAccount.objects.update(form="activity")
    strict.link(strict.person)
    strict.say("For the first", sent_at=timezone.now())
    strict.work()
    linking.link(strict.conversation, [strict.deal], by=strict.alice.member)
    other = strict.another_deal("Two bikes")
    linking.link(strict.conversation, [other], by=strict.alice.member)
    strict.say("For the other", sent_at=timezone.now())
    strict.work()
    today = Segment.objects.filter(day__gt="2026-11-20").order_by("part")
    assert [(each.part, each.item, each.closed) for each in today] == [
        (0, strict.deal, True),
        (1, other, False),
    ]
    written = strict.activities()
    assert ["For the other" in text for text in written] == [False, False, True]
    # As when the first one was linked
    assert "Last message: Mika: For the first" in written[-1]


def test_the_type_is_asked_for_once_even_if_the_crm_refuses_it(strict):
    """TL-05, P-07."""
    fields = {"person_field": "", "deal_field": ""}
    CrmAccount.objects.update(form="activity", made=fields)
    strict.memory.commands.counts.clear()
    strict.link()
    strict.say("Hello", sent_at=AFTER)
    strict.work()
    assert strict.memory.commands.counts["prepare"] == 1
    assert CrmAccount.objects.get().made == {**fields, "messenger_chat": "made-messenger_chat"}


@pytest.mark.parametrize("hours", [1, 6, 12, 24])
def test_a_channel_is_written_as_often_as_it_says(strict, hours):
    """TL-21: the opening at once, everything else by the hour, without a write more."""
    Automation.objects.create(channel=strict.conversation.channel, frequency=hours)
    strict.link()
    strict.work()
    assert len(strict.notes()) == 1
    for number in range(3):
        strict.say(f"Message {number}")
        while touched.take():
            pass
    assert Chat.objects.filter(due_at=F("written_at") + timedelta(hours=hours)).exists()
    working.work(place=0)
    assert strict.memory.commands.counts["rewrite"] == 0
    Chat.objects.update(
        due_at=F("due_at") - timedelta(hours=hours), written_at=F("written_at") - timedelta(hours=hours)
    )
    working.work(place=0)
    assert strict.memory.commands.counts["rewrite"] == 1
    assert all(f"Message {number}" in strict.notes()[0] for number in range(3))


def test_two_workers_at_once_write_one_note(transactional_db, alice, settings):
    """P-04: while one asks the CRM, the conversation falls due again."""
    crm = make(alice, settings, "memory")
    crm.link()

    def another() -> None:
        crm.say("And the red one?")
        while touched.take():
            pass
        Chat.objects.update(due_at=timezone.now())
        working.work(place=1)
        connections.close_all()

    def meanwhile() -> None:
        thread = Thread(target=another)
        thread.start()
        thread.join()

    crm.memory.commands.once(meanwhile, on="write")
    crm.work()
    assert crm.memory.commands.counts["write"] == 1
    crm.work()
    (note,) = crm.notes()
    assert [note.count(text) for text in ("Is the blue one in stock?", "And the red one?")] == [1, 1]
    assert crm.memory.commands.counts["write"] == 1
