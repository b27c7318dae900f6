"""The contract holds for the strict CRM in memory, and for the one that comes with Kaiwa."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from kaiwa.crm.base import Account, Backend
from kaiwa.crm.builtin.crm import Builtin
from kaiwa.crm.builtin.crm_write import one
from kaiwa.crm.builtin.models import Activity, Note
from kaiwa.crm.contract import BackendContract, Counts, Subject
from kaiwa.crm.contract.memory import Memory
from kaiwa.crm.items import Form, Kind, Ref


class InMemory(Subject):
    def __init__(self, workspace: int) -> None:
        self.memory = Memory()
        self.backend = self.memory
        self.counts = Counts()
        self.account = Account(workspace, self.counts)

    def edit(self, form: Form, id: str, content: str) -> None:
        with self.memory.store.open() as rows:
            rows[form][id]["content"] = content

    def delete(self, form: Form, id: str) -> None:
        with self.memory.store.open() as rows:
            del rows[form][id]

    def archive(self, ref: Ref) -> None:
        with self.memory.store.open() as rows:
            rows["records"][f"{ref.kind}:{ref.id}"]["status"] = "archived"

    def cap(self, kind: Kind) -> bool:
        self.memory.commands.cap(kind)
        return True


class BuiltIn(Subject):
    def __init__(self, workspace: int) -> None:
        self.backend: Backend = Builtin()
        self.counts = Counts()
        self.account = Account(workspace, self.counts)
        self.backend.prepare(self.account, ())

    def edit(self, form: Form, id: str, content: str) -> None:
        self._rows(form).filter(pk=id).update(content=content)

    def delete(self, form: Form, id: str) -> None:
        self._rows(form).filter(pk=id).delete()

    def archive(self, ref: Ref) -> None:
        one(self.account, ref).__class__.objects.filter(pk=one(self.account, ref).pk).update(
            archived_at=timezone.now()
        )

    def _rows(self, form: Form) -> Any:
        models: dict[str, Any] = {"note": Note, "activity": Activity}
        return models[form].objects.all()


class TestMemory(BackendContract):
    @pytest.fixture
    def subject(self) -> Subject:
        return InMemory(1)

    def test_an_id_that_is_no_text_is_a_mistake(self, subject: Subject) -> None:
        number: Any = 5
        with pytest.raises(TypeError):
            subject.backend.open_items(subject.account, Ref("person", number))


class TestBuiltin(BackendContract):
    @pytest.fixture
    def subject(self, alice) -> Subject:
        return BuiltIn(alice.workspace.pk)
