"""Automation: a new conversation finds its person in the CRM, or makes them, and a lead or deal of theirs.

Each conversation is considered once. What the CRM refuses leaves the rest standing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Conversation, Identity, Message
from kaiwa.crm import by_itself, creating, linking, matching, rules, telling
from kaiwa.crm.base import CrmError
from kaiwa.crm.by_itself import RETRY, Later
from kaiwa.crm.linking import CREATED
from kaiwa.crm.models import Automation, Chat, Creation, CrmAccount, Link, Record
from kaiwa.lib import locks
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces.models import Member

logger = logging.getLogger(__name__)

# A name that the provider was asked for comes within that, or is not waited for
NAME_COMES = timedelta(seconds=60)


def consider(account: CrmAccount, pk: int) -> datetime | None:
    """Settle whose a new conversation is. When to go on with it; None: it is settled, or nobody wrote yet."""
    chat = _loaded(pk)
    if chat is None or chat.considered_at is not None:
        return None
    conversation = chat.conversation
    if not _is_new(conversation):
        return None
    channel, told = conversation.channel, rules.of(conversation.channel)
    unwanted = conversation.blocked or channel.state == Channel.State.DISCONNECTED
    by_hand = Link.objects.filter(Q(automatic=False) | Q(removed_at__isnull=False), chat=chat)
    if unwanted or not rules.is_allowed(channel, told) or by_hand.exists():
        _settle(chat)
        return None
    later = _name_comes(conversation) or by_itself.flood(account, chat, told)
    return later or _try(account, chat, told)


def look_again(account: CrmAccount, conversation: Conversation, *, given: str = "") -> None:
    """A member wants it looked for once more; nothing is made. `given`: a number out of the thread. Raises CrmError."""
    chat = _loaded(linking.chat_of(conversation).pk)
    assert chat is not None
    if _person_link(chat) is not None:
        return
    with _alone_with(conversation):
        found = matching.find(account, chat, given=given)
        allowed = rules.is_allowed(conversation.channel, rules.of(conversation.channel))
        if found.person is not None and allowed:
            _link(chat, [found.person], found.reason, found.others)
            return
    with transaction.atomic():
        matching.note(chat, found if found.person is None else matching.as_question(found))


def _try(account: CrmAccount, chat: Chat, told: Automation) -> datetime | None:
    try:
        with _alone_with(chat.conversation):
            _go(account, chat, told)
    except Later as wait:
        return wait.at
    except CrmError as error:
        # Of asking; what a creation met is in its row
        logger.info("conversation %s is considered later: %s", chat.pk, error.code)
        return timezone.now() + RETRY
    return None


def retry(account: CrmAccount, conversation: Conversation, *, by: Member) -> None:
    """Ask again for what the CRM refused here, and link what it makes. Raises CrmError."""
    chat = linking.chat_of(conversation)
    refused = Creation.objects.filter(chat=chat, state=Creation.State.REFUSED).order_by("pk")
    for creation in refused:
        if creation.automatic and creation.kind == Record.Kind.DEAL:
            # It may have been the pipeline, and another one was chosen since
            creation.draft = {**creation.draft, "pipeline": rules.of(conversation.channel).pipeline}
            creation.save(update_fields=["draft"])
        record = creating.run(account, creation, by=by)
        telling.mended(account, creation.kind)
        linked = Link.objects.live().filter(chat=chat)
        if record.kind == Record.Kind.PERSON and linked.filter(kind=record.kind).exists():
            continue
        if not linked.filter(record=record).exists():
            linking.link(
                conversation, [record], by=by, transcript=creation.transcript, reason=linking.CREATED
            )


class _Whom(NamedTuple):
    """A person, and why. `made`: for this conversation; `linked`: in an earlier try."""

    record: Record
    reason: dict[str, Any]
    others: list[dict[str, Any]]
    made: bool
    linked: bool = False


def _go(account: CrmAccount, chat: Chat, told: Automation) -> None:
    whom = _whom(account, chat, told)
    if whom is None:
        _settle(chat)
        return
    new = [] if whom.linked else [whom.record]
    try:
        item = by_itself.item(account, chat, told, whom.record, fresh=whom.made)
    except (Later, CrmError):
        _link(chat, new, whom.reason, whom.others)
        raise
    with transaction.atomic():
        _link(chat, [*new, *([item] if item is not None else [])], whom.reason, whom.others)
        _settle(chat)


def _whom(account: CrmAccount, chat: Chat, told: Automation) -> _Whom | None:
    """None: it is not certain, and asked in the panel; or nobody is to be made, or the CRM refuses it."""
    link = _person_link(chat)
    if link is not None:
        return _Whom(link.record, link.reason, [], made=link.reason == CREATED, linked=True)
    found = matching.known_from(chat) if by_itself.asked(chat, "person") else matching.find(account, chat)
    if found.person is not None:
        return _Whom(found.person, found.reason, found.others, made=False)
    with transaction.atomic():
        matching.note(chat, found)
    if found.state in {"ambiguous", "suggested"} or not told.add_persons:
        return None
    made = by_itself.person(account, chat)
    return _Whom(made, CREATED, found.others, made=True) if made is not None else None


def _link(chat: Chat, records: list[Record], reason: dict[str, Any], others: list[dict[str, Any]]) -> None:
    if not records:
        return
    try:
        linking.link(chat.conversation, records, by=None, reason=reason, rejected=others)
    except ApiError as error:
        # A member was quicker
        logger.info("conversation %s was linked by hand meanwhile: %s", chat.pk, error)


def _settle(chat: Chat) -> None:
    Chat.objects.filter(pk=chat.pk).update(considered_at=timezone.now())


def _name_comes(conversation: Conversation) -> datetime | None:
    """When to look again for a name that the provider was asked for and did not tell yet."""
    now = timezone.now()
    age = now - conversation.created_at
    if conversation.identity.profile != Identity.Profile.DUE or age >= NAME_COMES:
        return None
    return now + min(max(timedelta(seconds=1), age / 2), NAME_COMES - age)


def _is_new(conversation: Conversation) -> bool:
    """Whether the customer wrote: history of before we were connected is no new conversation."""
    rows = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN, imported=False)
    return rows.exists()


def _person_link(chat: Chat) -> Link | None:
    links = Link.objects.live().filter(chat=chat, kind=Record.Kind.PERSON)
    return links.select_related("record").first()


@contextmanager
def _alone_with(conversation: Conversation) -> Iterator[None]:
    """Nobody else looks for, or makes, a person of this number (D-56)."""
    phone = conversation.identity.phone
    if not phone:
        yield
        return
    with locks.holding(f"crm-number {phone}", conversation.workspace_id, wait=True):
        yield


def _loaded(pk: int) -> Chat | None:
    rows = Chat.objects.select_related(
        "conversation__channel__connection",
        "conversation__contact",
        "conversation__identity",
        "conversation__assignee__user",
    )
    return rows.filter(pk=pk).first()
