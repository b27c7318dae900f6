"""Who sees which record: its owner and the admins, or everyone (H-16, FAQ-06, FAQ-07)."""

from __future__ import annotations

from typing import Any

import pytest

from kaiwa.crm.base import Account
from kaiwa.crm.builtin import present
from kaiwa.crm.builtin.models import Deal, Lead, Note, Person
from kaiwa.crm.builtin.records import entries

PEOPLE = ("alice", "bob", "carol", "charlie")
# Bob's own are for him and for Alice, who is an admin; Charlie is of another workspace
SEES = {"everyone": {"alice", "bob", "carol"}, "owner": {"alice", "bob"}}


class Counted:
    def add(self, kind: str, tokens: int = 0) -> None: ...


@pytest.fixture
def bobs_things(bob, bobs, stages) -> Any:
    """Bob's person, lead, deal, organization and a note on each, all for `visibility`."""

    def make(visibility: str) -> dict[str, int]:
        company = bobs("organizations", name="Umber Co", visibility=visibility)
        person = bobs("persons", name="Umber", visibility=visibility, phones=[{"value": "090-1234-5678"}])
        lead = bobs("leads", title="Umber lead", person=person["id"], visibility=visibility)
        deal = bobs("deals", title="Umber deal", person=person["id"], value="5", visibility=visibility)
        note = bobs(f"deals/{deal['id']}/notes", text="Umber said")
        return {
            "organizations": company["id"],
            "persons": person["id"],
            "leads": lead["id"],
            "deals": deal["id"],
            "crm-notes": note["id"],
            "pipeline": deal["pipeline_id"],
            "stage": deal["stage_id"],
        }

    return make


@pytest.mark.parametrize("visibility", ["everyone", "owner"])
@pytest.mark.parametrize("who", PEOPLE)
def test_a_record_is_seen_by_whom_it_is_for(request, bobs_things, visibility, who):
    ids = bobs_things(visibility)
    reader = request.getfixturevalue(who)
    sees = who in SEES[visibility]
    for noun in ("persons", "organizations", "leads", "deals"):
        path = f"/api/v1/{noun}"
        pages = [f"{path}/{ids[noun]}", f"{path}/{ids[noun]}/feed"]
        if noun != "organizations":
            pages.append(f"{path}/{ids[noun]}/conversations")
        assert [reader.get(page).status_code for page in pages] == [200 if sees else 404] * len(pages)
        assert len(reader.get(path).json()["items"]) == sees, noun
        assert len(reader.get(path, q="umber").json()["items"]) == sees, noun
        changed = reader.patch(f"{path}/{ids[noun]}", {})
        assert changed.status_code == (200 if sees else 404)
    assert reader.get(f"/api/v1/crm-notes/{ids['crm-notes']}").status_code == (200 if sees else 404)
    answer = reader.get(f"/api/v1/pipelines/{ids['pipeline']}/board")
    if who == "charlie":
        assert answer.status_code == 404
        return
    assert sum(len(stage["deals"]) for stage in answer.json()["stages"]) == sees
    assert len(reader.get(f"/api/v1/stages/{ids['stage']}/deals").json()["items"]) == sees
    assert len(reader.get(f"/api/v1/pipelines/{ids['pipeline']}/sums").json()) == sees


@pytest.mark.parametrize("visibility", ["everyone", "owner"])
@pytest.mark.parametrize("who", PEOPLE)
def test_who_links_is_offered_what_they_may_see(request, bobs_things, builtin, visibility, who):
    bobs_things(visibility)
    member = request.getfixturevalue(who).member
    account = Account(member.workspace_id, Counted(), user=str(member.pk))
    kinds = {"person", "lead", "deal", "organization"}
    found = builtin.search(account, "umber", kinds, 10)
    assert {snapshot.ref.kind for snapshot in found} == (kinds if who in SEES[visibility] else set())


@pytest.mark.parametrize("visibility", ["everyone", "owner"])
def test_the_stream_is_told_for_whom_a_record_is(bob, bobs_things, visibility):
    ids = bobs_things(visibility)
    workspace = bob.workspace.pk
    ((card, said, owner),) = present.deal_cards(workspace, [ids["deals"]])
    assert (card.id, said, owner) == (ids["deals"], visibility, bob.member.pk)
    ((row, said, owner),) = present.lead_rows(workspace, [ids["leads"]])
    assert (row.id, said, owner) == (ids["leads"], visibility, bob.member.pk)


def test_a_deal_for_everyone_does_not_name_a_person_who_is_not(carol, bob, bobs):
    person = bobs("persons", name="Umber", visibility="owner")
    deal = bobs("deals", title="Ten bikes", person=person["id"])
    assert deal["person"]["name"] == "Umber"
    assert carol.get(f"/api/v1/deals/{deal['id']}").json()["person"] is None
    assert present.deal_cards(bob.workspace.pk, [deal["id"]])[0][0].person is None


def test_a_note_is_read_with_any_of_its_records_and_names_no_other(carol, bobs, bob):
    person = bobs("persons", name="Umber", visibility="owner")
    deal = bobs("deals", title="Ten bikes")
    on = entries.On(person=Person.objects.get(), deal=Deal.objects.get())
    note = entries.write(Note, on, "Said", key="k", at=Deal.objects.get().created_at, author=None)
    assert carol.get(f"/api/v1/crm-notes/{note.pk}").json()["about"] == [
        {"kind": "deal", "id": deal["id"], "title": "Ten bikes"}
    ]
    bob.patch(f"/api/v1/deals/{deal['id']}", {"visibility": "owner"})
    assert carol.get(f"/api/v1/crm-notes/{note.pk}").status_code == 404
    assert bob.get(f"/api/v1/persons/{person['id']}/feed", kind="chat").json()["items"][0]["text"] == "Said"


def test_whose_it_is_and_who_sees_it_its_owner_and_admins_decide(alice, bob, carol, bobs):
    deal = bobs("deals", title="Ten bikes")
    path = f"/api/v1/deals/{deal['id']}"
    assert carol.patch(path, {"title": "Twelve bikes"}).status_code == 200
    assert carol.get(path).json()["may"] == {"change": True, "decide": False}
    for change in ({"visibility": "owner"}, {"owner": carol.member.pk}):
        assert carol.patch(path, change).status_code == 403
    assert carol.delete(path).status_code == 403
    assert alice.patch(path, {"owner": carol.member.pk}).status_code == 200
    assert carol.patch(path, {"visibility": "owner"}).status_code == 200
    assert bob.get(path).status_code == 404
    assert carol.delete(path).status_code == 204


def test_nothing_is_attached_to_a_record_one_may_not_see(carol, bobs):
    person = bobs("persons", name="Umber", visibility="owner")
    for path in ("deals", "leads"):
        body = {"title": "Mine", "key": "k", "person": person["id"]}
        assert carol.post(f"/api/v1/{path}", body).status_code == 404
    assert not Deal.objects.exists()
    assert not Lead.objects.exists()
