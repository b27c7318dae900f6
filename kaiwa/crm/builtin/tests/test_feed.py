"""The feed of a record and its notes (FB-21, INB-38)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from kaiwa.crm.builtin.models import Deal, Note, Person
from kaiwa.crm.builtin.records import entries


def test_a_note_is_written_edited_and_deleted(alice, bob, made):
    deal = made("deals", title="Ten bikes")
    note = made(f"deals/{deal['id']}/notes", text="Wants red ones", key="n")
    assert made(f"deals/{deal['id']}/notes", text="Wants red ones", key="n")["id"] == note["id"]
    edited = bob.patch(f"/api/v1/crm-notes/{note['id']}", {"text": "Wants blue ones"}).json()
    assert (edited["text"], edited["edited"]["by"]["name"]) == ("Wants blue ones", "Bob Baba")
    item = alice.get(f"/api/v1/deals/{deal['id']}/feed").json()["items"][0]
    assert (item["kind"], item["text"], item["author"]["name"]) == ("note", "Wants blue ones", "Alice Aoki")
    assert alice.delete(f"/api/v1/crm-notes/{note['id']}").status_code == 204
    assert alice.get(f"/api/v1/crm-notes/{note['id']}").status_code == 404
    assert alice.get(f"/api/v1/deals/{deal['id']}/feed", kind="note").json()["items"] == []


def test_a_transcript_stands_in_the_feed_of_the_person_and_of_the_deal(alice, made):
    person = made("persons", name="Yamada")
    deal = made("deals", title="Ten bikes", person=person["id"])
    on = entries.On(person=Person.objects.get(), deal=Deal.objects.get())
    entries.write(Note, on, "14:05 Yamada: " + "a" * 3000, key="k", at=timezone.now(), author=None)
    for path, about in (
        (f"persons/{person['id']}", {"kind": "deal", "id": deal["id"], "title": "Ten bikes"}),
        (f"deals/{deal['id']}", {"kind": "person", "id": person["id"], "title": "Yamada"}),
    ):
        (item,) = alice.get(f"/api/v1/{path}/feed", kind="chat").json()["items"]
        assert (item["kind"], item["origin"], item["author"]) == ("chat", "kaiwa", None)
        assert (len(item["text"]), item["more"], item["about"]) == (2000, True, [about])
        whole = alice.get(f"/api/v1/crm-notes/{item['id'].partition(':')[2]}").json()
        assert len(whole["text"]) == 3014


def test_a_feed_goes_on_where_it_ended_even_in_one_moment(alice, made):
    deal = made("deals", title="Ten bikes")
    row = Deal.objects.get()
    at = timezone.now() - timedelta(days=1)
    for number in range(7):
        note = entries.write(Note, entries.On.record(row), str(number), key="", at=at, author=alice.member)
        assert note.at == at
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = alice.get(f"/api/v1/deals/{deal['id']}/feed", limit=3, cursor=cursor).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 8
