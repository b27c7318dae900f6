"""What the pages and the inbox know of each other (FB-21, FAQ-06)."""

from __future__ import annotations

from typing import Any

import pytest

from kaiwa.crm import accounts, snapshots
from kaiwa.crm.builtin.models import Deal, Lead, Person
from kaiwa.crm.builtin.records.rows import Record as Row
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.models import Chat, Link, Record
from tests.tenancy.conftest import belongings


@pytest.fixture
def link(alice):
    """Link a conversation of Alice's, which her team sees or not, with rows of the CRM."""

    def make(visibility: str, *rows: Row) -> int:
        conversation = belongings(alice, "umber", visibility).conversation
        chat, _ = Chat.objects.get_or_create(conversation=conversation, workspace=alice.workspace)
        # What they belong to is for the test to say
        Record.objects.all().delete()
        kept = snapshots.keep(accounts.of(alice.workspace), [snapshot(row) for row in rows])
        for record in kept:
            Link.objects.create(chat=chat, record=record, kind=record.kind)
        return conversation.pk

    return make


def titles() -> dict[str, Any]:
    return dict(Record.objects.order_by("pk").values_list("kind", "title"))


def test_what_the_inbox_shows_of_a_record_follows_its_page(alice, made, link):
    person = made("persons", name="Yamada")
    deal = made("deals", title="Ten bikes", person=person["id"])
    link("shared", Person.objects.get(name="Yamada"))
    assert titles() == {"person": "Yamada"}
    alice.patch(f"/api/v1/persons/{person['id']}", {"name": "Yamada Hanako"})
    # The person's deal comes to be known by its first change
    alice.patch(f"/api/v1/deals/{deal['id']}", {"title": "Twelve bikes", "status": "won"})
    assert titles() == {"person": "Yamada Hanako", "deal": "Twelve bikes"}
    assert Record.objects.get(kind="deal").status == "won"
    alice.delete(f"/api/v1/deals/{deal['id']}")
    assert Record.objects.get(kind="deal").gone_at is not None


def test_a_conversation_goes_with_its_lead_into_the_deal(alice, made, link):
    person = made("persons", name="Yamada")
    lead = made("leads", title="Asked", person=person["id"])
    conversation = link("shared", Person.objects.get(name="Yamada"), Lead.objects.get(title="Asked"))
    deal = alice.post(f"/api/v1/leads/{lead['id']}/convert").json()
    linked = Link.objects.live().filter(chat=conversation).order_by("kind")
    assert [(row.kind, row.record.external_id) for row in linked] == [
        ("deal", str(deal["id"])),
        ("person", str(person["id"])),
    ]


@pytest.mark.parametrize("visibility", ["shared", "private"])
def test_a_record_shows_the_conversations_its_reader_may_see(alice, bob, made, link, visibility):
    person = made("persons", name="Yamada")
    deal = made("deals", title="Ten bikes", person=person["id"])
    lead = made("leads", title="Asked", person=person["id"])
    conversation = link(visibility, Person.objects.get(name="Yamada"), Deal.objects.get(title="Ten bikes"))
    for path in (f"persons/{person['id']}", f"deals/{deal['id']}", f"leads/{lead['id']}"):
        for reader, sees in ((alice, True), (bob, visibility == "shared")):
            shown = reader.get(f"/api/v1/{path}/conversations").json()
            assert [row["id"] for row in shown] == ([conversation] if sees else [])


def test_a_conversation_that_was_unlinked_stands_there_no_more(alice, made, link):
    person = made("persons", name="Yamada")
    link("shared", Person.objects.get(name="Yamada"))
    Link.objects.update(removed_at="2026-11-23T00:00:00Z")
    assert alice.get(f"/api/v1/persons/{person['id']}/conversations").json() == []


def test_the_panel_leads_to_the_pages(alice, made, link):
    person = made("persons", name="Yamada")
    lead = made("leads", title="Asked", person=person["id"])
    conversation = link("shared", Person.objects.get(name="Yamada"), Lead.objects.get(title="Asked"))
    panel = alice.get(f"/api/v1/conversations/{conversation}/crm").json()
    pages = [panel["person"]["record"]["page"], *(item["record"]["page"] for item in panel["items"])]
    assert pages == [f"/persons/{person['id']}", f"/leads/{lead['id']}"]
    assert all(alice.get(f"/api/v1{page}").status_code == 200 for page in pages)
