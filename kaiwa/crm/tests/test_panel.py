"""The CRM card: linking, creating and who sees what of it, over HTTP (INB-32..35, H-04, H-06, H-16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kaiwa.conversations.models import Message
from kaiwa.crm import accounts, incoming
from kaiwa.crm.base import Refused, Unavailable
from kaiwa.crm.items import LeadConverted, RecordChanged, RecordGone, Ref, Snapshot
from kaiwa.crm.models import CrmUsage, Record, Segment
from kaiwa.crm.tests.conftest import AT, BIKE, MIKA

RING = Ref("lead", "a1")


def card(person, conversation):
    return person.get(f"/api/v1/conversations/{conversation.pk}/crm").json()


def link(person, conversation, ref, **choices):
    body = {"kind": ref.kind, "id": ref.id, **choices}
    return person.post(f"/api/v1/conversations/{conversation.pk}/crm/links", body)


def create(person, conversation, kind, key="k1", **fields):
    body = {"kind": kind, "key": key, **fields}
    return person.post(f"/api/v1/conversations/{conversation.pk}/crm/records", body)


def lines(conversation):
    rows = Message.objects.filter(conversation=conversation, direction="event").order_by("pk")
    return list(rows.values_list("code", "params"))


def segments():
    rows = Segment.objects.order_by("pk")
    return list(rows.values_list("wanted_person__title", "wanted_item__title", "closed"))


def test_a_conversation_of_nobody_says_so_without_asking_the_crm(alice, conversation, shelf):
    shown = card(alice, conversation)
    assert (shown["person"], shown["items"], shown["receives"]["how"]) == (None, [], "none")
    assert shown["transcript"]["state"] == "off"
    assert shelf.asked == []


def test_who_is_linked_is_seen_with_their_open_deals_and_the_newest_gets_the_messages(
    alice, bob, conversation, shelf, bike
):
    answer = link(alice, conversation, MIKA)
    assert answer.status_code == 200
    shelf.asked.clear()
    shown = card(bob, conversation)
    assert shown["person"]["record"]["title"] == "Mika Sato"
    assert shown["person"]["record"]["phones"] == [{"value": "090-1234-5678", "label": ""}]
    assert shown["person"]["by"]["name"] == "Alice Aoki"
    assert [each["title"] for each in shown["open_items"]] == ["A bike"]
    assert (shown["receives"]["record"]["title"], shown["receives"]["how"]) == ("A bike", "latest")
    assert shown["transcript"]["state"] == "waiting"
    assert segments() == [("Mika Sato", "A bike", False)]
    assert shelf.asked == []
    assert lines(conversation) == [
        ("crm_linked", {"kind": "person", "title": "Mika Sato", "context": "person"})
    ]


def test_a_conversation_has_one_person_and_each_record_once(alice, conversation, shelf, bike):
    shelf.put(alice.workspace.pk, Snapshot(Ref("person", "9"), "Ken Sato"))
    assert link(alice, conversation, MIKA).status_code == 200
    assert link(alice, conversation, MIKA).json()["code"] == "already_linked"
    assert link(alice, conversation, Ref("person", "9")).json()["code"] == "one_person"
    assert link(alice, conversation, Ref("person", "99")).json()["code"] == "crm_gone"


def test_a_linked_deal_gets_the_messages_and_a_member_can_choose_another(alice, conversation, shelf, bike):
    """H-06."""
    shelf.put(alice.workspace.pk, Snapshot(Ref("deal", "12"), "A trailer", person=MIKA))
    link(alice, conversation, MIKA)
    assert card(alice, conversation)["receives"]["record"]["title"] == "A trailer"
    shown = link(alice, conversation, BIKE).json()
    assert (shown["receives"]["record"]["title"], shown["receives"]["how"]) == ("A bike", "pinned")
    (bike_link,) = shown["items"]
    shown = alice.patch(f"/api/v1/crm-links/{bike_link['id']}", {"receives": False}).json()
    assert (shown["receives"]["record"]["title"], shown["receives"]["how"]) == ("A trailer", "latest")


def test_a_record_can_be_linked_without_the_transcript_and_be_given_it_later(alice, conversation, bike):
    """INB-35."""
    shown = link(alice, conversation, BIKE, transcript=False).json()
    assert (shown["receives"]["how"], shown["transcript"]["state"], segments()) == ("none", "off", [])
    pk = shown["items"][0]["id"]
    shown = alice.patch(f"/api/v1/crm-links/{pk}", {"transcript": True}).json()
    assert (shown["receives"]["record"]["title"], shown["transcript"]["state"]) == ("A bike", "waiting")
    shown = alice.patch(f"/api/v1/crm-links/{pk}", {"transcript": False}).json()
    assert shown["receives"]["how"] == "none"
    assert segments() == [(None, "A bike", True)]


def test_unlinking_ends_what_goes_there_and_keeps_what_was_written(alice, conversation, bike):
    """H-12."""
    pk = link(alice, conversation, BIKE).json()["items"][0]["id"]
    shown = alice.delete(f"/api/v1/crm-links/{pk}").json()
    assert (shown["items"], shown["receives"]["how"]) == ([], "none")
    assert segments() == [(None, "A bike", True)]
    assert [code for code, _params in lines(conversation)] == ["crm_linked", "crm_unlinked"]
    assert alice.delete(f"/api/v1/crm-links/{pk}").status_code == 404


def test_person_and_deal_are_made_in_one_go_with_one_note_on_both(alice, conversation, shelf):
    """INB-33, TL-17."""
    answer = create(
        alice, conversation, "deal", name="Mika Sato", title="A bike", value="120000", phones=["090"]
    )
    assert answer.status_code == 201
    shown = answer.json()
    assert shown["person"]["record"]["title"] == "Mika Sato"
    (deal,) = shown["items"]
    assert (deal["record"]["value"], deal["record"]["currency"]) == ("120000.00", "JPY")
    assert deal["record"]["stage"] == {"name": "New", "place": 1, "of": 2, "pipeline": "Sales"}
    assert deal["record"]["person"]["title"] == "Mika Sato"
    assert (shown["receives"]["how"], shown["creating"]) == ("latest", [])
    assert segments() == [("Mika Sato", "A bike", False)]


def test_the_same_key_makes_nothing_new(alice, conversation, shelf):
    """P-05."""
    first = create(alice, conversation, "deal", name="Mika", title="A bike").json()
    assert create(alice, conversation, "deal", name="Mika", title="A bike").json() == first
    assert sorted(shelf.asked) == ["create_item", "create_person"]


def test_a_lost_answer_is_looked_up_and_never_repeated_blindly(alice, conversation, shelf):
    shelf.loses.add("create_item")
    answer = create(alice, conversation, "lead", name="Mika", title="A bike")
    assert answer.status_code == 202
    assert [(each["title"], each["state"]) for each in answer.json()["creating"]] == [("A bike", "unknown")]
    assert answer.json()["person"]["record"]["title"] == "Mika"
    shown = create(alice, conversation, "lead", name="Mika", title="A bike").json()
    assert [each["record"]["title"] for each in shown["items"]] == ["A bike"]
    assert shelf.asked.count("create_item") == 1


def test_what_the_crm_refuses_is_said_and_the_rest_goes_on(alice, conversation, shelf):
    """P-07."""
    shelf.fails["create_item"] = Refused("deal_cap", cap=True)
    answer = create(alice, conversation, "deal", name="Mika", title="A bike")
    assert (answer.status_code, answer.json()["code"], answer.json()["params"]) == (
        409,
        "crm_refused",
        {"code": "deal_cap"},
    )
    shown = card(alice, conversation)
    assert shown["person"]["record"]["title"] == "Mika"
    assert shown["crm"]["problem"]["code"] == "deal_cap"
    assert [(each["state"], each["error"]["code"]) for each in shown["creating"]] == [("refused", "deal_cap")]
    assert create(alice, conversation, "deal", name="Mika", title="A bike").status_code == 201
    assert card(alice, conversation)["creating"] == []


def test_a_crm_that_does_not_answer_is_said_and_left_alone_after_three_times(alice, conversation, shelf):
    for _time in range(3):
        shelf.fails["fetch"] = Unavailable()
        answer = link(alice, conversation, BIKE)
        assert (answer.status_code, answer.json()["code"]) == (503, "crm_unavailable")
    assert card(alice, conversation)["crm"]["problem"]["code"] == "crm_unavailable"
    assert card(alice, conversation)["crm"]["paused_until"] is not None


def test_what_a_member_may_not_see_of_the_crm_is_neither_shown_nor_linked_nor_named(
    alice, bob, conversation, shelf, mika
):
    """H-16."""
    secret = Snapshot(BIKE, "Secret", person=MIKA, owner=str(alice.member.pk), audience="owner")
    shelf.put(alice.workspace.pk, secret)
    assert link(bob, conversation, BIKE).json()["code"] == "crm_gone"
    link(alice, conversation, MIKA)
    link(alice, conversation, BIKE)
    shown = card(bob, conversation)
    (deal,) = shown["items"]
    assert (deal["record"]["hidden"], deal["record"]["title"]) == (True, "")
    assert "Secret" not in str(shown)
    assert lines(conversation)[-1] == ("crm_linked", {"kind": "deal"})
    assert card(alice, conversation)["items"][0]["record"]["title"] == "Secret"
    assert bob.get("/api/v1/crm/search", q="Sec").json() == []


def test_on_a_private_channel_it_is_agreed_first_who_will_read_it(alice, private, bike):
    """H-04."""
    answer = link(alice, private, BIKE)
    assert (answer.status_code, answer.json()["code"]) == (409, "agree_first")
    assert answer.json()["params"] == {"everyone": True, "names": [], "hidden": 0}
    assert create(alice, private, "person", name="Mika").json()["code"] == "agree_first"
    assert link(alice, private, BIKE, transcript=False).status_code == 200
    pk = card(alice, private)["items"][0]["id"]
    assert alice.patch(f"/api/v1/crm-links/{pk}", {"transcript": True}).json()["code"] == "agree_first"
    shown = alice.patch(f"/api/v1/crm-links/{pk}", {"transcript": True, "agreed": True}).json()
    assert shown["receives"]["record"]["title"] == "A bike"


def test_a_colleague_finds_nothing_of_a_private_channels_links(alice, bob, private, bike):
    """FAQ-06."""
    pk = link(alice, private, BIKE, agreed=True).json()["items"][0]["id"]
    assert bob.get(f"/api/v1/conversations/{private.pk}/crm").status_code == 404
    assert link(bob, private, MIKA).status_code == 404
    assert bob.delete(f"/api/v1/crm-links/{pk}").status_code == 404


def test_who_will_read_is_told_before(alice, conversation, shelf, mika):
    shelf.put(
        alice.workspace.pk,
        Snapshot(BIKE, "Bob's", owner="99", owner_name="Bob Baba", audience="owner"),
    )
    path = f"/api/v1/conversations/{conversation.pk}/crm/readers"
    assert alice.get(path, kind="person", id="7").json() == {"everyone": True, "names": [], "hidden": 0}
    assert alice.get(path, kind="deal", id="8").json()["names"] == ["Bob Baba"]
    assert alice.get(path, kind="deal", id="nobody").json()["code"] == "crm_gone"
    assert alice.get(path, kind="deal", visibility="owner").json()["everyone"] is False


def test_records_and_pipelines_are_offered(alice, conversation, shelf, bike):
    found = alice.get("/api/v1/crm/search", q="Mika").json()
    assert [(each["kind"], each["title"]) for each in found] == [("person", "Mika Sato")]
    assert alice.get("/api/v1/crm/search", q="Mika", kinds="deal,lead").json() == []
    for _time in range(2):
        (sales,) = alice.get("/api/v1/crm/pipelines").json()
        assert [stage["name"] for stage in sales["stages"]] == ["New", "Offer"]
    assert shelf.asked.count("pipelines") == 1
    assert CrmUsage.objects.get().searches == 2


def test_without_a_crm_there_is_no_card(alice, conversation, settings):
    settings.CRMS = []
    assert alice.get("/api/v1/crm").status_code == 404
    assert alice.get(f"/api/v1/conversations/{conversation.pk}/crm").status_code == 404


# --- what the CRM tells -----------------------------------------------------------------------------------


@pytest.fixture
def linked(alice, conversation, bike):
    link(alice, conversation, MIKA)
    return accounts.of(alice.workspace)


def test_what_changes_in_the_crm_is_on_the_card(alice, conversation, linked, bike):
    incoming.report(linked, [RecordChanged(replace(bike, title="Two bikes", updated_at=AT))])
    assert [each["title"] for each in card(alice, conversation)["open_items"]] == ["Two bikes"]


def test_an_older_word_changes_nothing(alice, conversation, linked, bike):
    """D-56."""
    incoming.report(linked, [RecordChanged(replace(bike, title="New", updated_at=AT))])
    incoming.report(linked, [RecordChanged(replace(bike, title="Old", updated_at=AT - timedelta(seconds=1)))])
    assert [each["title"] for each in card(alice, conversation)["open_items"]] == ["New"]


def test_a_new_deal_of_a_linked_person_gets_the_messages(alice, conversation, linked):
    deal = Snapshot(Ref("deal", "20"), "A trailer", person=MIKA, updated_at=AT)
    incoming.report(linked, [RecordChanged(deal)])
    assert card(alice, conversation)["receives"]["record"]["title"] == "A trailer"


def test_records_that_no_conversation_shows_are_not_kept(alice, linked):
    incoming.report(linked, [RecordChanged(Snapshot(Ref("deal", "21"), "Somebody else's"))])
    assert not Record.objects.filter(external_id="21").exists()


def test_what_is_gone_from_the_crm_is_said_and_gets_nothing_more(alice, conversation, linked):
    incoming.report(linked, [RecordGone(BIKE), RecordGone(Ref("deal", "unheard-of"))])
    shown = card(alice, conversation)
    assert (shown["open_items"], shown["receives"]["how"]) == ([], "none")


def test_a_lead_that_became_a_deal_stays_linked_as_that(alice, conversation, linked, shelf, bike):
    incoming.report(linked, [RecordGone(BIKE)])
    lead = shelf.put(alice.workspace.pk, Snapshot(RING, "A ring", person=MIKA))
    shown = link(alice, conversation, lead.ref).json()
    assert shown["receives"]["record"]["kind"] == "lead"
    incoming.report(linked, [LeadConverted(RING, Snapshot(Ref("deal", "30"), "A ring", person=MIKA))])
    shown = card(alice, conversation)
    assert [each["record"]["kind"] for each in shown["items"]] == ["deal"]
    assert shown["receives"]["record"]["id"] == "30"


def test_a_card_takes_few_questions_to_the_database_however_much_is_linked(
    alice, conversation, linked, shelf, django_assert_max_num_queries
):
    for number in range(5):
        ref = Ref("deal", f"{40 + number}")
        shelf.put(alice.workspace.pk, Snapshot(ref, f"Deal {number}", person=MIKA))
        link(alice, conversation, ref)
    with django_assert_max_num_queries(24):
        assert len(card(alice, conversation)["items"]) == 5


def test_what_was_refused_can_be_let_be_and_what_may_be_made_cannot(alice, bob, conversation, shelf, mika):
    """P-07."""
    link(alice, conversation, MIKA)
    shelf.fails["create_item"] = Refused("deal_cap", cap=True)
    assert create(alice, conversation, "deal", title="A bike").json()["code"] == "crm_refused"
    (refused,) = card(alice, conversation)["creating"]
    assert bob.delete(f"/api/v1/crm-creations/{refused['id']}").json()["creating"] == []
    assert alice.delete(f"/api/v1/crm-creations/{refused['id']}").status_code == 409
    alice.post(f"/api/v1/conversations/{conversation.pk}/crm/retry", {})
    assert card(alice, conversation)["items"] == []
