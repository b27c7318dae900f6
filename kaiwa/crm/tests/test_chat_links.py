"""The short link of a conversation: for who has access, and nobody learns more from it (TL-41, TL-42)."""

from __future__ import annotations

import pytest
from django.test import Client

from kaiwa.channels.models import Connection
from kaiwa.crm.models import Chat
from kaiwa.crm.tests import crm as crm_of

LOOKUP = "/api/v1/chat-links/lookup"


@pytest.fixture
def code(alice, private):
    """Of a conversation that only Alice sees."""
    url = alice.get(f"/api/v1/conversations/{private.pk}/crm").json()["short_url"]
    return str(url).rpartition("/l/")[2]


def test_a_short_link_leads_to_its_conversation(alice, private, code):
    assert alice.get(LOOKUP, code=code).json() == {"conversation": private.pk}
    assert alice.get(LOOKUP, code=code.swapcase()).status_code == 404


def test_who_has_no_access_is_told_the_same_as_of_a_link_that_never_was(alice, bob, charlie, code):
    def told(person, code):
        answer = person.get(LOOKUP, code=code)
        return answer.status_code, answer.json()["code"], answer.json()["message"], answer.json()["params"]

    never = told(bob, "2222zzzz")
    assert never[:2] == (404, "link_unknown")
    assert told(bob, code) == told(charlie, code) == never
    assert Client().get(LOOKUP, {"code": code}).status_code == 401


def test_every_conversation_has_a_link_of_its_own(alice, conversation):
    first = alice.get(f"/api/v1/conversations/{conversation.pk}/crm").json()["short_url"]
    assert alice.get(f"/api/v1/conversations/{conversation.pk}/crm").json()["short_url"] == first
    assert Chat.objects.get(pk=conversation.pk).code == first.rpartition("/l/")[2]


def test_a_transcript_on_a_deals_page_leads_to_its_conversation_for_who_has_access(alice, bob, settings):
    crm = crm_of.make(alice, settings, "builtin")
    crm.link()
    crm.work()
    Connection.objects.update(visibility=Connection.Visibility.PRIVATE)
    path = f"/api/v1/deals/{crm.deal.external_id}/feed"

    def led(person):
        return [item["conversation"] for item in person.get(path, kind="chat").json()["items"]]

    assert (led(alice), led(bob)) == ([crm.conversation.pk], [None])
