"""What is asked for, as it goes to the CRM."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kaiwa.crm.base import Account, Refused
from kaiwa.crm.items import ItemDraft, Lost, Money, PersonDraft, Phone, Ref, Targets
from kaiwa.crm.models import Creation, Link, Record
from kaiwa.lib.digest import digest


@dataclass(frozen=True, slots=True)
class Wish:
    """What a member filled in. `name`: the person's; `title`: the lead's or deal's.

    `person`: whose it is, by the CRM's id; empty: of the person who is made for it, or who is linked.
    """

    kind: str
    key: str
    name: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    value: str = ""
    currency: str = ""
    pipeline: str = ""
    stage: str = ""
    visibility: str = ""
    transcript: bool = True
    person: str = ""
    # The CRM's user; empty: whoever asks
    owner: str = ""


def draft(creation: Creation, asked: Account) -> PersonDraft | ItemDraft:
    wish = Wish(**{**creation.draft, "phones": (), "emails": ()})
    common: dict[str, Any] = {
        "key": key(creation),
        "owner": wish.owner or asked.user,
        "audience": wish.visibility or None,
        "chat_link": creation.chat.short_url if creation.chat else "",
    }
    if creation.kind == Record.Kind.PERSON:
        numbers = enumerate(creation.draft["phones"])
        return PersonDraft(
            name=wish.name or _called(creation),
            phones=tuple(Phone(value, primary=place == 0) for place, value in numbers),
            emails=tuple(creation.draft["emails"]),
            **common,
        )
    return ItemDraft(
        title=wish.title or wish.name or _called(creation),
        kind="lead" if creation.kind == Record.Kind.LEAD else "deal",
        person=Ref("person", wish.person) if wish.person else _person_of(creation),
        value=Money(Decimal(wish.value), wish.currency) if wish.value else None,
        pipeline=wish.pipeline,
        stage=wish.stage,
        **common,
    )


def _called(creation: Creation) -> str:
    """As we call the customer: a name is never invented (D-53)."""
    if creation.chat is None:
        return ""
    conversation = creation.chat.conversation
    return conversation.contact.name or conversation.identity.short_id


def lost(creation: Creation, draft: PersonDraft | ItemDraft) -> Lost:
    if isinstance(draft, PersonDraft):
        phone = draft.phones[0].value if draft.phones else ""
        return Lost("person", draft.key, Targets(), creation.created_at, name=draft.name, phone=phone)
    return Lost(draft.kind, draft.key, Targets(person=draft.person), creation.created_at, name=draft.title)


def _person_of(creation: Creation) -> Ref:
    """Whom the lead or deal is of: the person who was made for it, or the one who is linked."""
    first = Creation.objects.filter(
        workspace=creation.workspace_id, key=f"{digest(creation.key)[:32]}/person", record__isnull=False
    )
    made = first.select_related("record").first()
    if made is not None and made.record is not None:
        return made.record.ref
    link = Link.objects.live().filter(chat=creation.chat, kind=Record.Kind.PERSON).select_related("record")
    person = link.first()
    if person is None:
        raise Refused("person_needed")
    return person.record.ref


def key(creation: Creation) -> str:
    """By which the CRM knows that it is the same wish."""
    return f"c{creation.pk}"
