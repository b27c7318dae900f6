"""Notes: one on a person and a deal at once, and never over what somebody else wrote."""

import pytest

from kaiwa.crm.base import Changed, Gone, Refused, digest
from kaiwa.crm.contract.subject import AT, Subject, new_key
from kaiwa.crm.items import Targets


class EntriesContract:
    def test_what_the_answer_says_is_what_the_next_rewrite_expects(self, subject: Subject) -> None:
        person = subject.person()
        draft = subject.note("It's  here", targets=Targets(person=person.ref))
        written = subject.backend.write(subject.account, draft)
        assert isinstance(written.id, str)
        assert written.at == AT
        for text in ("It's  here & there", "<tags> & 'quotes'"):
            content = subject.markup(text, draft.key)
            written = subject.backend.rewrite(
                subject.account, "note", written.id, content, expected=digest(written.content)
            )

    def test_one_note_stands_on_a_person_and_a_deal(self, subject: Subject) -> None:
        person = subject.person()
        deal = subject.deal(person)
        before = subject.counts.kinds["write"]
        draft = subject.note("Hello", targets=Targets(person=person.ref, item=deal.ref))
        subject.backend.write(subject.account, draft)
        assert subject.counts.kinds["write"] == before + 1

    def test_what_a_person_edited_stays(self, subject: Subject) -> None:
        draft = subject.note("Hello", targets=Targets(person=subject.person().ref))
        written = subject.backend.write(subject.account, draft)
        subject.edit("note", written.id, "Mine now")
        for _ in range(2):
            with pytest.raises(Changed) as changed:
                subject.backend.rewrite(
                    subject.account, "note", written.id, "Ours", expected=digest(written.content)
                )
            assert changed.value.content == "Mine now"
        with pytest.raises(Changed):
            subject.backend.remove(subject.account, "note", written.id, expected=digest(written.content))

    def test_what_a_person_edited_can_be_moved_as_it_is(self, subject: Subject) -> None:
        person = subject.person()
        written = subject.backend.write(
            subject.account, subject.note("Hello", targets=Targets(person=person.ref))
        )
        subject.edit("note", written.id, "Mine now")
        targets = Targets(person=person.ref, item=subject.deal(person).ref)
        moved = subject.backend.move(subject.account, "note", written.id, targets)
        assert (moved.id, moved.content) == (written.id, "Mine now")

    def test_a_deleted_note_is_gone(self, subject: Subject) -> None:
        person = subject.person()
        written = subject.backend.write(
            subject.account, subject.note("Hello", targets=Targets(person=person.ref))
        )
        subject.delete("note", written.id)
        with pytest.raises(Gone) as gone:
            subject.backend.rewrite(
                subject.account, "note", written.id, "Ours", expected=digest(written.content)
            )
        assert gone.value.ref is None
        with pytest.raises(Gone):
            subject.backend.move(subject.account, "note", written.id, Targets(person=person.ref))

    def test_a_note_needs_something_to_hang_on(self, subject: Subject) -> None:
        with pytest.raises(Refused):
            subject.backend.write(subject.account, subject.note("Hello", targets=Targets()))

    def test_a_note_larger_than_it_takes_is_refused(self, subject: Subject) -> None:
        text = "あ" * (subject.backend.capabilities.note_bytes // 3 + 1)
        with pytest.raises(Refused) as refused:
            subject.backend.write(
                subject.account, subject.note(text, targets=Targets(person=subject.person().ref))
            )
        assert refused.value.code == "too_large"

    def test_every_request_is_metered_whatever_becomes_of_it(self, subject: Subject) -> None:
        before = subject.counts.kinds["write"]
        with pytest.raises(Gone):
            subject.backend.rewrite(subject.account, "note", "987654", "Ours", expected=digest(new_key()))
        assert subject.counts.kinds["write"] == before + 1
