"""What a member answers to the panel's questions: who it is not, what they are called, which number is theirs."""

from __future__ import annotations

from django.db import transaction

from kaiwa import live
from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, linking, matching, snapshots
from kaiwa.crm.base import Gone
from kaiwa.crm.items import PersonChange, Phone, Ref
from kaiwa.crm.matching import given, known
from kaiwa.crm.models import Chat, CrmAccount, Link, Record
from kaiwa.workspaces.models import Member


def dismiss(account: CrmAccount, conversation: Conversation, ref: Ref, *, by: Member) -> None:
    """It is not them, and is not offered again. Raises Gone for what `by` may not see."""
    record = snapshots.known(account, {ref}).get(ref)
    if record is None or not record.is_readable_by(by):
        raise Gone(ref)
    with transaction.atomic():
        chat = linking.locked(conversation)
        known.remember(chat, record, is_them=False, by=by)
        left = [row for row in chat.match.get("candidates", []) if row["record"] != record.pk]
        chat.match = {**chat.match, "candidates": left}
        if not left and chat.match_state in {Chat.Match.AMBIGUOUS, Chat.Match.SUGGESTED}:
            chat.match_state, chat.match = Chat.Match.NONE, {}
        chat.save(update_fields=["match", "match_state"])
        live.publish(chat.workspace_id, chats=[chat.pk])


def change_person(
    account: CrmAccount, conversation: Conversation, *, by: Member, use_name: bool, add_phone: str
) -> None:
    """Call the linked person as the conversation does, or have them keep a number from it. Raises CrmError."""
    link = person_of(conversation)
    if link is None or not link.record.is_readable_by(by):
        raise Gone
    name = name_offered(conversation, link.record) if use_name else None
    phone = Phone(add_phone) if add_phone in offered(account, conversation, link.record) else None
    if name is None and phone is None:
        return
    with accounts.calls(account, by) as asked:
        changed = accounts.backend(account).change_person(
            asked, link.record.ref, PersonChange(name=name, add_phone=phone)
        )
    with transaction.atomic():
        snapshots.keep(account, [changed])
        live.publish(conversation.workspace_id, chats=snapshots.chats_of([link.record]))


def person_of(conversation: Conversation) -> Link | None:
    links = Link.objects.live().filter(chat=conversation.pk, kind=Record.Kind.PERSON)
    return links.select_related("record").first()


def offered(account: CrmAccount, conversation: Conversation, person: Record | None) -> list[str]:
    """Numbers from the conversation that the person does not have: the one they write from, and those they gave."""
    own = conversation.identity.phone
    found = [each.number for each in given.numbers_in(account, conversation, person)]
    stored = [phone["value"] for phone in person.phones] if person else []
    had = matching.numbers.best(own, stored, account.region) if own else None
    return found if not own or (had and had.same) else [own, *found]


def name_offered(conversation: Conversation, person: Record) -> str | None:
    """What the customer is called by now, where the person was made before anybody knew (TL-29)."""
    identity = conversation.identity
    name = conversation.contact.name or identity.name
    return name if name and person.title in {identity.phone, identity.short_id} else None
