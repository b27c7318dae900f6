"""The built-in CRM as the inbox asks it (kaiwa/crm/base.py)."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from kaiwa.crm.base import Account, Backend, Changed, Gone, Refused, digest
from kaiwa.crm.builtin.crm import Builtin
from kaiwa.crm.builtin.models import Deal, Note
from kaiwa.crm.items import (
    EntryDraft,
    ItemDraft,
    Lost,
    Money,
    PersonChange,
    PersonDraft,
    Phone,
    Provision,
    Ref,
    Targets,
)

AT = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)
CRM: Backend = Builtin()


class Counted:
    def __init__(self) -> None:
        self.kinds: list[str] = []

    def add(self, kind: str, tokens: int = 0) -> None:
        self.kinds.append(kind)


@pytest.fixture
def account(alice) -> Account:
    account = Account(alice.workspace.pk, Counted(), language="ja")
    CRM.prepare(account, [])
    return account


@pytest.fixture
def yamada(account):
    phones = (Phone("090-1234-5678"), Phone("+49 89 63648018"))
    return CRM.create_person(account, PersonDraft(name="山田 花子", key="yamada", phones=phones))


@pytest.fixture
def deal(account, yamada):
    return CRM.create_item(
        account,
        ItemDraft("Ten bikes", "deal", "deal", yamada.ref, value=Money(Decimal("5.00"), "JPY")),
    )


def draft(*, key="n3f8", content="14:05 …#n3f8", **targets):
    return EntryDraft(form="note", key=key, content=content, targets=Targets(**targets), at=AT)


def test_prepare_makes_what_is_missing_once(account):
    wanted = [
        Provision("activity_type", "messenger", "Messenger chat"),
        Provision("deal_field", "chat", "Chat"),
    ]
    made = CRM.prepare(account, wanted)
    assert CRM.prepare(account, wanted) == made
    assert set(made) == {"messenger", "chat"}
    (pipeline,) = CRM.pipelines(account)
    assert [stage.place for stage in pipeline.stages] == [1, 2, 3, 4, 5]


def test_the_same_key_again_makes_nothing_new(account, yamada, deal):
    assert CRM.create_person(account, PersonDraft(name="山田", key="yamada")).ref == yamada.ref
    again = CRM.create_item(account, ItemDraft("Ten bikes", "deal", "deal", yamada.ref))
    assert again.ref == deal.ref
    note = CRM.write(account, draft(person=yamada.ref, item=deal.ref))
    assert CRM.write(account, draft(person=yamada.ref, item=deal.ref)).id == note.id
    lost = Lost("note", "n3f8", Targets(person=yamada.ref), AT)
    recovered = CRM.recover(account, lost)
    assert recovered == note


def test_persons_are_found_by_how_their_numbers_end(account, yamada):
    CRM.create_person(account, PersonDraft(name="Other", key="other", phones=(Phone("080-9999-0000"),)))
    for tail in ("12345678", "63648018"):
        assert [each.ref for each in CRM.match(account, tail).snapshots] == [yamada.ref]
    assert CRM.match(account, "00000000").snapshots == ()


def test_persons_are_suggested_by_the_same_name(account, yamada):
    assert [each.ref for each in CRM.named(account, "山田花子").snapshots] == [yamada.ref]
    assert CRM.named(account, "山田").snapshots == ()


def test_a_number_is_added_once(account, yamada):
    change = PersonChange(add_phone=Phone("03-1111-2222"))
    CRM.change_person(account, yamada.ref, change)
    now = CRM.change_person(account, yamada.ref, change)
    assert [phone.value for phone in now.phones] == ["090-1234-5678", "+49 89 63648018", "03-1111-2222"]
    assert [each.ref for each in CRM.match(account, "11112222").snapshots] == [yamada.ref]


def test_a_note_hangs_on_the_person_and_the_deal(account, yamada, deal):
    written = CRM.write(account, draft(person=yamada.ref, item=deal.ref))
    note = Note.objects.get(pk=int(written.id))
    assert (str(note.person_id), str(note.deal_id)) == (yamada.ref.id, deal.ref.id)
    assert (note.at, written.content) == (AT, "14:05 …#n3f8")


def test_a_person_s_edit_is_left_alone(account, alice, yamada):
    written = CRM.write(account, draft(person=yamada.ref))
    more = CRM.rewrite(account, "note", written.id, "14:05 … 14:06", expected=digest(written.content))
    alice.patch(f"/api/v1/crm-notes/{written.id}", {"text": "Mine now"})
    with pytest.raises(Changed) as caught:
        CRM.rewrite(account, "note", written.id, "14:07", expected=digest(more.content))
    assert caught.value.content == "Mine now"
    with pytest.raises(Changed):
        CRM.remove(account, "note", written.id, expected=digest(more.content))
    assert Note.objects.get(pk=int(written.id)).content == "Mine now"


def test_what_a_person_deleted_is_gone_and_does_not_come_back(account, alice, yamada):
    written = CRM.write(account, draft(person=yamada.ref))
    alice.delete(f"/api/v1/crm-notes/{written.id}")
    with pytest.raises(Gone):
        CRM.rewrite(account, "note", written.id, "x", expected=digest(written.content))
    with pytest.raises(Gone):
        CRM.write(account, draft(person=yamada.ref))


def test_a_note_moves_to_the_right_person_as_it_is(account, yamada, deal):
    other = CRM.create_person(account, PersonDraft(name="Suzuki", key="suzuki"))
    written = CRM.write(account, draft(person=yamada.ref, item=deal.ref))
    assert CRM.move(account, "note", written.id, Targets(person=other.ref)).content == written.content
    note = Note.objects.get(pk=int(written.id))
    assert (str(note.person_id), note.deal_id) == (other.ref.id, None)


def test_nothing_is_written_on_what_was_archived_or_deleted(account, alice, yamada, deal):
    alice.post(f"/api/v1/deals/{deal.ref.id}/archive")
    with pytest.raises(Refused, match="archived"):
        CRM.write(account, draft(person=yamada.ref, item=deal.ref))
    alice.delete(f"/api/v1/deals/{deal.ref.id}")
    with pytest.raises(Gone):
        CRM.write(account, draft(person=yamada.ref, item=deal.ref))
    assert CRM.fetch(account, [deal.ref, yamada.ref])[deal.ref] is None


def test_a_lead_becomes_a_deal_once(account, yamada):
    lead = CRM.create_item(account, ItemDraft("Asked", "lead", "lead", yamada.ref))
    assert [each.ref for each in CRM.open_items(account, yamada.ref)] == [lead.ref]
    deal = CRM.convert(account, lead.ref)
    assert CRM.convert(account, lead.ref).ref == deal.ref
    assert Deal.objects.count() == 1
    assert [each.ref for each in CRM.open_items(account, yamada.ref)] == [deal.ref]


def test_a_private_record_is_read_by_its_owner_and_the_admins(account, alice, bob, carol):
    made = CRM.create_person(
        account, PersonDraft(name="Umber", key="u", owner=str(bob.member.pk), audience="owner")
    )
    readers = CRM.readers(account, made.ref)
    assert not readers.everyone
    assert [user.name for user in readers.users] == ["Alice Aoki", "Bob Baba"]


def test_of_another_workspace_nothing_is_there(account, charlie, yamada, deal):
    theirs = Account(charlie.workspace.pk, Counted())
    assert CRM.fetch(theirs, [yamada.ref, deal.ref]) == {yamada.ref: None, deal.ref: None}
    assert CRM.match(theirs, "12345678").snapshots == ()
    with pytest.raises(Gone):
        CRM.write(theirs, draft(person=yamada.ref))


@pytest.mark.parametrize("id", ["", "x", "99999999999999999999", "-1", "１"])
def test_an_id_that_is_none_is_gone(account, id):
    assert CRM.fetch(account, [Ref("person", id), Ref("lead", id)]) == {
        Ref("person", id): None,
        Ref("lead", id): None,
    }
