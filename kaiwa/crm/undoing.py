"""Undo: the conversation belonged to somebody else, or to nobody, and what was written goes there (H-14)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa import live
from kaiwa.conversations import timeline
from kaiwa.conversations.models import Conversation
from kaiwa.crm import linking, transcripts
from kaiwa.crm.matching import known
from kaiwa.crm.models import Chat, Link, Record
from kaiwa.crm.transcripts import moving, segments
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.models import Member

NOBODY = declare("nobody_linked", 409, _("This conversation is linked to nobody."))


def undo(conversation: Conversation, right: Record | None, *, by: Member) -> None:
    """It was not them: it is `right`, or nobody we know. Remembered, so that it is not linked so again.

    Notes, activities and files follow in the worker's time. Without `right` they are taken back; what a person edited
    stays. Raises ApiError.
    """
    with transaction.atomic():
        chat = linking.locked(conversation)
        there = Link.objects.live().select_for_update(of=["self"]).filter(chat=chat)
        link = there.filter(kind=Record.Kind.PERSON).select_related("record").first()
        if link is None:
            raise ApiError(NOBODY)
        if link.record == right:
            raise ApiError(linking.ALREADY)
        _let_go(chat, link, by=by)
        known.remember(chat, link.record, is_them=False, by=by)
        if right is None:
            count = moving.away(chat, link.record)
        else:
            known.remember(chat, right, is_them=True, by=by)
            count = _link(chat, link, right, by=by)
        chat.moving_of, chat.due_at = count, timezone.now()
        chat.save(update_fields=["moving_of", "due_at"])
        _tell(chat, link.record, by=by)
        live.publish(chat.workspace_id, chats=[chat.pk])


def _let_go(chat: Chat, link: Link, *, by: Member) -> None:
    """Of the person, and of what is theirs."""
    theirs = Link.objects.live().filter(chat=chat, record__person=link.record)
    for each in (link, *theirs):
        each.removed_at, each.removed_by = timezone.now(), by
        each.save(update_fields=["removed_at", "removed_by"])
        if chat.pinned_id == each.pk:
            chat.pinned = None
            chat.save(update_fields=["pinned"])


def _link(chat: Chat, old: Link, right: Record, *, by: Member) -> int:
    made = Link.objects.create(
        chat=chat,
        record=right,
        kind=right.kind,
        transcript=old.transcript,
        reason={"code": "by_hand", "params": {}},
        by=by,
    )
    _person, item = segments.targets(chat)
    count = moving.to(chat, old.record, right, item) if old.transcript else moving.away(chat, old.record)
    if old.transcript and not count:
        transcripts.begin(chat, made, by=by)
    return count


def _tell(chat: Chat, wrong: Record, *, by: Member) -> None:
    params = {"title": wrong.title} if wrong.audience == Record.Audience.EVERYONE else {}
    context = {"context": "person"} if params else {}
    timeline.write(
        chat.workspace_id, [chat.pk], "crm_corrected", by=by, **{"kind": "person", **params, **context}
    )
