"""How far a transcript is, for the conversation's panel."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils import timezone

from kaiwa.crm.items import Form
from kaiwa.crm.models import Chat, CrmAccount, Link, Segment
from kaiwa.crm.transcripts import moving


@dataclass(frozen=True, slots=True)
class Trouble:
    code: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Moving:
    done: int
    of: int


@dataclass(frozen=True, slots=True)
class TranscriptState:
    """`left`: somebody edited a note in the CRM, so that a new one was begun."""

    state: Literal["off", "waiting", "live", "behind", "paused", "refused"]
    form: Form
    written_at: datetime | None
    due_at: datetime | None
    error: Trouble | None
    left: bool
    moving: Moving | None


def state_of(chats: Collection[Chat]) -> dict[int, TranscriptState]:
    """Of each of these, by its id."""
    given = set(Link.objects.live().filter(chat__in=chats, transcript=True).values_list("chat_id", flat=True))
    workspaces = {chat.workspace_id for chat in chats}
    paused = set(
        CrmAccount.objects.filter(workspace__in=workspaces, paused_until__gt=timezone.now()).values_list(
            "workspace", flat=True
        )
    )
    segments: dict[int, list[Segment]] = {chat.pk: [] for chat in chats}
    rows = Segment.objects.filter(chat__in=chats).exclude(state=Segment.State.REMOVED)
    for segment in rows.order_by("-opened_at", "-pk"):
        segments[segment.chat_id].append(segment)
    return {
        chat.pk: _state(chat, segments[chat.pk], given=chat.pk in given, paused=chat.workspace_id in paused)
        for chat in chats
    }


def _state(chat: Chat, segments: list[Segment], *, given: bool, paused: bool) -> TranscriptState:
    newest = segments[0] if segments else None
    trouble = Trouble(newest.error_code, newest.error_params) if newest and newest.error_code else None
    state: Literal["off", "waiting", "live", "behind", "paused", "refused"]
    if not given or newest is None:
        state = "off"
    elif newest.state == Segment.State.REFUSED:
        state = "refused"
    elif paused and newest.written_version < newest.version:
        state = "paused"
    elif trouble is not None:
        state = "behind"
    elif newest.written_version < newest.version:
        state = "waiting"
    else:
        state = "live"
    written = [each.written_at for each in segments if each.written_at is not None]
    return TranscriptState(
        state=state,
        form="activity" if newest and newest.form == Segment.Form.ACTIVITY else "note",
        written_at=max(written, default=None),
        due_at=chat.due_at,
        error=trouble,
        left=any(each.state == Segment.State.LEFT for each in segments),
        moving=_moving(chat),
    )


def _moving(chat: Chat) -> Moving | None:
    """How far the last correction is."""
    if not chat.moving_of:
        return None
    left = moving.left(chat)
    return Moving(done=max(0, chat.moving_of - left), of=max(chat.moving_of, left)) if left else None
