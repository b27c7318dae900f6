"""The transcript's clock: what the database noted, and when it is written down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from kaiwa.crm.models import Automation, Chat, CrmAccount, Link, TouchedConversation
from kaiwa.crm.transcripts import planning

AT_ONCE = 500
# A burst is written when it is over, or has lasted long enough
QUIET = timedelta(seconds=8)
LONGEST = timedelta(seconds=30)


@dataclass(slots=True)
class _Touches:
    first: datetime
    last: datetime
    messages: set[int] = field(default_factory=set)


def take() -> int:
    """Read some notes and forget them; chats that are new or linked fall due. Returns how many they were."""
    with transaction.atomic():
        rows = TouchedConversation.objects.select_for_update(skip_locked=True).order_by("pk")
        notes = list(rows.values_list("pk", "conversation_id", "message_id", "at")[:AT_ONCE])
        TouchedConversation.objects.filter(pk__in=[pk for pk, *_ in notes]).delete()
        touches: dict[int, _Touches] = {}
        for _, conversation, message, at in notes:
            each = touches.setdefault(conversation, _Touches(at, at))
            each.first, each.last = min(each.first, at), max(each.last, at)
            each.messages.add(message)
        if settings.CRMS:
            _begin(list(touches))
        chats = _linked().select_for_update(of=["self"]).select_related("conversation__channel")
        for chat in chats.filter(pk__in=touches).order_by("pk"):
            _touch(chat, touches[chat.pk])
    return len(notes)


def due(now: datetime | None = None) -> QuerySet[Chat]:
    """Those whose time is set, or has come by `now`, of accounts that are not paused."""
    paused = CrmAccount.objects.filter(workspace=OuterRef("workspace"), paused_until__gt=timezone.now())
    rows = Chat.objects.filter(due_at__isnull=False).exclude(Exists(paused))
    return rows if now is None else rows.filter(due_at__lte=now)


def _begin(conversations: list[int]) -> None:
    """New ones have their chats made, and fall due: whose they are is to be found out."""
    with connection.cursor() as cursor:
        # That they are here stays so until the end of the transaction
        cursor.execute(
            """
            SELECT c.id, c.workspace_id FROM conversations_conversation c
            WHERE c.id = ANY(%s) AND NOT EXISTS (SELECT 1 FROM crm_chat WHERE conversation_id = c.id)
            ORDER BY c.id FOR KEY SHARE OF c
            """,
            [conversations],
        )
        new = cursor.fetchall()
    Chat.objects.bulk_create(
        [Chat(conversation_id=pk, workspace_id=workspace) for pk, workspace in new], ignore_conflicts=True
    )
    unsettled = Chat.objects.filter(pk__in=conversations, considered_at=None, due_at=None)
    unsettled.update(due_at=timezone.now())


def _linked() -> QuerySet[Chat]:
    return Chat.objects.filter(Exists(Link.objects.live().filter(chat=OuterRef("pk"), transcript=True)))


def _touch(chat: Chat, touches: _Touches) -> None:
    planning.note(chat, touches.messages)
    running = chat.touched_since is not None
    chat.touched_since = min(chat.touched_since or touches.first, touches.first)
    chat.touched_at = max(chat.touched_at or touches.last, touches.last)
    at = _time(chat)
    if chat.due_at is None or (running and chat.due_at > timezone.now()):
        chat.due_at = at
    else:
        chat.due_at = min(chat.due_at, at)
    chat.save(update_fields=["touched_since", "touched_at", "due_at", "allotted_id"])


def _time(chat: Chat) -> datetime:
    assert chat.touched_at is not None
    assert chat.touched_since is not None
    hours = Automation.objects.filter(channel=chat.conversation.channel_id).values_list(
        "frequency", flat=True
    )
    frequency = hours.first() or 0
    quiet = chat.touched_at + QUIET
    if not frequency:
        return min(quiet, chat.touched_since + LONGEST)
    return max(quiet, chat.written_at + timedelta(hours=frequency)) if chat.written_at else quiet
