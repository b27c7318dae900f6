"""Records: found by number and name, made, and gone."""

import pytest

from kaiwa.crm.base import Gone
from kaiwa.crm.contract.subject import Subject, new_key
from kaiwa.crm.items import ItemDraft, Kind, PersonChange, Phone, Ref

PERSONS: tuple[Kind, ...] = ("person",)


class SearchingContract:
    def test_a_person_is_found_by_the_end_of_their_number(self, subject: Subject) -> None:
        person = subject.person("山田 花子", "+49 89 6364 8018")
        subject.person("鈴木 一郎", "+49 89 6364 8019")
        found = subject.backend.match(subject.account, "63648018")
        assert found.complete
        assert [each.ref for each in found.snapshots] == [person.ref]

    def test_search_gives_no_more_than_its_limit_and_only_the_kinds_asked_for(self, subject: Subject) -> None:
        for number in range(4):
            subject.deal(subject.person(f"Yamada {number}"), f"Yamada deal {number}")
        found = subject.backend.search(subject.account, "Yamada", PERSONS, 3)
        assert [each.ref.kind for each in found] == ["person"] * 3

    def test_ids_are_text(self, subject: Subject) -> None:
        person = subject.person()
        lead, deal = subject.lead(person), subject.deal(person)
        for each in (person, lead, deal):
            assert isinstance(each.ref.id, str)
        assert lead.person == deal.person == person.ref

    def test_open_items_are_the_persons_own(self, subject: Subject) -> None:
        person, other = subject.person(), subject.person("鈴木")
        deal, lead = subject.deal(person), subject.lead(person)
        subject.deal(other)
        found = subject.backend.open_items(subject.account, person.ref)
        assert {each.ref for each in found} == {deal.ref, lead.ref}

    def test_what_is_not_there_is_none(self, subject: Subject) -> None:
        person, missing = subject.person(), Ref("person", "987654")
        found = subject.backend.fetch(subject.account, [person.ref, missing])
        assert found[missing] is None
        there = found[person.ref]
        assert there is not None
        assert there.title == person.title

    def test_an_item_of_a_missing_person_is_not_made(self, subject: Subject) -> None:
        with pytest.raises(Gone):
            subject.backend.create_item(
                subject.account, ItemDraft("Bikes", new_key(), "deal", Ref("person", "987654"))
            )

    def test_a_number_is_added_once(self, subject: Subject) -> None:
        person = subject.person("山田", "090-1234-5678")
        change = PersonChange(add_phone=Phone("+81 3 1234 5678"))
        for _ in range(2):
            person = subject.backend.change_person(subject.account, person.ref, change)
        assert [phone.value for phone in person.phones] == ["090-1234-5678", "+81 3 1234 5678"]

    def test_a_lead_becomes_a_deal_once(self, subject: Subject) -> None:
        person = subject.person()
        lead = subject.lead(person)
        deal = subject.backend.convert(subject.account, lead.ref)
        assert (deal.ref.kind, deal.person, deal.title) == ("deal", person.ref, lead.title)
        assert [each.ref for each in subject.backend.open_items(subject.account, person.ref)] == [deal.ref]
