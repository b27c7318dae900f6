"""Where a transcript begins and ends (INB-35)."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from kaiwa.conversations.models import Message
from kaiwa.crm import receiving
from kaiwa.crm.models import Chat, Link, Record, Segment
from kaiwa.workspaces.models import Member

_RUNNING = (Segment.State.NEW, Segment.State.LIVE)


def begin(chat: Chat, link: Link, *, by: Member | None) -> None:
    """Give the record what is said from now on. In the transaction of linking, with the chat locked."""
    record = link.record
    if record.kind == Record.Kind.ORGANIZATION:
        return
    running = _running(chat)
    if running is None or not _joins(chat, running, record):
        _open(chat, record, running)
    chat.due_at = timezone.now()
    chat.save(update_fields=["first_id", "due_at"])


def stop(chat: Chat, link: Link) -> None:
    """Nothing more goes there: what hangs on it and runs takes no more. What is written stays."""
    theirs = Q(wanted_person=link.record_id) | Q(wanted_item=link.record_id)
    Segment.objects.filter(theirs, chat=chat, closed=False, state__in=_RUNNING).update(closed=True)


def _running(chat: Chat) -> Segment | None:
    found = Segment.objects.select_for_update().filter(chat=chat, closed=False, state__in=_RUNNING)
    return found.order_by("-opened_at", "-pk").first()


def _joins(chat: Chat, segment: Segment, record: Record) -> bool:
    """Whether it needs no note of its own: person and deal made in one go get one, and a deal gets what led to it."""
    unwritten = segment.state == Segment.State.NEW and not segment.calling
    if not record.is_item:
        if not unwritten or segment.wanted_person_id is not None:
            return False
        segment.wanted_person = record
    elif segment.wanted_item_id is not None:
        # Another's note; but one that nobody has seen goes where the messages go
        if not unwritten or receiving.of(chat) != record:
            return False
        segment.wanted_item = record
    elif receiving.of(chat) == record:
        segment.wanted_item = record
    else:
        return False
    segment.save(update_fields=["wanted_person", "wanted_item"])
    return True


def _open(chat: Chat, record: Record, running: Segment | None) -> None:
    """A note of its own, with what was said last. Of a record that gets no messages, it is the only one."""
    last = (
        Message.objects.filter(conversation=chat.pk)
        .said()
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    receives = not record.is_item or receiving.of(chat) == record
    person = Link.objects.live().filter(chat=chat, kind=Record.Kind.PERSON, transcript=True).first()
    first = not chat.first_id
    if first:
        chat.first_id = last or 0
    elif running is not None and receives:
        running.closed = True
        running.save(update_fields=["closed"])
    Segment.objects.create(
        chat=chat,
        form=Segment.Form.NOTE,
        opened_at=timezone.now(),
        heading={} if first else {"quote": last},
        wanted_person_id=person.record_id if person else None,
        wanted_item=record if record.is_item else receiving.of(chat),
        closed=not receives,
    )
