"""The demo's CRM."""

from __future__ import annotations

from kaiwa import demo_records


def test_the_demo_has_deals_in_every_stage_and_leads(alice, bob):
    demo_records.seed({"me": alice.member, "colleague": bob.member})
    (pipeline,) = alice.get("/api/v1/pipelines").json()
    board = alice.get(f"/api/v1/pipelines/{pipeline['id']}/board").json()
    assert all(stage["deals"] for stage in board["stages"])
    assert len(alice.get("/api/v1/leads").json()["items"]) == 2
    won = alice.get("/api/v1/deals", status="won").json()["items"]
    assert [deal["owner"]["name"] for deal in won] == ["Bob Baba"]
    feed = alice.get(f"/api/v1/deals/{won[0]['id']}/feed").json()["items"]
    assert [item["code"] for item in feed] == ["won", "created"]
