"""Linking: a conversation and the records that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa import live
from kaiwa.conversations import timeline
from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, receiving, snapshots, transcripts
from kaiwa.crm.base import Gone
from kaiwa.crm.items import Ref, Snapshot
from kaiwa.crm.matching import known
from kaiwa.crm.models import Chat, Creation, CrmAccount, Link, Record, Segment
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.models import Member

ALREADY = declare("already_linked", 409, _("This conversation is linked to it already."))
ONE_PERSON = declare(
    "one_person", 409, _("This conversation is linked to another person. Remove that link first.")
)

_BY_HAND = {"code": "by_hand", "params": {}}
# A lead or deal is linked by itself only when it was made for the conversation
CREATED: dict[str, Any] = {"code": "created", "params": {}}


def find(account: CrmAccount, ref: Ref, *, by: Member) -> Record:
    """The record as the CRM has it now, with what hangs on it. Raises CrmError; what `by` may not see is gone, too."""
    backend = accounts.backend(account)
    with accounts.calls(account, by) as asked:
        found = backend.fetch(asked, {ref}).get(ref)
        if found is None:
            raise Gone(ref)
        beside: list[Snapshot] = []
        if found.person is not None:
            person = backend.fetch(asked, {found.person}).get(found.person)
            beside += [person] if person is not None else []
        if ref.kind == "person":
            beside += backend.open_items(asked, ref)
    with transaction.atomic():
        # Its person first, so that it is known whose it is; and what hangs on a person after them
        *_rest, record = snapshots.keep(account, [*(each for each in beside if ref.kind != "person"), found])
        if ref.kind == "person":
            snapshots.keep(account, beside)
    if not record.is_readable_by(by):
        raise Gone(ref)
    return record


def link(  # noqa: PLR0913 each is a choice of its own
    conversation: Conversation,
    records: Sequence[Record],
    *,
    by: Member | None,
    transcript: bool = True,
    receives: bool = True,
    reason: dict[str, Any] | None = None,
    rejected: Sequence[dict[str, Any]] = (),
) -> list[Link]:
    """Link the conversation to these, all or none; `receives`: the deal or lead among them gets the messages.

    `by` nobody: by itself, with the `reason` and what else it could have been. Raises ApiError: it is linked
    already, or to another person.
    """
    with transaction.atomic():
        chat = locked(conversation)
        made = [_add(chat, record, by, transcript=transcript, reason=reason) for record in records]
        if rejected:
            Link.objects.filter(pk__in=[each.pk for each in made], kind=Record.Kind.PERSON).update(
                rejected=list(rejected)
            )
        for each in made:
            if receives and transcript and each.record.is_item and receiving.of(chat) != each.record:
                _pin(chat, each)
        for each in made:
            if transcript:
                transcripts.begin(chat, each, by=by)
            _tell(chat, "crm_linked" if by else "crm_linked_itself", each.record, by=by)
        _publish(chat)
    return made


def unlink(link: Link, *, by: Member) -> None:
    """From now on nothing goes there; what is written stays (H-12)."""
    with transaction.atomic():
        chat = locked(link.chat.conversation)
        removed = Link.objects.live().filter(pk=link.pk).update(removed_at=timezone.now(), removed_by=by)
        if not removed:
            return
        if chat.pinned_id == link.pk:
            _pin(chat, None)
        transcripts.stop(chat, link)
        if link.kind == Record.Kind.PERSON:
            chat.match_state = Chat.Match.NONE
        # The record shall not lead here any more
        chat.due_at = timezone.now()
        chat.save(update_fields=["match_state", "due_at"])
        _tell(chat, "crm_unlinked", link.record, by=by)
        _publish(chat)


def change(
    link: Link, *, by: Member, transcript: bool | None, receives: bool | None, move: bool = False
) -> None:
    """Give the record what is said, or not; and have it get the messages, or whichever would by itself.

    `move`: what runs goes there too; else it stays where it is, and another one begins there.
    """
    with transaction.atomic():
        chat = locked(link.chat.conversation)
        link.refresh_from_db()
        if transcript is not None and transcript != link.transcript:
            link.transcript = transcript
            link.save(update_fields=["transcript"])
            if transcript:
                transcripts.begin(chat, link, by=by)
            else:
                transcripts.stop(chat, link)
        if receives and link.record.is_item:
            before = receiving.of(chat)
            _pin(chat, link)
            if before != receiving.of(chat):
                _turn(chat, link.record if move else None)
        elif receives is False and chat.pinned_id == link.pk:
            _pin(chat, None)
        _publish(chat)


def chat_of(conversation: Conversation) -> Chat:
    """The conversation's chat, made if need be."""
    chat, _made = Chat.objects.get_or_create(
        conversation=conversation, defaults={"workspace_id": conversation.workspace_id}
    )
    return chat


def locked(conversation: Conversation) -> Chat:
    """The conversation's chat, made if need be; both are locked until the open transaction ends."""
    Conversation.objects.select_for_update(of=["self"], no_key=True).get(pk=conversation.pk)
    chat, _made = Chat.objects.select_for_update().get_or_create(
        conversation=conversation, defaults={"workspace_id": conversation.workspace_id}
    )
    return chat


def _add(
    chat: Chat, record: Record, by: Member | None, *, transcript: bool, reason: dict[str, Any] | None
) -> Link:
    live_ones = Link.objects.live().filter(chat=chat)
    if live_ones.filter(record=record).exists():
        raise ApiError(ALREADY)
    if record.kind == Record.Kind.PERSON:
        if live_ones.filter(kind=Record.Kind.PERSON).exists():
            raise ApiError(ONE_PERSON)
        if by is not None:
            # Should the record be made anew or the link be lost, it is found again (H-14)
            known.remember(chat, record, is_them=True, by=by)
        chat.match_state, chat.match, chat.matched_at = Chat.Match.ONE, {}, timezone.now()
        chat.save(update_fields=["match_state", "match", "matched_at"])
    # What is to be written into the record, be it only the link
    chat.due_at = timezone.now()
    chat.save(update_fields=["due_at"])
    return Link.objects.create(
        chat=chat,
        record=record,
        kind=record.kind,
        transcript=transcript,
        automatic=by is None,
        reason=CREATED if by is None and record.is_item else reason or _BY_HAND,
        by=by,
        # What was made from the conversation was made with its short link
        addressed=Creation.objects.filter(chat=chat, record=record).exists(),
    )


def _pin(chat: Chat, link: Link | None) -> None:
    chat.pinned = link
    chat.save(update_fields=["pinned"])


def _turn(chat: Chat, along: Record | None) -> None:
    """What is said from now on goes elsewhere: what runs takes no more of it, or goes along."""
    running = Segment.objects.filter(chat=chat, closed=False)
    live_ones = running.filter(state__in=(Segment.State.NEW, Segment.State.LIVE))
    if along is None:
        live_ones.update(closed=True)
        return
    live_ones.update(wanted_item=along, next_attempt_at=None)
    chat.due_at = timezone.now()
    chat.save(update_fields=["due_at"])


def _tell(chat: Chat, code: str, record: Record, *, by: Member | None) -> None:
    """A line in the thread. All who see the conversation read it: a title is in it only when all may know that."""
    params = {"kind": record.kind}
    if record.audience == Record.Audience.EVERYONE:
        # The interface words a line by its context
        params |= {"title": record.title, "context": record.kind}
    timeline.write(chat.workspace_id, [chat.pk], code, by=by, **params)


def _publish(chat: Chat) -> None:
    live.publish(chat.workspace_id, chats=[chat.pk])
