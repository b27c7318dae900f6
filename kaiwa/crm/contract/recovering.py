"""An answer that never came: what was asked for is found by its key, or was not done."""

from kaiwa.crm.contract.subject import AT, Subject, new_key
from kaiwa.crm.items import ItemDraft, Lost, PersonDraft, Snapshot, Targets, Written


class RecoveringContract:
    def test_a_note_is_found_by_its_key(self, subject: Subject) -> None:
        targets = Targets(person=subject.person().ref)
        draft = subject.note("Hello", targets=targets)
        subject.backend.write(subject.account, subject.note("Another", targets=targets))
        written = subject.backend.write(subject.account, draft)
        assert subject.backend.recover(subject.account, Lost("note", draft.key, targets, AT)) == written

    def test_what_was_not_done_is_not_found(self, subject: Subject) -> None:
        targets = Targets(person=subject.person().ref)
        for what in ("note", "activity", "person", "deal", "lead", "file"):
            lost = Lost(what, new_key(), targets, AT)
            assert subject.backend.recover(subject.account, lost) is None

    def test_records_are_found_by_their_keys(self, subject: Subject) -> None:
        key = new_key()
        person = subject.backend.create_person(subject.account, PersonDraft(name="山田", key=key))
        found = subject.backend.recover(subject.account, Lost("person", key, Targets(), AT))
        assert isinstance(found, Snapshot)
        assert found.ref == person.ref
        deal_key = new_key()
        deal = subject.backend.create_item(subject.account, ItemDraft("Bikes", deal_key, "deal", person.ref))
        lost = Lost("deal", deal_key, Targets(person=person.ref), AT)
        found = subject.backend.recover(subject.account, lost)
        assert isinstance(found, Snapshot)
        assert found.ref == deal.ref

    def test_the_same_key_again_makes_nothing_new_where_there_are_keys(self, subject: Subject) -> None:
        draft = subject.note("Hello", targets=Targets(person=subject.person().ref))
        first = subject.backend.write(subject.account, draft)
        again = subject.backend.write(subject.account, draft)
        assert isinstance(again, Written)
        assert (again.id == first.id) is subject.backend.capabilities.keys
