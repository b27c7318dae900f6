"""The leads inbox: read, put away several at once, made deals with all that was said (INB-01, D-05)."""

from __future__ import annotations

from kaiwa.crm import accounts, linking
from kaiwa.crm.builtin.models import Lead
from kaiwa.crm.builtin.records.rows import ref_of
from kaiwa.crm.models import Link

V = "/api/v1"


def listed(reader, **query) -> list[str]:
    return [row["title"] for row in reader.get(f"{V}/leads", **query).json()["items"]]


def test_several_are_put_away_and_brought_back_at_once(alice, bob, made, charlie):
    who = made("persons", name="Yamada")["id"]
    one, two = (made("leads", title=title, person=who)["id"] for title in ("One", "Two"))
    own = made("leads", title="Alice's own", person=who, visibility="owner")["id"]
    ids = {"leads": [one, two, own, 999_999]}
    assert charlie.post(f"{V}/leads/archive", ids).json() == {"leads": []}
    assert bob.post(f"{V}/leads/archive", ids).json() == {"leads": [one, two]}
    assert listed(alice) == ["Alice's own"]
    assert listed(alice, archived=True) == ["Two", "One"]
    assert alice.post(f"{V}/leads/restore", ids).json() == {"leads": [one, two]}
    assert listed(alice, archived=True) == []


def test_a_lead_is_new_until_somebody_opens_it(alice, bob, made):
    who = made("persons", name="Yamada")["id"]
    lead = made("leads", title="One", person=who)["id"]
    Lead.objects.update(seen=False)
    assert bob.get(f"{V}/leads").json()["items"][0]["seen"] is False
    bob.patch(f"{V}/leads/{lead}", {"seen": True})
    assert alice.get(f"{V}/leads").json()["items"][0]["seen"] is True


def test_a_deal_made_of_a_lead_has_its_feed_and_its_conversation(alice, made, conversation):
    """D-05"""
    who = made("persons", name="Yamada")["id"]
    lead = Lead.objects.get(pk=made("leads", title="Ten bikes", person=who)["id"])
    record = linking.find(accounts.of(alice.workspace), ref_of(lead), by=alice.member)
    linking.link(conversation, [record], by=alice.member)
    alice.post(f"{V}/leads/{lead.pk}/notes", {"text": "Red ones", "key": "n"})
    feed = [item["id"] for item in alice.get(f"{V}/leads/{lead.pk}/feed").json()["items"]]
    deal = alice.post(f"{V}/leads/{lead.pk}/convert", {}).json()["id"]
    after = [item["id"] for item in alice.get(f"{V}/deals/{deal}/feed").json()["items"]]
    assert [item for item in after if item in feed] == feed
    assert [row["id"] for row in alice.get(f"{V}/deals/{deal}/conversations").json()] == [conversation.pk]
    assert Link.objects.live().filter(record__kind="lead").count() == 0
    panel = alice.get(f"{V}/conversations/{conversation.pk}/crm").json()
    assert "Ten bikes" in [item["record"]["title"] for item in panel["items"]]
