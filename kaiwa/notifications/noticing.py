"""Noticing: what happened, and who is to be told of it where.

A new message is noticed by its row: customers' messages are recorded one batch at a time, so their ids follow the
order of commits, and a mark says up to which one members were told. A wake-up that is lost, the sweep makes good.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa import live
from kaiwa.conversations.models import Conversation, Message
from kaiwa.lib import jobs
from kaiwa.live import Told
from kaiwa.notifications import pushes, waiting
from kaiwa.notifications.models import Event, Loss, Mark, Medium, event_of, preferences
from kaiwa.notifications.waiting import News
from kaiwa.workspaces.models import Member

AT_ONCE = 2000
# What a customer wrote longer ago is no news any more, however late it came
NEWS_FOR = timedelta(hours=1)


@dataclass(slots=True)
class Arrived:
    """What came for one conversation."""

    first: int
    last: int
    count: int = 0


def assigned(conversations: Collection[int], *, to: Member, by: Member | None) -> None:
    """`by`, or a rule when None, gave these conversations to `to`, in the open transaction (INB-08, INB-20)."""
    if by is not None and by.pk == to.pk:
        return
    found = Conversation.objects.visible_to(to).filter(pk__in=conversations).order_by("pk")
    rows = found.values_list("pk", "last_message_id")
    news = [News(to, pk, Event.ASSIGNED, last=last or 0, by=by) for pk, last in rows]
    _tell(to.workspace_id, news)


def released(member: Member, lines: Sequence[int], *, by: Member) -> None:
    """These lines, written in the open transaction, say that `member` has lost their conversations (H-11).

    The member is told how many, and nothing more: they may not see them. Who finds them in Unassigned now is told, too.
    """
    rows = list(
        Conversation.objects.filter(messages__in=lines, closed_at=None, blocked=False)
        .select_related("channel__connection")
        .order_by("pk")
    )
    if not rows:
        return  # they were all closed, and call nobody
    news = []
    for reader in _members([member.workspace_id])[member.workspace_id]:
        if reader.pk == by.pk:
            continue
        seen = [row for row in rows if row.channel.connection.is_visible_to(reader)]
        if reader.pk == member.pk:
            news.append(News(reader, 0, Loss.LOST, min(lines), max(lines), len(rows)))
        elif seen:
            only = seen[0].pk if len(seen) == 1 else 0
            news.append(News(reader, only, Loss.FREED, min(lines), max(lines), len(seen), by=member))
    _tell(member.workspace_id, news)


@app.task(queue="notifications")
def look() -> None:
    """Tell of every message that came since the mark."""
    while _step():
        pass


# Rung when messages of customers were recorded
bell = jobs.Bell(look)


def behind() -> bool:
    """Whether a message came that nobody was told of: its wake-up was lost."""
    return _new_ones(Mark.objects.get_or_create(pk=1)[0]).exists()


def _step() -> bool:
    """Whether there may be more."""
    with transaction.atomic():
        Mark.objects.get_or_create(pk=1)
        # Whoever else looks waits here, and then finds what is newer than this transaction
        mark = Mark.objects.select_for_update().get(pk=1)
        rows = list(
            _new_ones(mark)
            .order_by("pk")
            .values_list("pk", "conversation_id", "imported", "sent_at", "deleted_at")[:AT_ONCE]
        )
        if not rows:
            return False
        Mark.objects.filter(pk=1).update(message=rows[-1][0])
        since = timezone.now() - NEWS_FOR
        _tell_of(
            (pk, conversation)
            for pk, conversation, imported, sent_at, deleted_at in rows
            if not imported and sent_at > since and deleted_at is None
        )
    return len(rows) == AT_ONCE


def _new_ones(mark: Mark) -> QuerySet[Message]:
    return Message.objects.filter(pk__gt=mark.message, direction=Message.Direction.IN)


def _tell_of(messages: Iterable[tuple[int, int]]) -> None:
    by_conversation: dict[int, Arrived] = {}
    for pk, conversation in messages:
        found = by_conversation.setdefault(conversation, Arrived(first=pk, last=pk))
        found.last = pk
        found.count += 1
    if not by_conversation:
        return
    by_workspace: dict[int, list[Conversation]] = defaultdict(list)
    rows = Conversation.objects.filter(pk__in=by_conversation, blocked=False).prefetch_related(
        "channel__connection"
    )
    for row in rows.order_by("pk"):
        by_workspace[row.workspace_id].append(row)
    members = _members(by_workspace)
    for workspace, conversations in by_workspace.items():
        _tell(workspace, list(_news(conversations, by_conversation, members[workspace])))


def _members(workspaces: Iterable[int]) -> Mapping[int, list[Member]]:
    found: dict[int, list[Member]] = defaultdict(list)
    active = Member.objects.active().filter(workspace__in=list(workspaces))
    for member in active.select_related("user", "workspace").order_by("pk"):
        found[member.workspace_id].append(member)
    return found


def _news(
    conversations: Sequence[Conversation], arrived: Mapping[int, Arrived], members: Sequence[Member]
) -> Iterator[News]:
    for conversation in conversations:
        what = arrived[conversation.pk]
        for member in members:
            if conversation.channel.connection.is_visible_to(member):
                event = event_of(conversation, member)
                yield News(member, conversation.pk, event, what.first, what.last, what.count)


def _tell(workspace: int, news: Sequence[News]) -> None:
    """Those who want to know: on the screen at once, elsewhere by the rows that wait."""
    chosen = preferences({each.member.pk for each in news})
    desktop = [each for each in news if chosen[each.member.pk].wants(each.event, Medium.DESKTOP)]
    mail = [each for each in news if chosen[each.member.pk].wants(each.event, Medium.MAIL)]
    if desktop:
        live.publish_notices(workspace, list(_told(desktop)))
        if waiting.push(desktop):
            pushes.wake()
    if mail:
        waiting.mail(mail)


def _told(news: Iterable[News]) -> Iterator[Told]:
    """By conversation: what is the same for several members is said once."""
    together: dict[tuple[int, Event | Loss, int], list[News]] = defaultdict(list)
    for each in news:
        together[each.conversation, each.event, each.count].append(each)
    for (conversation, event, count), group in together.items():
        first = group[0]
        by = first.by.pk if first.by else 0
        yield Told(conversation, first.last, event, by, tuple(each.member.pk for each in group), count)
