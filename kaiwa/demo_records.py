"""The demo's CRM: who those are that write, what they may buy, and how far that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, linking
from kaiwa.crm.builtin.models import Change, Deal, Lead, Note, Organization, Person, Stage
from kaiwa.crm.builtin.records import deals, entries, leads, organizations, persons, rows
from kaiwa.crm.items import Phone
from kaiwa.crm.models import Chat
from kaiwa.workspaces.models import Member

CURRENCY = "JPY"


@dataclass(frozen=True, slots=True)
class Told:
    """A deal or a lead of the story. `stage` from 1; 0: a lead. `days` ago it was last moved."""

    title: str
    person: str
    value: int | None
    stage: int
    days: float
    by: str = "me"
    note: str = ""
    status: str = Deal.Status.OPEN


COMPANIES = {"岡田歯科医院": "横浜市港北区", "酒井設計事務所": "東京都品川区", "ひばり保育園": "川崎市中原区"}
# name, company, phone, e-mail
PEOPLE = (
    ("西村 拓海", "", "090-1234-5678", "nishimura@example.com"),
    ("岡田 真由美", "岡田歯科医院", "045-123-4567", "okada@example.com"),
    ("長谷川 亮", "", "+81 80-2345-6789", ""),
    ("酒井 千尋", "酒井設計事務所", "03-3456-7890 内線21", "sakai@example.com"),
    ("木村 航", "", "０９０−４５６７−８９０１", ""),
    ("吉田 恵", "ひばり保育園", "044-567-8901", "yoshida@example.com"),
    ("井上 修一郎", "", "", "inoue@example.com"),
)
STORY = (
    Told(
        "会議チェア CH-204 24脚",
        "西村 拓海",
        1_128_000,
        5,
        0.2,
        note="グレーに変更。18脚は在庫、6脚は12月4日入荷。分納で。",
    ),
    Told(
        "待合室の椅子 8脚",
        "岡田 真由美",
        352_000,
        4,
        1,
        note="アルコール消毒できるレザー調を希望。院長の確認待ち。",
    ),
    Told("昇降デスクの天板", "酒井 千尋", 38_500, 4, 2),
    Told("保育園用ロッカー LK-075", "吉田 恵", 264_000, 3, 6),
    Told("休憩室のベンチ 6台", "井上 修一郎", 198_000, 2, 9, by="colleague"),
    Told("店舗看板の修理", "木村 航", 90_000, 1, 3),
    Told("昇降デスク 20台", "長谷川 亮", 1_560_000, 5, 14, by="colleague", status=Deal.Status.WON),
    Told("事務所の間仕切り", "酒井 千尋", 420_000, 0, 4, note="年明けに移転の予定。詳しい図面は後日。"),
    Told("園庭のベンチ", "吉田 恵", None, 0, 7),
)


# Whose conversations are linked with them and with their newest deal
LINKED = ("西村 拓海", "岡田 真由美", "酒井 千尋")


def seed(members: dict[str, Member]) -> None:
    """Make them, as if it had been in the last weeks."""
    me = members["me"]
    # The story is told in Japanese, and so are the stages of its deals
    with override("ja"):
        accounts.of(me.workspace)
    companies = {
        name: organizations.create(
            me.workspace, organizations.Draft(name=name, address=address, owner=me), by=me
        )
        for name, address in COMPANIES.items()
    }
    people = {
        name: _person(name, companies.get(company), phone, email, me)
        for name, company, phone, email in PEOPLE
    }
    for told in STORY:
        _tell(told, people[told.person], members[told.by])
    for name in LINKED:
        for conversation in Conversation.objects.visible_to(me).filter(contact__name=name):
            _link(conversation, people[name], by=me)


def _link(conversation: Conversation, person: Person, *, by: Member) -> None:
    account = accounts.of(by.workspace)
    deal = Deal.objects.visible_to(by).open().filter(person=person).latest("updated_at")
    linking.link(
        conversation, [linking.find(account, rows.ref_of(row), by=by) for row in (person, deal)], by=by
    )
    # In the story they were linked when the customer first wrote
    Chat.objects.filter(pk=conversation.pk).update(first_id=1, allotted_id=0)


def _person(name: str, company: Organization | None, phone: str, email: str, owner: Member) -> Person:
    draft = persons.Draft(
        name=name,
        organization=company,
        phones=(Phone(phone),) if phone else (),
        emails=(persons.Address(email),) if email else (),
        owner=owner,
    )
    return persons.create(owner.workspace, draft, by=owner)


def _tell(told: Told, person: Person, owner: Member) -> None:
    columns: dict[str, Any] = {
        "title": told.title,
        "person": person,
        "organization": person.organization,
        "value": None if told.value is None else Decimal(told.value),
        "currency": CURRENCY,
        "owner": owner,
    }
    row: Deal | Lead
    if told.stage:
        stage = Stage.objects.for_workspace(owner.workspace_id).get(place=told.stage)
        row = deals.create(owner.workspace, deals.Draft(stage=stage, **columns), by=owner)
        if told.status != Deal.Status.OPEN:
            row = deals.change(row, {"status": told.status}, by=owner)
    else:
        row = leads.create(owner.workspace, leads.Draft(**columns), by=owner)
    moment = timezone.now() - timedelta(days=told.days)
    if told.note:
        entries.write(Note, entries.On.record(row), told.note, key="", at=moment, author=owner)
    _set_back(row, told.days)


def _set_back(row: Deal | Lead, days: float) -> None:
    """It was made a little before it was last moved."""
    moved = timezone.now() - timedelta(days=days)
    made = moved - timedelta(days=2)
    when: dict[str, Any] = {"created_at": made, "updated_at": moved}
    if isinstance(row, Deal):
        Deal.objects.filter(pk=row.pk).update(**when, entered_at=moved)
        Deal.objects.filter(pk=row.pk, won_at__isnull=False).update(won_at=moved)
        lines = Change.objects.filter(deal=row)
    else:
        Lead.objects.filter(pk=row.pk).update(**when)
        lines = Change.objects.filter(lead=row)
    lines.update(at=moved)
    lines.filter(code="created").update(at=made)
