"""What was deleted can be brought back for 30 days, by an admin; then it goes, and nothing else with it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from kaiwa.crm import accounts, linking
from kaiwa.crm.builtin.models import Deal, Lead, Note, Organization, Person
from kaiwa.crm.builtin.models.visible import Visible
from kaiwa.crm.builtin.records.rows import ref_of
from kaiwa.crm.builtin.tasks import tidy
from kaiwa.crm.models import Record

V = "/api/v1"
MODELS: dict[str, type[Visible]] = {
    "person": Person,
    "organization": Organization,
    "lead": Lead,
    "deal": Deal,
}


@pytest.fixture
def four(made) -> dict[str, int]:
    """A company, somebody of it, their lead and their deal."""
    company = made("organizations", name="Minato")["id"]
    person = made("persons", name="Yamada", organization=company)["id"]
    lead = made("leads", title="More", person=person)["id"]
    deal = made("deals", title="Ten bikes", person=person, organization=company)["id"]
    return {"organization": company, "person": person, "lead": lead, "deal": deal}


def bring_back(who, kind: str, pk: int) -> int:
    return int(who.post(f"{V}/deleted-records/bring-back", {"kind": kind, "id": pk}).status_code)


def a_month_later() -> None:
    for model in MODELS.values():
        long_ago = timezone.now() - timedelta(days=31)
        model._default_manager.exclude(deleted_at=None).update(deleted_at=long_ago)
    tidy(0)


@pytest.mark.parametrize("kind", MODELS)
def test_an_admin_brings_back_what_was_deleted(alice, bob, four, kind):
    path = f"{V}/{kind}s/{four[kind]}"
    assert bob.delete(path).status_code == 403
    assert alice.delete(path).status_code == 204
    assert alice.get(path).status_code == 404
    (row,) = alice.get(f"{V}/deleted-records").json()
    assert (row["kind"], row["id"], row["deleted_by"]["name"]) == (kind, four[kind], "Alice Aoki")
    assert bob.get(f"{V}/deleted-records").status_code == 403
    assert bring_back(bob, kind, four[kind]) == 403
    assert bring_back(alice, kind, four[kind]) == 204
    assert alice.get(path).status_code == 200
    assert alice.get(f"{path}/feed").json()["items"][0]["code"] == "brought_back"
    assert bring_back(alice, kind, four[kind]) == 404
    assert alice.get(f"{V}/deleted-records").json() == []


def test_a_conversation_s_panel_loses_the_deal_and_has_it_back(alice, four, conversation):
    account = accounts.of(alice.workspace)
    deal = Deal.objects.get(pk=four["deal"])
    linking.link(conversation, [linking.find(account, ref_of(deal), by=alice.member)], by=alice.member)
    shown = Record.objects.get(kind="deal", external_id=str(deal.pk))
    alice.delete(f"{V}/deals/{deal.pk}")
    shown.refresh_from_db()
    assert shown.gone_at is not None
    bring_back(alice, "deal", deal.pk)
    shown.refresh_from_db()
    assert shown.gone_at is None


def test_after_a_month_it_is_gone_and_what_hangs_on_others_stays(alice, four):
    alice.post(f"{V}/deals/{four['deal']}/notes", {"text": "Red ones", "key": "n"})
    Note.objects.update(person=four["person"])
    alice.delete(f"{V}/deals/{four['deal']}")
    a_month_later()
    assert not Deal.objects.exists()
    assert (
        alice.get(f"{V}/persons/{four['person']}/feed", kind="note").json()["items"][0]["text"] == "Red ones"
    )
    assert bring_back(alice, "deal", four["deal"]) == 404


def test_a_person_stays_as_long_as_a_lead_is_theirs_alone(alice, four):
    alice.delete(f"{V}/persons/{four['person']}")
    a_month_later()
    assert Person.objects.count() == 1
    assert alice.get(f"{V}/leads/{four['lead']}").json()["person"] is None
    alice.delete(f"{V}/leads/{four['lead']}")
    a_month_later()
    assert not Person.objects.exists()
    assert alice.get(f"{V}/deals/{four['deal']}").json()["title"] == "Ten bikes"


def test_somebody_whose_lead_became_a_deal_goes_without_the_deal(alice, four):
    alice.post(f"{V}/leads/{four['lead']}/convert", {})
    for kind in ("person", "organization"):
        alice.delete(f"{V}/{kind}s/{four[kind]}")
    a_month_later()
    assert not Person.objects.exists()
    assert not Organization.objects.exists()
    assert len(alice.get(f"{V}/deals").json()["items"]) == 2
