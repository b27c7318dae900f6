"""What each thing costs, and that a CRM is as it says."""

from collections.abc import Callable

from kaiwa.crm.base import digest
from kaiwa.crm.contract.subject import Photo, Subject, new_key
from kaiwa.crm.items import FileDraft, Provision, Targets


class CostsContract:
    def test_only_what_looks_for_something_is_a_search(self, subject: Subject) -> None:
        """The searches of an hour are few: none of these may be one."""
        person = subject.person("山田", "+81 90 1234 5678")
        deal = subject.deal(person)
        targets = Targets(person.ref, deal.ref)
        before = subject.counts.kinds["search"]
        subject.backend.fetch(subject.account, [person.ref, deal.ref])
        subject.backend.open_items(subject.account, person.ref)
        subject.backend.readers(subject.account, deal.ref)
        subject.backend.pipelines(subject.account)
        written = subject.backend.write(subject.account, subject.note("Hello", targets=targets))
        subject.backend.rewrite(
            subject.account, "note", written.id, "Again", expected=digest(written.content)
        )
        subject.backend.upload(subject.account, FileDraft(new_key(), "a.jpg", Photo(), targets))
        assert subject.counts.kinds["search"] == before
        subject.backend.match(subject.account, "12345678")
        assert subject.counts.kinds["search"] == before + 1

    def test_writing_is_one_write_each(self, subject: Subject) -> None:
        person = subject.person()
        targets = Targets(person.ref, subject.deal(person).ref)
        written = subject.backend.write(subject.account, subject.note("Hello", targets=targets))
        acts: list[Callable[[], object]] = [
            lambda: subject.backend.write(subject.account, subject.note("Other", targets=targets)),
            lambda: subject.backend.move(subject.account, "note", written.id, Targets(person.ref)),
            lambda: subject.backend.upload(subject.account, FileDraft(new_key(), "a.jpg", Photo(), targets)),
            lambda: subject.backend.remove(
                subject.account, "note", written.id, expected=digest(written.content)
            ),
        ]
        for act in acts:
            before = subject.counts.kinds["write"]
            act()
            assert subject.counts.kinds["write"] == before + 1

    def test_what_is_prepared_twice_is_the_same(self, subject: Subject) -> None:
        """TL-05."""
        wanted = [Provision("activity_type", "a_chat", "A chat", "chat")]
        made = subject.backend.prepare(subject.account, wanted)
        assert made == subject.backend.prepare(subject.account, wanted)
        assert all(isinstance(id, str) and id for id in made.values())

    def test_what_it_says_of_itself_can_be_worked_with(self, subject: Subject) -> None:
        can = subject.backend.capabilities
        assert can.label
        # A message of 100,000 characters is cut into notes, and each has a heading
        assert min(can.note_bytes, can.activity_bytes) >= 10_000
        assert can.title_length >= 60
