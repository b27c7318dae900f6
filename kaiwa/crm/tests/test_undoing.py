"""A wrong link is undone: what was written goes to the right person, or away, and it is remembered (H-14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from kaiwa.conversations.models import Message
from kaiwa.crm import accounts, incoming, linking, snapshots
from kaiwa.crm.base import Unavailable
from kaiwa.crm.items import LeadConverted, PersonDraft, RecordGone, Ref
from kaiwa.crm.models import Chat, CrmAccount, FileCopy, Known, Link, Record, Segment
from kaiwa.crm.tests.crm import BACKENDS, Crm, make


@pytest.fixture(params=list(BACKENDS))
def crm(request, alice, settings) -> Crm:
    crm = make(alice, settings, request.param)
    CrmAccount.objects.update(form="both")
    return crm


@pytest.fixture
def strict(alice, settings) -> Crm:
    return make(alice, settings, "memory")


@dataclass(frozen=True)
class Undo:
    crm: Crm

    def __call__(self, to: Ref | None) -> Any:
        body = {"to": {"kind": to.kind, "id": to.id} if to else None}
        return self.crm.alice.post(f"/api/v1/conversations/{self.crm.conversation.pk}/crm/undo", body)


@pytest.fixture
def undo(request) -> Undo:
    name = "crm" if "crm" in request.fixturenames else "strict"
    return Undo(request.getfixturevalue(name))


def another(crm: Crm) -> Record:
    backend = accounts.backend(crm.account)
    made = backend.create_person(accounts.calling(crm.account), PersonDraft("Mika Sata", "p2"))
    return snapshots.keep(crm.account, [made])[0]


def wrote_and_sent(crm: Crm) -> None:
    """In the CRM, on the wrong person and their deal."""
    crm.link()
    crm.say("And the red one?")
    crm.send_file()
    crm.work()


def test_notes_activities_and_files_go_to_the_right_person(crm, undo):
    wrote_and_sent(crm)
    right = another(crm)
    before = {form: crm.written(form) for form in ("note", "activity")}
    moving = undo(right.ref).json()["transcript"]["moving"]
    assert moving["done"] == 0
    assert moving["of"] == Segment.objects.count() + 1
    crm.work()
    assert {form: crm.written(form) for form in before} == before
    assert all((each.person, each.item) == (right, None) for each in Segment.objects.all())
    assert [on for _name, *on in crm.files()] == [[right.external_id, ""]]
    shown = crm.alice.get(f"/api/v1/conversations/{crm.conversation.pk}/crm").json()
    assert (shown["person"]["record"]["title"], shown["items"]) == ("Mika Sata", [])
    assert shown["transcript"]["moving"] is None
    crm.say("Still here")
    crm.work()
    assert "Still here" in crm.notes()[-1]
    assert len(crm.notes()) == len(before["note"])
    said = {(each.record_id, each.is_them) for each in Known.objects.all()}
    assert said >= {(crm.person.pk, False), (right.pk, True)}
    assert Message.objects.filter(direction="event", code="crm_corrected").count() == 1


def test_without_another_person_it_is_taken_back_but_for_what_somebody_edited(crm, undo):
    wrote_and_sent(crm)
    crm.edit("Mine now", "activity")
    undo(None)
    crm.work()
    assert crm.notes() == []
    assert crm.activities() == ["Mine now"]
    assert crm.files() == []
    crm.say("Of nobody")
    crm.work()
    assert crm.notes() == []
    crm.link()
    crm.work()
    assert "Mika: Of nobody" in "".join(crm.notes())
    assert len(crm.notes()) == 1


def test_what_somebody_edited_moves_as_it_is(strict, undo):
    wrote_and_sent(strict)
    strict.edit("Mine now")
    strict.say("More")
    strict.work()
    right = another(strict)
    undo(right.ref)
    strict.work()
    assert strict.notes()[0] == "Mine now"
    assert all((each.person, each.item) == (right, None) for each in Segment.objects.all())


@pytest.mark.parametrize("command", ["lose_answer", "lose_call"])
@pytest.mark.parametrize("call", ["move", "upload", "remove", "remove_file"])
def test_a_lost_answer_ends_as_it_shall(strict, undo, call, command):
    wrote_and_sent(strict)
    right = another(strict) if call in {"move", "upload", "remove_file"} else None
    getattr(strict.memory.commands, command)(on=call)
    undo(right.ref if right else None)
    for _ in range(3):
        strict.work()
        strict.later()
    strict.work()
    assert [on for _name, *on in strict.files()] == ([[right.external_id, ""]] if right else [])
    assert len(strict.notes()) == (1 if right else 0)
    assert Chat.objects.get().moving_of == 0


def test_a_crm_that_is_away_has_it_moved_when_it_is_back(strict, undo):
    wrote_and_sent(strict)
    right = another(strict)
    # Of fetching, which a member waits for, nothing is lost
    strict.memory.commands.fail(Unavailable(), on="move", times=2)
    strict.memory.commands.fail(Unavailable(), on="upload", times=2)
    undo(right.ref)
    for _ in range(6):
        strict.work()
        strict.later()
    assert Segment.objects.get().person == right
    assert [on for _name, *on in strict.files()] == [[right.external_id, ""]]


def test_nothing_is_undone_where_nobody_is_linked_or_for_the_same_person(strict, undo):
    assert undo(None).json()["code"] == "nobody_linked"
    strict.link()
    assert undo(strict.person.ref).json()["code"] == "already_linked"
    assert undo(Ref("person", "987654")).json()["code"] == "crm_gone"
    assert Link.objects.live().count() == 2


def test_the_note_that_runs_goes_along_to_the_deal_that_is_chosen(strict):
    """H-06: if the member wants that."""
    strict.link()
    pinned = Link.objects.live().get(kind="deal")
    strict.alice.patch(f"/api/v1/crm-links/{pinned.pk}", {"receives": True})
    strict.work()
    other = strict.another_deal("Two bikes")
    (made,) = linking.link(strict.conversation, [other], by=strict.alice.member, receives=False)
    strict.work()
    strict.alice.patch(f"/api/v1/crm-links/{made.pk}", {"receives": True, "move": True})
    strict.say("And the red one?")
    strict.work()
    first = Segment.objects.earliest("pk")
    assert (first.item, first.closed) == (other, False)
    assert "And the red one?" in strict.notes()[0]


def test_a_person_who_was_merged_is_followed_without_a_call(strict):
    """D-54: also to one we had not seen."""
    wrote_and_sent(strict)
    incoming.report(strict.account, [RecordGone(strict.person.ref, merged_into=Ref("person", "77"))])
    into = Record.objects.get(external_id="77")
    assert set(Link.objects.live().values_list("record__external_id", flat=True)) == {
        "77",
        strict.deal.external_id,
    }
    assert Segment.objects.get().person == FileCopy.objects.get().person == into
    assert not Segment.objects.unfinished().exists()
    assert not FileCopy.objects.unfinished().exists()
    strict.deal.refresh_from_db()
    assert strict.deal.person == into


def test_files_follow_a_lead_that_became_a_deal(strict):
    """D-05."""
    backend, asked = accounts.backend(strict.account), accounts.calling(strict.account)
    wrote_and_sent(strict)
    deal = backend.fetch(asked, [strict.another_deal("Converted").ref])
    (converted,) = deal.values()
    assert converted is not None
    incoming.report(strict.account, [LeadConverted(strict.deal.ref, converted)])
    assert FileCopy.objects.get().item == Segment.objects.get().item
    assert FileCopy.objects.get().item != strict.deal


def test_settings_are_for_those_who_may_and_what_was_refused_is_tried_again(strict, bob):
    """P-07."""
    path = "/api/v1/crm/settings"
    assert bob.get(path).status_code == bob.patch(path, {"form": "note"}).status_code == 403
    changed = strict.alice.patch(path, {"form": "activity", "language": "ja", "region": "DE"}).json()
    assert (changed["form"], changed["language"], changed["region"]) == ("activity", "ja", "DE")
    assert strict.alice.patch(path, {"region": "XX"}).status_code == 422
    strict.link()
    strict.send_file()
    strict.work()
    FileCopy.objects.update(state="refused", error_code="file_too_large", external_id="")
    shown = strict.alice.get(path).json()
    assert shown["refused"] == [
        {"kind": "file", "reason": {"code": "file_too_large", "params": {}}, "count": 1}
    ]
    assert shown["usage"]["writes"] > 0
    assert strict.alice.post("/api/v1/crm/retry-refused", {}).status_code == 200
    strict.work()
    assert strict.alice.get(path).json()["refused"] == []
