"""Pipelines and stages: set up by those with access to the settings, and no deal is lost with one (P-06)."""

from __future__ import annotations

import pytest

from kaiwa.crm import accounts, linking
from kaiwa.crm.builtin.models import Change, Deal
from kaiwa.crm.builtin.records.rows import ref_of
from kaiwa.crm.models import Record

V = "/api/v1"


def names(reader) -> list[list[str]]:
    return [[stage["name"] for stage in each["stages"]] for each in reader.get(f"{V}/pipelines").json()]


def board(reader, pipeline: int) -> list[list[str]]:
    stages = reader.get(f"{V}/pipelines/{pipeline}/board").json()["stages"]
    return [[deal["title"] for deal in stage["deals"]] for stage in stages]


@pytest.fixture
def pipeline(alice, stages) -> int:
    return int(alice.get(f"{V}/pipelines").json()[0]["id"])


def test_pipelines_and_stages_are_made_renamed_and_put_in_order(alice, pipeline):
    made = alice.post(f"{V}/pipelines", {"name": "Partners"}).json()
    assert len(made["stages"]) == 5
    alice.patch(f"{V}/pipelines/{made['id']}", {"name": "Resellers", "place": 1})
    assert [row["name"] for row in alice.get(f"{V}/pipelines").json()] == ["Resellers", "Sales"]
    alice.post(f"{V}/stages", {"pipeline": pipeline, "name": "Signed"})
    first, *_, last = alice.get(f"{V}/pipelines").json()[1]["stages"]
    moved = alice.patch(f"{V}/stages/{last['id']}", {"place": 1, "name": "Called"}).json()
    assert [stage["name"] for stage in moved["stages"]][:2] == ["Called", first["name"]]
    assert [stage["place"] for stage in moved["stages"]] == [1, 2, 3, 4, 5, 6]
    # Beyond the end is the end
    assert alice.patch(f"{V}/stages/{last['id']}", {"place": 50}).json()["stages"][-1]["name"] == "Called"


def test_only_who_may_change_settings_does(bob, pipeline, stages):
    before = names(bob)
    for answer in (
        bob.post(f"{V}/pipelines", {"name": "Mine"}),
        bob.patch(f"{V}/pipelines/{pipeline}", {"name": "Mine"}),
        bob.delete(f"{V}/pipelines/{pipeline}"),
        bob.post(f"{V}/stages", {"pipeline": pipeline, "name": "Mine"}),
        bob.patch(f"{V}/stages/{stages[0]['id']}", {"place": 2}),
        bob.delete(f"{V}/stages/{stages[0]['id']}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert names(bob) == before


def test_the_deals_of_a_removed_stage_go_where_somebody_says(alice, made, stages, pipeline, bobs):
    for title in ("One", "Two"):
        made("deals", title=title)
    bobs("deals", title="Bob's own", visibility="owner")
    there, target = (f"{V}/stages/{stage['id']}" for stage in stages[:2])
    refused = alice.delete(there)
    assert (refused.status_code, refused.json()["code"]) == (409, "stage_in_use")
    assert refused.json()["params"] == {"deals": 3}
    left = alice.delete(f"{there}?move_to={stages[1]['id']}").json()["stages"]
    assert [stage["place"] for stage in left] == [1, 2, 3, 4]
    assert board(alice, pipeline)[0] == ["Bob's own", "Two", "One"]
    assert alice.get(f"{V}/deals/{Deal.objects.earliest('pk').pk}/feed").json()["items"][0]["code"] == (
        "stage_changed"
    )
    assert alice.delete(there).status_code == 404
    # Whoever had it in hand is told
    gone = alice.patch(f"{V}/deals/{Deal.objects.earliest('pk').pk}", {"stage": stages[0]["id"]})
    assert (gone.status_code, gone.json()["code"]) == (409, "stage_gone")
    late = alice.post(f"{V}/deals", {"title": "Late", "key": "late", "stage": stages[0]["id"]})
    assert (late.status_code, late.json()["code"]) == (409, "stage_gone")
    assert alice.delete(f"{target}?move_to={stages[1]['id']}").json()["code"] == "stage_gone"
    assert Change.objects.filter(code="stage_changed").count() == 3


def test_a_pipeline_keeps_a_stage_and_a_workspace_a_pipeline(alice, stages, pipeline):
    for stage in stages[1:]:
        assert alice.delete(f"{V}/stages/{stage['id']}").status_code == 200
    assert alice.delete(f"{V}/stages/{stages[0]['id']}").json()["code"] == "last_stage"
    assert alice.delete(f"{V}/pipelines/{pipeline}").json()["code"] == "last_pipeline"


def test_a_removed_pipeline_s_deals_go_to_another_s_stage(alice, made, pipeline, charlie):
    other = alice.post(f"{V}/pipelines", {"name": "Partners"}).json()
    deal = made("deals", title="Ten bikes")
    path = f"{V}/pipelines/{pipeline}"
    (theirs,) = charlie.get(f"{V}/pipelines").json()
    assert alice.delete(f"{path}?move_to={theirs['stages'][0]['id']}").status_code == 404
    assert alice.delete(path).json()["code"] == "stage_in_use"
    assert alice.delete(f"{path}?move_to={other['stages'][2]['id']}").status_code == 204
    assert board(alice, other["id"])[2] == ["Ten bikes"]
    assert alice.get(f"{V}/deals/{deal['id']}").json()["pipeline_id"] == other["id"]
    assert alice.get(f"{path}/board").status_code == 404


def test_what_ended_in_a_removed_stage_begins_again_in_the_first(alice, made, stages):
    won, away, deleted = (made("deals", title=title, stage=stages[4]["id"]) for title in "abc")
    alice.patch(f"{V}/deals/{won['id']}", {"status": "won"})
    alice.post(f"{V}/deals/{away['id']}/archive")
    alice.delete(f"{V}/deals/{deleted['id']}")
    assert alice.delete(f"{V}/stages/{stages[4]['id']}").status_code == 200
    assert alice.get(f"{V}/deals/{won['id']}").json()["status"] == "won"
    back = [
        alice.patch(f"{V}/deals/{won['id']}", {"status": "open"}).json(),
        alice.post(f"{V}/deals/{away['id']}/restore").json(),
    ]
    alice.post(f"{V}/deleted-records/bring-back", {"kind": "deal", "id": deleted["id"]})
    back.append(alice.get(f"{V}/deals/{deleted['id']}").json())
    assert {deal["stage_id"] for deal in back} == {stages[0]["id"]}


def test_a_conversation_s_panel_shows_the_stage_by_its_new_name_and_place(alice, made, stages, conversation):
    deal = Deal.objects.get(pk=made("deals", title="Ten bikes", stage=stages[1]["id"])["id"])
    record = linking.find(accounts.of(alice.workspace), ref_of(deal), by=alice.member)
    linking.link(conversation, [record], by=alice.member)
    alice.patch(f"{V}/stages/{stages[1]['id']}", {"name": "Spoken to", "place": 3})
    shown = Record.objects.get(external_id=str(deal.pk))
    assert (shown.stage_name, shown.place, shown.places) == ("Spoken to", 3, 5)
    alice.delete(f"{V}/stages/{stages[1]['id']}?move_to={stages[0]['id']}")
    shown.refresh_from_db()
    assert (shown.stage_name, shown.place, shown.places) == (stages[0]["name"], 1, 4)
