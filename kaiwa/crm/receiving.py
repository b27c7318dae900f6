"""Which deal or lead gets what is said in a conversation (H-06)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from django.db.models import F, Q

from kaiwa.crm.models import Chat, Link, Record

How = Literal["pinned", "latest", "lead", "none"]


class Receiver(NamedTuple):
    record: Record | None
    how: How


def of(chat: Chat) -> Record | None:
    """The deal or lead that gets the next messages."""
    return choice(chat).record


def choice(chat: Chat) -> Receiver:
    """A member's own choice, else the deal that changed last, else the newest lead; with why."""
    links = list(Link.objects.live().filter(chat=chat, transcript=True).select_related("record"))
    for link in links:
        if link.pk == chat.pinned_id and _takes(link.record):
            return Receiver(link.record, "pinned")
    found = items(links)
    for kind, how in (("deal", "latest"), ("lead", "lead")):
        for record in found:
            if record.kind == kind:
                return Receiver(record, "latest" if how == "latest" else "lead")
    return Receiver(None, "none")


def items(links: Sequence[Link]) -> list[Record]:
    """The open deals and leads that these links lead to, by themselves or by their person; changed last first."""
    persons = [link.record_id for link in links if link.kind == Record.Kind.PERSON]
    linked = [link.record_id for link in links if link.kind != Record.Kind.PERSON]
    if not links:
        return []
    # Linked, but not to get what is said
    silent = Link.objects.live().filter(chat=links[0].chat_id, transcript=False).values("record")
    found = (
        Record.objects.open_items().filter(Q(pk__in=linked) | Q(person__in=persons)).exclude(pk__in=silent)
    )
    return list(found.order_by(F("updated_at").desc(nulls_last=True), "-pk"))


def _takes(record: Record) -> bool:
    return record.is_item and record.status == Record.Status.OPEN and record.gone_at is None
