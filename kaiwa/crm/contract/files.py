"""Files and where things hang: on a person and a deal at once, found again, moved and taken back."""

import pytest

from kaiwa.crm.base import Gone, Refused, digest
from kaiwa.crm.contract.subject import AT, Photo, Subject, new_key
from kaiwa.crm.items import EntryDraft, FileDraft, Lost, Ref, Targets

MISSING = Ref("deal", "987654")


class FilesContract:
    def test_a_file_is_found_by_its_key_and_removed_once(self, subject: Subject) -> None:
        person = subject.person()
        targets, key = Targets(person.ref, subject.deal(person).ref), new_key()
        id = subject.backend.upload(subject.account, FileDraft(key, Photo.name, Photo(), targets))
        assert isinstance(id, str)
        lost = Lost("file", key, targets, AT, name=Photo.name)
        assert subject.backend.recover(subject.account, lost) == id
        subject.backend.remove_file(subject.account, id)
        with pytest.raises(Gone):
            subject.backend.remove_file(subject.account, id)

    def test_a_file_needs_something_that_is_there(self, subject: Subject) -> None:
        with pytest.raises(Refused):
            subject.backend.upload(subject.account, FileDraft(new_key(), "a.jpg", Photo(), Targets()))
        with pytest.raises(Gone) as gone:
            targets = Targets(subject.person().ref, MISSING)
            subject.backend.upload(subject.account, FileDraft(new_key(), "a.jpg", Photo(), targets))
        assert gone.value.ref == MISSING

    def test_an_activity_is_written_rewritten_and_found_as_a_note_is(self, subject: Subject) -> None:
        person = subject.person()
        targets, key = Targets(person.ref, subject.deal(person).ref), new_key()
        draft = EntryDraft(
            "activity", key, subject.markup("Hello", key), targets, AT, "Messenger chat: Mika", "", AT.date()
        )
        written = subject.backend.write(subject.account, draft)
        assert subject.backend.recover(subject.account, Lost("activity", key, targets, AT)) == written
        again = subject.backend.rewrite(
            subject.account,
            "activity",
            written.id,
            subject.markup("Hello again", key),
            expected=digest(written.content),
        )
        assert "Hello again" in again.content
        subject.backend.remove(subject.account, "activity", written.id, expected=digest(again.content))
        with pytest.raises(Gone):
            subject.backend.rewrite(
                subject.account, "activity", written.id, "Ours", expected=digest(again.content)
            )

    def test_what_is_moved_keeps_what_it_says(self, subject: Subject) -> None:
        """H-14."""
        wrong, right = subject.person("鈴木"), subject.person()
        written = subject.backend.write(
            subject.account, subject.note("Hello", targets=Targets(wrong.ref, subject.deal(wrong).ref))
        )
        moved = subject.backend.move(subject.account, "note", written.id, Targets(right.ref))
        assert moved == written
        with pytest.raises(Gone) as gone:
            subject.backend.move(subject.account, "note", written.id, Targets(right.ref, MISSING))
        assert gone.value.ref == MISSING
