"""The card on the CRM that comes with Kaiwa: what is made from a conversation has a page, which tells the card."""

from __future__ import annotations

import pytest

from kaiwa.channels.models import Connection
from kaiwa.crm import accounts
from kaiwa.crm.items import Ref
from kaiwa.crm.tests.conftest import talk
from kaiwa.crm.tests.test_panel import card, create, lines, link


def test_a_person_and_a_deal_are_made_linked_and_kept_up_to_date(alice, bob):
    """INB-33, H-06: the first half of the story."""
    conversation = talk(alice.member, Connection.Visibility.SHARED)
    shown = create(
        alice,
        conversation,
        "deal",
        name="Mika Sato",
        title="A bike",
        value="120000",
        phones=["090-1234-5678"],
    ).json()
    (deal,) = shown["items"]
    assert shown["person"]["record"]["phones"][0]["value"] == "090-1234-5678"
    assert (deal["record"]["stage"]["place"], deal["record"]["owner"]["name"]) == (1, "Alice Aoki")
    assert deal["record"]["page"] == f"/deals/{deal['record']['id']}"
    assert [code for code, _params in lines(conversation)] == ["crm_linked", "crm_linked"]

    path = f"/api/v1/deals/{deal['record']['id']}"
    assert bob.get(path).json()["title"] == "A bike"
    assert bob.patch(path, {"title": "Two bikes"}).status_code == 200
    assert card(alice, conversation)["items"][0]["record"]["title"] == "Two bikes"
    assert bob.patch(path, {"status": "won"}).status_code == 200
    assert card(alice, conversation)["receives"]["how"] == "none"


def test_a_deal_that_its_owner_keeps_is_hidden_from_a_colleague_and_cannot_be_linked_by_them(alice, bob):
    """H-16."""
    conversation = talk(alice.member, Connection.Visibility.SHARED)
    shown = create(alice, conversation, "deal", name="Mika", title="Secret", visibility="owner").json()
    pk = shown["items"][0]["record"]["id"]
    assert card(bob, conversation)["items"][0]["record"]["hidden"] is True
    assert "Secret" not in str(bob.get("/api/v1/crm/search", q="Secret").json())
    assert [each["title"] for each in alice.get("/api/v1/crm/search", q="Secret").json()] == ["Secret"]
    alice.delete(f"/api/v1/crm-links/{shown['items'][0]['id']}")
    assert link(bob, conversation, Ref("deal", pk)).json()["code"] == "crm_gone"
    assert link(alice, conversation, Ref("deal", pk)).status_code == 200


def test_the_same_key_makes_nothing_new_there_either(alice):
    conversation = talk(alice.member, Connection.Visibility.SHARED)
    first = create(alice, conversation, "lead", name="Mika", title="A bike").json()
    assert create(alice, conversation, "lead", name="Mika", title="A bike").json() == first
    assert len(alice.get("/api/v1/leads").json()["items"]) == 1


@pytest.mark.parametrize(("zone", "language"), [("Asia/Tokyo", "ja"), ("Europe/Berlin", "en")])
def test_a_crm_that_is_begun_by_a_customer_speaks_as_one_does_where_the_workspace_is(alice, zone, language):
    alice.workspace.time_zone = zone
    alice.workspace.save()
    assert accounts.by_itself(alice.workspace).language == language
