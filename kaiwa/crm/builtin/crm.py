"""The built-in CRM as the inbox asks it: thin, for everything happens in `records`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kaiwa.crm.base import Account, Gone, Refused
from kaiwa.crm.builtin import crm_write
from kaiwa.crm.builtin.crm_write import KINDS, member_of, one, owner_of, workspace_of
from kaiwa.crm.builtin.models import Deal, Lead, Person, Pipeline
from kaiwa.crm.builtin.records import activities, deals, finding, leads, persons, pipelines, rows
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.capabilities import Capabilities
from kaiwa.crm.items import (
    CrmUser,
    Found,
    ItemDraft,
    Kind,
    PersonChange,
    PersonDraft,
    Provision,
    Readers,
    Ref,
    Snapshot,
    Stage,
)
from kaiwa.crm.items import Pipeline as PipelineOf
from kaiwa.lib.tokens.folding import fold
from kaiwa.workspaces.models import Member

# So many persons of one number or name are not told apart by anybody
_MANY = 50


def pipelines_of(workspace: int) -> tuple[PipelineOf, ...]:
    found = Pipeline.objects.for_workspace(workspace).prefetch_related("stages")
    return tuple(PipelineOf(str(row.pk), row.name, tuple(_stages(row))) for row in found)


class Builtin(crm_write.Entries):
    """One instance serves all workspaces. Its users are the members, by their primary keys."""

    name = "builtin"
    capabilities = Capabilities(
        label="Kaiwa CRM",
        icon="crm",
        markup="text",
        note_bytes=crm_write.ENTRY_BYTES,
        activity_bytes=crm_write.ENTRY_BYTES,
        file_bytes=None,
        title_length=255,
        pages=True,
        keys=True,
        reports=True,
        member_view=True,
        own_users=True,
    )

    def me(self, account: Account) -> CrmUser:
        account.meter.add("read")
        if not account.user:
            raise Refused("crm_not_allowed")
        return _user(member_of(account))

    def users(self, account: Account) -> Sequence[CrmUser]:
        account.meter.add("list")
        return [_user(member) for member in _members(account).order_by("pk")]

    def prepare(self, account: Account, wanted: Sequence[Provision]) -> Mapping[str, str]:
        account.meter.add("write")
        workspace = workspace_of(account)
        pipelines.ensure(workspace, account.language)
        activities.ensure_types(workspace, account.language)
        return {each.key: activities.provide(workspace, each) for each in wanted}

    def pipelines(self, account: Account) -> Sequence[PipelineOf]:
        account.meter.add("list")
        return pipelines_of(account.workspace)

    def match(self, account: Account, tail: str) -> Found:
        account.meter.add("search")
        found = Person.objects.for_workspace(account.workspace).filter(
            phones__tails__tail=tail, phones__tails__workspace=account.workspace
        )
        return _found(list(found.order_by("pk").distinct()[: _MANY + 1]))

    def named(self, account: Account, name: str) -> Found:
        account.meter.add("search")
        rows_ = Person.objects.for_workspace(account.workspace)
        near = finding.holding(rows_, name, account.workspace).order_by("pk")[: 10 * _MANY]
        return _found([row for row in near if _folded(row.name) == _folded(name)][: _MANY + 1])

    def search(self, account: Account, text: str, kinds: Collection[Kind], limit: int) -> Sequence[Snapshot]:
        account.meter.add("search")
        if not text.strip():
            return []
        member = member_of(account) if account.user else None
        found: list[rows.Record] = []
        for kind in sorted(kinds):
            objects: Any = KINDS[kind].objects
            there = objects.visible_to(member) if member else objects.for_workspace(account.workspace)
            found += finding.holding(there, text, account.workspace).order_by("-updated_at", "-pk")[:limit]
        found.sort(key=lambda row: row.updated_at, reverse=True)
        return [snapshot(row) for row in found[:limit]]

    def fetch(self, account: Account, refs: Collection[Ref]) -> Mapping[Ref, Snapshot | None]:
        account.meter.add("read")
        found: dict[Ref, Snapshot | None] = {}
        for ref in refs:
            row = _there(account, ref)
            found[ref] = snapshot(row) if row else None
        return found

    def open_items(self, account: Account, person: Ref) -> Sequence[Snapshot]:
        account.meter.add("list")
        row = one(account, person)
        open_deals = Deal.objects.for_workspace(account.workspace).filter(person=row.pk).open()
        open_leads = Lead.objects.for_workspace(account.workspace).filter(person=row.pk).open()
        newest = ("-updated_at", "-pk")
        return [snapshot(each) for each in (*open_deals.order_by(*newest), *open_leads.order_by(*newest))]

    def readers(self, account: Account, ref: Ref) -> Readers:
        account.meter.add("read")
        row = one(account, ref)
        if row.visibility == row.Visibility.EVERYONE:
            return Readers(everyone=True)
        theirs = [member for member in _members(account) if member.is_admin or member.pk == row.owner_id]
        return Readers(everyone=False, users=tuple(_user(member) for member in theirs))

    def create_person(self, account: Account, draft: PersonDraft) -> Snapshot:
        account.meter.add("write")
        made = persons.create(
            workspace_of(account),
            persons.Draft(
                name=draft.name[: self.capabilities.title_length],
                key=draft.key,
                phones=draft.phones,
                emails=tuple(persons.Address(each) for each in draft.emails),
                owner=owner_of(account, draft.owner),
                visibility="owner" if draft.audience == "owner" else "everyone",
                chat_link=draft.chat_link,
            ),
            by=_by(account),
        )
        return snapshot(made)

    def create_item(self, account: Account, draft: ItemDraft) -> Snapshot:
        account.meter.add("write")
        person = one(account, draft.person)
        assert isinstance(person, Person)
        columns: dict[str, Any] = {
            "title": draft.title[: self.capabilities.title_length],
            "key": draft.key,
            "person": person,
            "organization": person.organization,
            "value": draft.value.amount if draft.value else None,
            "currency": draft.value.currency if draft.value else "",
            "owner": owner_of(account, draft.owner),
            "visibility": "owner" if draft.audience == "owner" else "everyone",
            "chat_link": draft.chat_link,
        }
        workspace, by = workspace_of(account), _by(account)
        if draft.kind == "lead":
            return snapshot(leads.create(workspace, leads.Draft(**columns), by=by))
        stage = pipelines.stage_for(account.workspace, pipeline=draft.pipeline, stage=draft.stage)
        return snapshot(deals.create(workspace, deals.Draft(stage=stage, **columns), by=by))

    def change_person(self, account: Account, person: Ref, change: PersonChange) -> Snapshot:
        account.meter.add("write")
        row = one(account, person)
        assert isinstance(row, Person)
        if change.name is not None:
            row = persons.change(row, {"name": change.name[:255]}, by=_by(account))
        if change.add_phone is not None:
            row = persons.add_phone(row, change.add_phone, by=_by(account))
        return snapshot(row)

    def set_owner(self, account: Account, ref: Ref, user: str) -> Snapshot:
        account.meter.add("write")
        row = one(account, ref)
        return snapshot(crm_write.change(row, {"owner": owner_of(account, user)}, by=_by(account)))

    def set_chat_link(self, account: Account, ref: Ref, url: str) -> None:
        account.meter.add("write")
        row = one(account, ref)
        if isinstance(row, Person | Lead | Deal) and _ours(row.chat_link, url):
            crm_write.change(row, {"chat_link": url}, by=_by(account))

    def clear_chat_link(self, account: Account, ref: Ref, url: str) -> None:
        account.meter.add("write")
        row = one(account, ref)
        if isinstance(row, Person | Lead | Deal) and row.chat_link == url:
            crm_write.change(row, {"chat_link": ""}, by=_by(account))

    def convert(self, account: Account, lead: Ref, *, pipeline: str = "", stage: str = "") -> Snapshot:
        account.meter.add("write")
        row = crm_write.lead_of(account, lead)
        to = pipelines.stage_for(account.workspace, pipeline=pipeline, stage=stage)
        return snapshot(leads.convert(row, to, by=_by(account)))


def _there(account: Account, ref: Ref) -> rows.Record | None:
    try:
        return one(account, ref)
    except Gone:
        return None


def _folded(name: str) -> str:
    return fold(" ".join(name.split()))


def _ours(before: str, url: str) -> bool:
    """Empty, or a link of the same kind."""
    return before.partition("/l/")[0] in {"", url.partition("/l/")[0]}


def _found(found: Sequence[Person]) -> Found:
    shown = tuple(snapshot(row) for row in found[:_MANY])
    return Found(shown, complete=len(found) <= _MANY)


def _stages(row: Pipeline) -> list[Stage]:
    there = [stage for stage in row.stages.all() if stage.place is not None]
    return [
        Stage(str(stage.pk), stage.name, stage.place or 0)
        for stage in sorted(there, key=lambda stage: stage.place or 0)
    ]


def _members(account: Account) -> Any:
    return Member.objects.active().filter(workspace=account.workspace).select_related("user")


def _user(member: Member) -> CrmUser:
    return CrmUser(str(member.pk), member.name, member.user.email)


def _by(account: Account) -> Member | None:
    return member_of(account) if account.user else None
