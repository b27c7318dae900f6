"""The work between conversations and the CRM: what falls due, and doing it, a few chats at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, DateTimeField, Min, Q, QuerySet, Value, When
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, addressing, automation, copying, preferences
from kaiwa.crm.base import CrmError
from kaiwa.crm.models import Chat, CrmAccount, FileCopy, Link, Segment, TouchedConversation
from kaiwa.crm.transcripts import moving, planning, touched, writing
from kaiwa.lib import jobs, locks
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces.models import Member

logger = logging.getLogger(__name__)

PLACES = 3
# A worker's time for a chat. One that dies gives it back when somebody looks, and at the latest then
CLAIM = timedelta(minutes=2)
# The timer lives while something is due as soon as that; later things, the sweep finds
NEAR = timedelta(seconds=15)
_TICK = 1.0
# What a round leaves behind: a note that was left has a next one
_ROUNDS = 3
_BUSY = timedelta(seconds=5)


def note(conversations: Collection[int]) -> None:
    """Something was said in these, in the open transaction: `bell` is to be rung after it, if that concerns the CRM."""
    if settings.CRMS and _concerned(conversations):
        bell.note()


def wake_for(conversation: int) -> None:
    """As `wake`, if something is to be done for the conversation."""
    if settings.CRMS and Chat.objects.filter(pk=conversation, due_at__isnull=False).exists():
        jobs.wake(look)


def hurry(conversation: int) -> None:
    """Have what waits there for its next attempt tried now."""
    with transaction.atomic():
        chat = Chat.objects.select_for_update(of=["self"]).filter(pk=conversation)
        waiting: tuple[QuerySet[Any], ...] = (
            Segment.objects.unfinished(),
            FileCopy.objects.unfinished(),
            addressing.unaddressed(),
        )
        for rows in waiting:
            rows.filter(chat=conversation, next_attempt_at__isnull=False).update(next_attempt_at=None)
        chat.update(due_at=timezone.now())
    wake()


def wake() -> None:
    """Have what was noted looked at after the open transaction."""
    if settings.CRMS:
        jobs.wake(look)


@app.task
def look() -> None:
    """Take the notes, and have done what falls due, as long as something is near."""
    with locks.holding("crm-look") as mine:
        if not mine:
            return
        _give_back()
        while True:
            took = touched.take()
            now = timezone.now()
            if settings.CRMS and touched.due(now).exists():
                for place in range(PLACES):
                    jobs.wake(work, place=place)
            if took == touched.AT_ONCE:
                continue
            near = touched.due().filter(due_at__gt=now, due_at__lte=now + NEAR)
            first = near.aggregate(first=Min("due_at"))["first"]
            if first is None or not settings.CRMS:
                break
            time.sleep(max(0.0, min(_TICK, (first - timezone.now()).total_seconds())))
    if TouchedConversation.objects.exists():
        # It came between the last look and letting go
        wake()


# Rung when something was said
bell = jobs.Bell(look)


@app.task(queue="crm")
def work(place: int) -> None:
    """Do what is due, one chat after the other, until nothing is."""
    with locks.holding("crm-work", place) as mine:
        while mine and (chat := _claim()) is not None:
            try:
                _process(chat)
            except Exception:
                # The others are not to wait for what is wrong with this one: it is due again
                logger.exception("The transcript of conversation %s failed", chat.pk)


@app.task(queue="crm")
def retry_refused(member: int) -> None:
    """Ask once more for the persons, leads and deals that the CRM refused; until it refuses again."""
    by = Member.objects.active().select_related("workspace", "user").filter(pk=member).first()
    if by is None:
        return
    account = accounts.of(by.workspace)
    with locks.holding("crm-retry", account.pk) as mine:
        chats = list(preferences.refused_records(account).values_list("chat", flat=True)) if mine else []
        for pk in dict.fromkeys(chats):
            conversation = Conversation.objects.select_related("channel__connection").filter(pk=pk).first()
            if conversation is None:
                continue
            try:
                automation.retry(account, conversation, by=by)
            except ApiError as error:
                logger.info("conversation %s keeps what was refused: %s", pk, error)
            except CrmError as error:
                logger.info("the CRM %s refuses still: %s", account.backend, error.code)
                return


def due() -> bool:
    """Whether something waits that has no wake-up of its own."""
    now = timezone.now()
    return TouchedConversation.objects.exists() or touched.due(now).exists() or _claimed(now).exists()


def _concerned(conversations: Collection[int]) -> bool:
    """Whether one of them is new, or has a transcript."""
    settled = Chat.objects.filter(pk__in=list(conversations), considered_at__isnull=False)
    if settled.count() < len(set(conversations)):
        return True
    return Link.objects.live().filter(chat__in=list(conversations), transcript=True).exists()


def _claimed(now: datetime) -> QuerySet[Chat]:
    return Chat.objects.filter(due_at__gt=now, claimed_at__gt=now - CLAIM)


def _give_back() -> None:
    """What a worker had taken that died is due again: its lock went with it."""
    now = timezone.now()
    for chat in _claimed(now):
        with locks.holding("crm-chat", chat.pk) as left:
            if left:
                Chat.objects.filter(pk=chat.pk, claimed_at=chat.claimed_at).update(
                    due_at=now, claimed_at=None
                )


def _claim() -> Chat | None:
    now = timezone.now()
    with transaction.atomic():
        rows = touched.due(now).select_for_update(of=["self"], skip_locked=True).select_related("workspace")
        chat = rows.order_by("due_at").first()
        if chat is not None:
            chat.claimed_at, chat.due_at = now, now + CLAIM
            chat.save(update_fields=["claimed_at", "due_at"])
    return chat


def _process(chat: Chat) -> None:
    with locks.holding("crm-chat", chat.pk) as mine:
        next_at = _do(chat) if mine else timezone.now() + _BUSY
    # Something else may have fallen due meanwhile
    at = Value(next_at, DateTimeField())
    due_at = Case(When(due_at=chat.due_at, then=at), default="due_at")
    Chat.objects.filter(pk=chat.pk, claimed_at=chat.claimed_at).update(due_at=due_at, claimed_at=None)


def _do(chat: Chat) -> datetime | None:
    """When to look at it again; None: when something happens."""
    try:
        account = accounts.by_itself(chat.workspace)
    except accounts.NoCrm:
        return None
    except CrmError:
        # It could not be made ready
        return timezone.now() + NEAR
    later = automation.consider(account, chat.pk)
    rest = _write(account, chat)
    return min((at for at in (later, rest) if at is not None), default=None)


def _write(account: CrmAccount, chat: Chat) -> datetime | None:
    planning.plan(account, chat.pk)
    copying.plan(account, chat)
    segments = Segment.objects.unfinished().filter(chat=chat).order_by("opened_at", "part", "pk")
    copies = FileCopy.objects.unfinished().filter(chat=chat).order_by("pk")
    links = addressing.unaddressed().filter(chat=chat).order_by("pk")
    _carry_out(account, segments, writing.write)
    _carry_out(account, copies, copying.copy)
    _carry_out(account, links, addressing.address)
    account.refresh_from_db()
    if account.is_paused:
        return account.paused_until
    unfinished: tuple[QuerySet[Any], ...] = (segments, copies, links)
    if any(_ready(rows).exists() for rows in unfinished):
        return timezone.now() + NEAR
    if chat.moving_of and not moving.left(chat):
        Chat.objects.filter(pk=chat.pk).update(moving_of=0)
    waits = [rows.aggregate(first=Min("next_attempt_at"))["first"] for rows in unfinished]
    return min((wait for wait in waits if isinstance(wait, datetime)), default=None)


def _carry_out(
    account: CrmAccount,
    rows: QuerySet[Any],
    act: Callable[[CrmAccount, int], None],
) -> None:
    """In their order, until the account is paused."""
    for _ in range(_ROUNDS):
        pks = list(_ready(rows).values_list("pk", flat=True))
        if not pks:
            return
        for pk in pks:
            account.refresh_from_db()
            if account.is_paused:
                return
            act(account, pk)


def _ready(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(Q(next_attempt_at=None) | Q(next_attempt_at__lte=timezone.now()))
