"""Records: whose they are, what they are called, and their link to the conversation."""

from decimal import Decimal

from kaiwa.crm.contract.subject import Subject, new_key
from kaiwa.crm.items import ItemDraft, Money, PersonChange, PersonDraft, Phone


class PeopleContract:
    def test_a_person_has_what_it_was_made_with(self, subject: Subject) -> None:
        draft = PersonDraft(
            "山田 花子", new_key(), (Phone("090-1234-5678", "mobile"),), ("hana@example.com",)
        )
        made = subject.backend.create_person(subject.account, draft)
        (phone,) = made.phones
        assert (made.title, phone.value, made.emails) == (draft.name, "090-1234-5678", draft.emails)
        assert made.audience == "everyone"
        assert subject.backend.fetch(subject.account, [made.ref])[made.ref] == made

    def test_a_name_is_changed(self, subject: Subject) -> None:
        person = subject.person("4F2K9Q")
        changed = subject.backend.change_person(subject.account, person.ref, PersonChange(name="山田 花子"))
        assert (changed.ref, changed.title) == (person.ref, "山田 花子")

    def test_a_deal_has_its_value_and_stands_in_a_stage(self, subject: Subject) -> None:
        pipeline = subject.backend.pipelines(subject.account)[0]
        draft = ItemDraft(
            "Ten bikes",
            new_key(),
            "deal",
            subject.person().ref,
            value=Money(Decimal(120_000), "JPY"),
            pipeline=pipeline.id,
            stage=pipeline.stages[-1].id,
        )
        made = subject.backend.create_item(subject.account, draft)
        assert made.stage is not None
        assert (made.stage.stage, made.stage.place) == (pipeline.stages[-1].id, made.stage.of)
        assert made.value is not None
        assert made.value == Money(Decimal(120_000), "JPY")

    def test_a_title_as_long_as_it_says_is_taken(self, subject: Subject) -> None:
        title = "あ" * subject.backend.capabilities.title_length
        assert subject.deal(subject.person(), title).title == title

    def test_a_chat_link_takes_no_other_links_place(self, subject: Subject) -> None:
        """TL-41: whether it did is not told; it raises nothing, twice neither."""
        person = subject.person()
        for ref in (person.ref, subject.deal(person).ref):
            for url in ("https://kaiwa.example/l/7Kq2Xb9d", "https://kaiwa.example/l/9Kq2Xb9d"):
                subject.backend.set_chat_link(subject.account, ref, url)
            for _ in range(2):
                subject.backend.clear_chat_link(subject.account, ref, url)

    def test_everybody_reads_what_is_everybodys(self, subject: Subject) -> None:
        person = subject.person()
        assert subject.backend.readers(subject.account, person.ref).everyone
        own = subject.backend.create_person(
            subject.account, PersonDraft("Theirs alone", new_key(), audience="owner")
        )
        assert own.audience == "owner"
        assert not subject.backend.readers(subject.account, own.ref).everyone
