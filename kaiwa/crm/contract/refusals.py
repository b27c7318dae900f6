"""Why a CRM says no: each reason has its code, and nothing is done."""

from dataclasses import replace

import pytest

from kaiwa.crm.base import Gone, Refused
from kaiwa.crm.contract.subject import Photo, Subject, new_key
from kaiwa.crm.items import FileDraft, ItemDraft, PersonDraft, Ref, Targets


class RefusalsContract:
    def test_nothing_is_written_on_what_was_archived(self, subject: Subject) -> None:
        """P-06."""
        person = subject.person()
        deal = subject.deal(person)
        targets = Targets(person.ref, deal.ref)
        written = subject.backend.write(subject.account, subject.note("Hello", targets=Targets(person.ref)))
        subject.archive(deal.ref)
        for act in (
            lambda: subject.backend.write(subject.account, subject.note("More", targets=targets)),
            lambda: subject.backend.upload(subject.account, FileDraft(new_key(), "a.jpg", Photo(), targets)),
            lambda: subject.backend.move(subject.account, "note", written.id, targets),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.code == "archived"

    def test_a_target_that_is_gone_is_named(self, subject: Subject) -> None:
        person, missing = subject.person(), Ref("lead", "a6a1a9a0-0000-4000-8000-000000000000")
        with pytest.raises(Gone) as gone:
            subject.backend.write(
                subject.account, subject.note("Hello", targets=Targets(person.ref, missing))
            )
        assert gone.value.ref == missing

    def test_a_stage_and_a_pipeline_that_are_gone_have_their_codes(self, subject: Subject) -> None:
        person = subject.person()
        draft = ItemDraft("Bikes", new_key(), "deal", person.ref)
        for wanted, code in (
            (replace(draft, stage="987654"), "stage_gone"),
            (replace(draft, pipeline="987654"), "pipeline_gone"),
        ):
            with pytest.raises(Refused) as refused:
                subject.backend.create_item(subject.account, wanted)
            assert refused.value.code == code

    def test_a_cap_of_the_plan_says_so_and_stops_nothing_else(self, subject: Subject) -> None:
        """P-07."""
        person = subject.person()
        if not subject.cap("deal"):
            return
        with pytest.raises(Refused) as refused:
            subject.deal(person)
        assert (refused.value.code, refused.value.cap) == ("deal_cap", True)
        assert subject.lead(person).person == person.ref
        subject.backend.create_person(subject.account, PersonDraft("鈴木", new_key()))
