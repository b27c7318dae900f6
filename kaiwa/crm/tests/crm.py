"""A CRM with a person and a deal, a conversation with Mika, and the worker's hands, for tests of transcripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import F
from django.utils import timezone

from kaiwa.channels.models import Connection
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.crm import accounts, linking, registry, snapshots, working
from kaiwa.crm.builtin.models import Activity, File, Note
from kaiwa.crm.contract.memory import Memory
from kaiwa.crm.contract.store import Store
from kaiwa.crm.items import ItemDraft, PersonDraft
from kaiwa.crm.models import Chat, CrmAccount, FileCopy, Record, Segment
from kaiwa.crm.tests.conftest import talk
from kaiwa.crm.transcripts import touched
from kaiwa.workspaces.tests.people import Person

BACKENDS = {"memory": "kaiwa.crm.contract.memory.Memory", "builtin": "kaiwa.crm.builtin.crm.Builtin"}


_MODELS: dict[str, Any] = {"note": Note, "activity": Activity}


@dataclass
class Crm:
    """A CRM with a person and a deal, a conversation, and the worker's hands."""

    account: CrmAccount
    conversation: Conversation
    person: Record
    deal: Record
    alice: Person

    @property
    def memory(self) -> Memory:
        backend = accounts.backend(self.account)
        assert isinstance(backend, Memory)
        return backend

    def link(self, *records: Record) -> None:
        linking.link(self.conversation, records or [self.person, self.deal], by=self.alice.member)

    def another_deal(self, title: str) -> Record:
        """Of the person's."""
        draft = ItemDraft(title, f"d-{title}", "deal", self.person.ref)
        backend = accounts.backend(self.account)
        return snapshots.keep(self.account, [backend.create_item(accounts.calling(self.account), draft)])[0]

    def say(self, text: str, *, sent_at: datetime | None = None, **columns: Any) -> Message:
        count = self.conversation.messages.count()
        return Message.objects.create(
            **{
                "conversation": self.conversation,
                "channel": self.conversation.channel,
                "direction": "in",
                "status": "received",
                "text": text,
                "sent_at": sent_at or timezone.now(),
                "external_id": f"said-{count}",
                **columns,
            }
        )

    def send_file(
        self, name: str = "", kind: str = "image", mime: str = "image/jpeg", **columns: Any
    ) -> Attachment:
        """The customer does."""
        message = self.say("", **columns)
        return Attachment.objects.create(
            workspace=self.alice.workspace,
            message=message,
            kind=kind,
            name=name,
            mime=mime,
            size=10,
            file=default_storage.save("media/test", ContentFile(b"ten bytes.")),
            state=Attachment.State.STORED,
        )

    def files(self) -> list[tuple[str, str, str]]:
        """What the CRM has, with the person and the deal or lead that it hangs on."""
        if accounts.backend(self.account).name != "memory":
            there = File.objects.filter(deleted_at=None).order_by("pk")
            return [(row.name, str(row.person_id or ""), str(row.deal_id or "")) for row in there]
        with self.memory.store.open() as rows:
            on = [(row["name"], row["targets"]) for row in rows["file"].values()]
        return [(name, *((each or ["", ""])[1] for each in (at["person"], at["item"]))) for name, at in on]

    def work(self) -> None:
        """Take the notes and do what is due, as if its time had come."""
        while touched.take():
            pass
        Chat.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
        working.work(place=0)

    def later(self, time: timedelta = timedelta(days=1)) -> None:
        """As if so much time had passed since the last call."""
        Segment.objects.update(
            next_attempt_at=F("next_attempt_at") - time, calling_since=F("calling_since") - time
        )
        FileCopy.objects.update(
            next_attempt_at=F("next_attempt_at") - time, calling_since=F("calling_since") - time
        )
        CrmAccount.objects.update(paused_until=None)

    def notes(self) -> list[str]:
        """What the CRM has, in the order in which it was written."""
        return self.written("note")

    def activities(self) -> list[str]:
        return self.written("activity")

    def written(self, form: str) -> list[str]:
        if accounts.backend(self.account).name != "memory":
            rows_ = _MODELS[form].objects.filter(deleted_at=None).order_by("pk")
            return list(rows_.values_list("content", flat=True))
        with self.memory.store.open() as rows:
            return [entry["content"] for entry in rows[form].values()]

    def edit(self, content: str, form: str = "note") -> None:
        """A person does, to the last one."""
        if accounts.backend(self.account).name != "memory":
            there = _MODELS[form].objects
            there.filter(pk=there.latest("pk").pk).update(content=content)
            return
        with self.memory.store.open() as rows:
            rows[form][list(rows[form])[-1]]["content"] = content

    def delete(self, form: str = "note") -> None:
        """A person does, the last one."""
        if accounts.backend(self.account).name != "memory":
            there = _MODELS[form].objects
            there.filter(pk=there.latest("pk").pk).update(deleted_at=timezone.now())
            return
        with self.memory.store.open() as rows:
            del rows[form][list(rows[form])[-1]]


def make(alice: Person, settings: Any, name: str, *, store: Store | None = None) -> Crm:
    settings.CRMS = [BACKENDS[name]]
    backend = registry.backend(name)
    if isinstance(backend, Memory):
        backend.store = store or Store()
        backend.reset()
    conversation = talk(alice.member, Connection.Visibility.SHARED)
    account = accounts.of(alice.workspace)
    asked = accounts.calling(account)
    person = backend.create_person(asked, PersonDraft("Mika Sato", "p1"))
    deal = backend.create_item(asked, ItemDraft("A bike", "d1", "deal", person.ref))
    kept = snapshots.keep(account, [person, deal])
    return Crm(account, conversation, kept[0], kept[1], alice)
