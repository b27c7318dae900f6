"""Persons, leads and deals on their pages (INB-01, INB-02, D-05)."""

from __future__ import annotations

from kaiwa.crm.builtin.models import Deal, Stage


def test_a_new_workspace_has_a_pipeline_of_five_stages(alice):
    (pipeline,) = alice.get("/api/v1/pipelines").json()
    assert [stage["place"] for stage in pipeline["stages"]] == [1, 2, 3, 4, 5]


def test_the_first_stages_are_called_in_the_language_of_who_asks_first(alice):
    alice.language = "ja"
    assert alice.get("/api/v1/pipelines").json()[0]["stages"][0]["name"] == "見込みあり"


def test_a_person_is_made_changed_and_deleted(alice, made):
    yamada = made("persons", name="山田 花子", phones=[{"value": "090-1234-5678", "label": "mobile"}])
    assert yamada["phones"] == [{"value": "090-1234-5678", "label": "mobile", "readable": True}]
    assert yamada["owner"]["name"] == "Alice Aoki"
    path = f"/api/v1/persons/{yamada['id']}"
    changed = alice.patch(path, {"name": "山田 花", "emails": [{"value": "hana@example.com"}]}).json()
    assert (changed["name"], changed["emails"]) == (
        "山田 花",
        [{"value": "hana@example.com", "label": "work"}],
    )
    assert changed["phones"] == yamada["phones"]
    assert alice.delete(path).status_code == 204
    assert alice.get(path).status_code == 404
    assert alice.get("/api/v1/persons").json()["items"] == []


def test_a_phone_that_is_none_is_kept_and_said_to_be_none(alice, made):
    numbers = [{"value": "ask Bob", "label": "work"}, {"value": "03-1234-5678 内線21", "label": "home"}]
    yamada = made("persons", name="Yamada", phones=numbers)
    assert [(each["value"], each["readable"]) for each in yamada["phones"]] == [
        ("ask Bob", False),
        ("03-1234-5678 内線21", True),
    ]
    path = f"/api/v1/persons/{yamada['id']}"
    refused = alice.patch(path, {"emails": [{"value": "ask Bob"}]})
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid")
    mails = [{"value": f"{name}@example.com", "label": name} for name in ("work", "home")]
    assert alice.patch(path, {"emails": mails}).json()["emails"] == mails


def test_the_same_key_again_makes_nothing_new(alice, made, stages):
    person = made("persons", name="Yamada", key="p")
    assert made("persons", name="Yamada", key="p")["id"] == person["id"]
    deal = made("deals", title="Ten bikes", key="d")
    assert made("deals", title="Ten bikes", key="d")["id"] == deal["id"]
    assert Deal.objects.count() == 1


def test_a_person_is_found_however_their_number_is_written(alice, made):
    yamada = made("persons", name="山田 花子", phones=[{"value": "+81 90-1234-5678"}])
    made("persons", name="田中 陽翔", phones=[{"value": "03-9999-0000"}])
    for sought in ("山田", "花子", "+81 90", "090-1234-5678", "819012345678", "0901234", "ﾔﾏﾀﾞ 山田"):
        found = [row["id"] for row in alice.get("/api/v1/persons", q=sought).json()["items"]]
        assert found == ([] if "ﾔ" in sought else [yamada["id"]]), sought


def test_a_deal_begins_in_the_first_stage_with_the_workspace_s_currency(made, stages):
    deal = made("deals", title="Ten bikes", value="120000")
    assert deal["stage_id"] == stages[0]["id"]
    assert (deal["value"], deal["currency"]) == ("120000.00", "JPY")
    assert deal["may"] == {"change": True, "decide": True}


def test_a_deal_moves_and_its_feed_says_so(alice, made, stages):
    deal = made("deals", title="Ten bikes")
    path = f"/api/v1/deals/{deal['id']}"
    moved = alice.patch(path, {"stage": stages[2]["id"]}).json()
    assert moved["stage_id"] == stages[2]["id"]
    assert moved["entered_at"] > deal["entered_at"]
    assert alice.patch(path, {"status": "lost", "lost_reason": "Price"}).json()["lost_reason"] == "Price"
    lines = [(item["code"], item["params"]) for item in alice.get(f"{path}/feed").json()["items"]]
    assert [code for code, _params in lines] == ["lost", "stage_changed", "created"]
    assert lines[1][1] == {"before": stages[0]["name"], "name": stages[2]["name"]}


def test_a_deal_does_not_move_to_a_stage_that_was_removed(alice, made, stages):
    deal = made("deals", title="Ten bikes")
    Stage.objects.filter(pk=stages[4]["id"]).update(place=None, deleted_at="2026-11-23T00:00:00Z")
    answer = alice.patch(f"/api/v1/deals/{deal['id']}", {"stage": stages[4]["id"]})
    assert (answer.status_code, answer.json()["code"]) == (409, "stage_gone")
    assert alice.get(f"/api/v1/deals/{deal['id']}").json()["stage_id"] == stages[0]["id"]


def test_what_was_archived_is_not_changed_until_it_is_restored(alice, made):
    path = f"/api/v1/deals/{made('deals', title='Ten bikes')['id']}"
    assert alice.post(f"{path}/archive").json()["may"]["change"] is False
    answer = alice.patch(path, {"title": "Eleven bikes"})
    assert (answer.status_code, answer.json()["code"]) == (409, "crm_archived")
    assert alice.post(f"{path}/notes", {"text": "Too late", "key": "n"}).status_code == 409
    assert [row["title"] for row in alice.get("/api/v1/deals", archived=True).json()["items"]] == [
        "Ten bikes"
    ]
    alice.post(f"{path}/restore")
    assert alice.patch(path, {"title": "Eleven bikes"}).json()["title"] == "Eleven bikes"


def test_a_lead_becomes_a_deal_with_its_notes(alice, made, stages):
    person = made("persons", name="Yamada")
    lead = made("leads", title="Asked for bikes", person=person["id"], value="1000", currency="EUR")
    made(f"leads/{lead['id']}/notes", text="Wants red ones")
    deal = alice.post(f"/api/v1/leads/{lead['id']}/convert", {"stage": stages[1]["id"]}).json()
    assert (deal["title"], deal["value"], deal["currency"]) == ("Asked for bikes", "1000.00", "EUR")
    assert deal["person"] == {"id": person["id"], "name": "Yamada"}
    feed = alice.get(f"/api/v1/deals/{deal['id']}/feed", kind="note").json()["items"]
    assert [item["text"] for item in feed] == ["Wants red ones"]
    assert alice.get(f"/api/v1/leads/{lead['id']}").status_code == 404
    assert alice.get("/api/v1/leads").json()["items"] == []


def test_an_archived_lead_is_restored_before_it_becomes_a_deal(alice, made):
    person = made("persons", name="Yamada")
    path = f"/api/v1/leads/{made('leads', title='Asked', person=person['id'])['id']}"
    alice.post(f"{path}/archive")
    assert alice.post(f"{path}/convert").json()["code"] == "crm_archived"
    alice.post(f"{path}/restore")
    assert alice.post(f"{path}/convert").status_code == 200


def test_a_deal_s_first_amount_is_in_the_workspace_s_currency(alice, made):
    path = f"/api/v1/deals/{made('deals', title='Ten bikes')['id']}"
    assert alice.patch(path, {"value": "500"}).json()["currency"] == "JPY"
    assert alice.patch(path, {"value": "5", "currency": "EUR"}).json()["currency"] == "EUR"
    assert alice.patch(path, {"value": "6"}).json()["currency"] == "EUR"


def test_a_lead_is_somebody_s(alice):
    answer = alice.post("/api/v1/leads", {"title": "Nobody", "key": "l"})
    assert (answer.status_code, answer.json()["code"]) == (409, "person_needed")


def test_leads_are_archived_and_come_back(alice, made):
    person = made("persons", name="Yamada")
    lead = made("leads", title="Asked", person=person["id"])
    alice.post(f"/api/v1/leads/{lead['id']}/archive")
    assert alice.get("/api/v1/leads").json()["items"] == []
    assert [row["id"] for row in alice.get("/api/v1/leads", archived=True).json()["items"]] == [lead["id"]]
    alice.post(f"/api/v1/leads/{lead['id']}/restore")
    assert [row["id"] for row in alice.get("/api/v1/leads").json()["items"]] == [lead["id"]]


def test_the_board_has_the_newest_in_a_stage_first_and_goes_on(alice, made, stages):
    titles = ["One", "Two", "Three"]
    for title in titles:
        made("deals", title=title, value="10", currency="EUR")
    pipeline = alice.get("/api/v1/pipelines").json()[0]["id"]
    board = alice.get(f"/api/v1/pipelines/{pipeline}/board", limit=2).json()
    first, *others = board["stages"]
    assert [deal["title"] for deal in first["deals"]] == ["Three", "Two"]
    assert all(stage["deals"] == [] and stage["next_cursor"] is None for stage in others)
    rest = alice.get(f"/api/v1/stages/{first['id']}/deals", cursor=first["next_cursor"]).json()
    assert [deal["title"] for deal in rest["items"]] == ["One"]
    sums = alice.get(f"/api/v1/pipelines/{pipeline}/sums").json()
    assert sums == [{"stage": first["id"], "currency": "EUR", "count": 3, "value": "30.00"}]
    (found,) = alice.get(f"/api/v1/pipelines/{pipeline}/sums", q="two", owner=alice.member.pk).json()
    assert (found["count"], found["value"]) == (1, "10.00")


def test_a_person_s_page_shows_their_deals_and_leads(alice, made):
    company = made("organizations", name="ミナト商会")
    person = made("persons", name="Yamada", organization=company["id"])
    deal = made("deals", title="Ten bikes", person=person["id"], organization=company["id"])
    lead = made("leads", title="More", person=person["id"])
    page = alice.get(f"/api/v1/persons/{person['id']}").json()
    assert [row["id"] for row in page["deals"]] == [deal["id"]]
    assert [row["id"] for row in page["leads"]] == [lead["id"]]
    assert page["organization"]["name"] == "ミナト商会"
    page = alice.get(f"/api/v1/organizations/{company['id']}").json()
    assert ([row["id"] for row in page["persons"]], [row["id"] for row in page["deals"]]) == (
        [person["id"]],
        [deal["id"]],
    )
