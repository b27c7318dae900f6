"""Shelf: a CRM of a few dictionaries, whose answers a test can have fail or lose."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from kaiwa.crm.base import Account, AnswerLost, CrmError, Gone
from kaiwa.crm.capabilities import Capabilities
from kaiwa.crm.items import (
    CrmUser,
    ItemDraft,
    Kind,
    Lost,
    PersonDraft,
    Pipeline,
    Provision,
    Readers,
    Ref,
    Snapshot,
    Stage,
    StageOf,
)

SALES = Pipeline("1", "Sales", (Stage("10", "New", 1), Stage("11", "Offer", 2)))
_BEGAN = datetime(2026, 11, 1, tzinfo=UTC)


class Shelf:
    """Its users are our members. `records` is what it has; `asked` counts the requests by kind."""

    name = "shelf"
    capabilities = Capabilities(
        label="Shelf",
        icon="crm",
        markup="text",
        note_bytes=1000,
        activity_bytes=1000,
        file_bytes=None,
        title_length=255,
        pages=False,
        keys=False,
        reports=True,
        member_view=False,
        own_users=True,
    )
    records: dict[tuple[int, Ref], Snapshot] = {}
    made_by: dict[tuple[int, str], Ref] = {}
    asked: list[str] = []
    # Raised by the next call of that method, before it does anything; or by it after it has done it
    fails: dict[str, CrmError] = {}
    loses: set[str] = set()

    @classmethod
    def clear(cls) -> None:
        for each in (cls.records, cls.made_by, cls.asked, cls.fails, cls.loses):
            each.clear()

    @classmethod
    def put(cls, workspace: int, snapshot: Snapshot) -> Snapshot:
        """As if somebody had made or changed it there."""
        minutes = len(cls.records) + len(cls.asked)
        kept = replace(snapshot, updated_at=snapshot.updated_at or _BEGAN + timedelta(minutes=minutes))
        cls.records[workspace, snapshot.ref] = kept
        return kept

    def prepare(self, account: Account, wanted: Sequence[Provision]) -> Mapping[str, str]:
        return {}

    def pipelines(self, account: Account) -> Sequence[Pipeline]:
        self._ask(account, "pipelines", "list")
        return [SALES]

    def search(self, account: Account, text: str, kinds: Collection[Kind], limit: int) -> Sequence[Snapshot]:
        self._ask(account, "search", "search")
        return [each for each in self._of(account) if each.ref.kind in kinds and text in each.title][:limit]

    def fetch(self, account: Account, refs: Collection[Ref]) -> Mapping[Ref, Snapshot | None]:
        self._ask(account, "fetch", "read")
        return {ref: self.records.get((account.workspace, ref)) for ref in refs}

    def open_items(self, account: Account, person: Ref) -> Sequence[Snapshot]:
        self._ask(account, "open_items", "list")
        return [each for each in self._of(account) if each.person == person and each.status == "open"]

    def readers(self, account: Account, ref: Ref) -> Readers:
        self._ask(account, "readers", "read")
        found = self.records.get((account.workspace, ref))
        if found is None:
            raise Gone(ref)
        if found.audience == "everyone":
            return Readers(everyone=True)
        return Readers(everyone=False, users=(CrmUser(found.owner, found.owner_name, "owner@acme.example"),))

    def create_person(self, account: Account, draft: PersonDraft) -> Snapshot:
        ref = self._new(account, "create_person", "person", draft.key)
        made = self.put(
            account.workspace,
            Snapshot(
                ref, draft.name, owner=draft.owner, phones=draft.phones, audience=draft.audience or "everyone"
            ),
        )
        return self._answer("create_person", made)

    def create_item(self, account: Account, draft: ItemDraft) -> Snapshot:
        ref = self._new(account, "create_item", draft.kind, draft.key)
        stage = StageOf("1", "Sales", "10", "New", 1, 2) if draft.kind == "deal" else None
        made = self.put(
            account.workspace,
            Snapshot(
                ref,
                draft.title,
                person=draft.person,
                owner=draft.owner,
                value=draft.value,
                stage=stage,
                audience=draft.audience or "everyone",
            ),
        )
        return self._answer("create_item", made)

    def recover(self, account: Account, lost: Lost) -> Snapshot | None:
        self._ask(account, "recover", "search")
        ref = self.made_by.get((account.workspace, lost.key))
        return self.records[account.workspace, ref] if ref else None

    def _of(self, account: Account) -> list[Snapshot]:
        return [each for (workspace, _ref), each in self.records.items() if workspace == account.workspace]

    def _new(self, account: Account, method: str, kind: Kind, key: str) -> Ref:
        self._ask(account, method, "write")
        ref = Ref(kind, str(len(self.records) + 1))
        self.made_by[account.workspace, key] = ref
        return ref

    def _ask(self, account: Account, method: str, kind: Any) -> None:
        account.meter.add(kind)
        self.asked.append(method)
        if method in self.fails:
            raise self.fails.pop(method)

    def _answer(self, method: str, made: Snapshot) -> Snapshot:
        if method in self.loses:
            self.loses.remove(method)
            raise AnswerLost
        return made
