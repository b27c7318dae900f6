"""The conversation's short link stands in a field of every linked record, and keeps nothing from its way (TL-41)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from kaiwa.crm import accounts, linking
from kaiwa.crm.base import Refused
from kaiwa.crm.builtin.models import Deal, Person
from kaiwa.crm.models import Chat, CrmAccount, Link
from kaiwa.crm.tests.crm import BACKENDS, Crm, make
from kaiwa.crm.tests.test_panel import create

ON = "set_chat_link"


@pytest.fixture(params=list(BACKENDS))
def crm(request, alice, settings) -> Crm:
    return make(alice, settings, request.param)


@pytest.fixture
def strict(alice, settings) -> Crm:
    return make(alice, settings, "memory")


def in_the_crm(crm: Crm) -> list[str]:
    """Of the person and of the deal."""
    if accounts.backend(crm.account).name != "memory":
        return [Person.objects.get().chat_link, Deal.objects.get().chat_link]
    with crm.memory.store.open() as rows:
        there = [rows["records"][f"{ref.kind}:{ref.id}"] for ref in (crm.person.ref, crm.deal.ref)]
    return [row.get("chat_link", "") for row in there]


@pytest.mark.parametrize("transcript", [True, False])
def test_person_and_deal_have_the_link_once_they_are_linked(crm, transcript):
    records = [crm.person, crm.deal]
    linking.link(crm.conversation, records, by=crm.alice.member, transcript=transcript)
    crm.work()
    assert in_the_crm(crm) == [Chat.objects.get().short_url] * 2
    assert Chat.objects.get().due_at is None


def test_who_is_unlinked_leads_to_the_conversation_no_more(crm):
    crm.link()
    crm.work()
    linking.unlink(Link.objects.get(kind="person"), by=crm.alice.member)
    crm.work()
    assert in_the_crm(crm) == ["", Chat.objects.get().short_url]
    # Linked again, it does, whichever of both is noticed first
    linking.unlink(Link.objects.get(kind="deal"), by=crm.alice.member)
    crm.link()
    crm.work()
    assert in_the_crm(crm) == [Chat.objects.get().short_url] * 2


def test_a_field_that_is_refused_holds_up_no_transcript_and_is_tried_again(strict):
    strict.memory.commands.fail(Refused("crm_not_allowed"), on=ON, times=2)
    strict.link()
    strict.work()
    assert len(strict.notes()) == 1
    assert in_the_crm(strict) == ["", ""]
    assert Chat.objects.get().due_at is not None
    Link.objects.update(next_attempt_at=F("next_attempt_at") - timedelta(days=1))
    strict.work()
    assert in_the_crm(strict) == [Chat.objects.get().short_url] * 2
    assert strict.memory.commands.counts[ON] == 4


def test_an_answer_that_was_lost_is_asked_for_again(strict):
    strict.memory.commands.lose_answer(on=ON)
    strict.memory.commands.lose_call(on=ON)
    strict.link()
    strict.work()
    Link.objects.update(next_attempt_at=F("next_attempt_at") - timedelta(days=1))
    strict.work()
    assert in_the_crm(strict) == [Chat.objects.get().short_url] * 2


def test_a_plan_without_room_for_the_field_is_not_asked_again(strict):
    CrmAccount.objects.update(made={"person_field": "", "deal_field": ""})
    strict.link()
    strict.work()
    assert len(strict.notes()) == 1
    assert strict.memory.commands.counts[ON] == 0
    assert not Link.objects.filter(addressed=False).exists()


def test_what_is_made_from_the_conversation_is_made_with_it(alice, strict):
    assert create(alice, strict.conversation, "deal", name="Mika", title="A bike").status_code == 201
    strict.work()
    with strict.memory.store.open() as rows:
        links = [row.get("chat_link", "") for row in rows["records"].values()]
    assert links.count(Chat.objects.get().short_url) == 2
    assert strict.memory.commands.counts[ON] == 0


def test_what_waits_for_its_next_attempt_is_tried_at_once_when_a_member_asks(alice, strict):
    strict.memory.commands.fail(Refused("crm_not_allowed"), times=3)
    strict.link()
    strict.work()
    assert strict.notes() == []
    alice.post(f"/api/v1/conversations/{strict.conversation.pk}/crm/retry", {})
    strict.work()
    assert len(strict.notes()) == 1
    assert in_the_crm(strict) == [Chat.objects.get().short_url] * 2
