"""What the contract is tried on: a backend, an account of it, and somebody else who works there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import IO

from kaiwa.crm.base import Account, Backend, CallKind
from kaiwa.crm.items import EntryDraft, Form, ItemDraft, Kind, PersonDraft, Phone, Ref, Snapshot, Targets

AT = datetime(2026, 11, 22, 5, 5, tzinfo=UTC)
_keys = count(1)


@dataclass
class Counts:
    """A Meter."""

    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, kind: CallKind, tokens: int = 0) -> None:
        self.kinds[kind] += 1


class Subject(ABC):
    """A CRM and its account. `edit`, `delete` and `archive` are somebody else's doing."""

    backend: Backend
    account: Account
    counts: Counts

    @abstractmethod
    def edit(self, form: Form, id: str, content: str) -> None: ...

    @abstractmethod
    def delete(self, form: Form, id: str) -> None: ...

    @abstractmethod
    def archive(self, ref: Ref) -> None: ...

    def cap(self, kind: Kind) -> bool:
        """Have the plan take no more of these; whether there is such a thing."""
        return False

    def person(self, name: str = "山田 花子", *phones: str) -> Snapshot:
        draft = PersonDraft(name=name, key=new_key(), phones=tuple(Phone(phone) for phone in phones))
        return self.backend.create_person(self.account, draft)

    def deal(self, person: Snapshot, title: str = "Ten bikes") -> Snapshot:
        return self.backend.create_item(self.account, ItemDraft(title, new_key(), "deal", person.ref))

    def lead(self, person: Snapshot, title: str = "Ten bikes?") -> Snapshot:
        return self.backend.create_item(self.account, ItemDraft(title, new_key(), "lead", person.ref))

    def markup(self, text: str, key: str) -> str:
        """What we would write: its link ends in the key."""
        link = f"https://kaiwa.example/l/7Kq2Xb9d#{key}"
        if self.backend.capabilities.markup == "html":
            return f'<p><a href="{link}">{link}</a></p><p>{text}</p>'
        return f"{link}\n\n{text}"

    def note(self, text: str, *, key: str = "", targets: Targets) -> EntryDraft:
        key = key or new_key()
        return EntryDraft("note", key, self.markup(text, key), targets, AT)


@dataclass(frozen=True)
class Photo:
    """An OpenFile."""

    content: bytes = b"\xff\xd8\xff a picture"
    name: str = "2026-11-22 1407 photo.jpg"
    mime: str = "image/jpeg"

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> AbstractContextManager[IO[bytes]]:
        return BytesIO(self.content)


def new_key() -> str:
    return f"key{next(_keys):09}"
