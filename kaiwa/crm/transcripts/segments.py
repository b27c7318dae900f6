"""Notes and activities as rows: which records they shall hang on, how much they take, and how one begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Max, Prefetch

from kaiwa.conversations.models import Message
from kaiwa.crm import accounts, receiving
from kaiwa.crm.models import Chat, CrmAccount, Link, Passage, Record, Segment
from kaiwa.crm.transcripts import lines

# What still gets passages
RUNNING = (Segment.State.NEW, Segment.State.LIVE, Segment.State.REFUSED)


def limit(account: CrmAccount, form: str) -> int:
    """Bytes of a note or activity: what the CRM says, or what it turned out to take."""
    can = accounts.backend(account).capabilities
    said = can.note_bytes if form == Segment.Form.NOTE else can.activity_bytes
    return min(said, int(account.made.get(f"{form}_bytes", said)))


def targets(chat: Chat) -> tuple[Record | None, Record | None]:
    """The person, and the deal or lead, that get what is said from now on (H-06)."""
    links = list(Link.objects.live().filter(chat=chat).select_related("record"))
    without = {link.record_id for link in links if not link.transcript}
    if len(without) == len(links):
        return None, None
    persons = [link.record for link in links if link.transcript and link.kind == Record.Kind.PERSON]
    person = next((record for record in persons if record.gone_at is None), None)
    item = receiving.of(chat)
    if item is not None and (item.pk in without or item.gone_at is not None):
        item = None
    return person, item


def make(  # noqa: PLR0913 a note's own columns
    chat: Chat,
    form: str,
    opened_at: datetime,
    *,
    person: Record | None,
    item: Record | None,
    part: int = 0,
    day: date | None = None,
    quote: Message | None = None,
    closed: bool = False,
) -> Segment:
    return Segment.objects.create(
        chat=chat,
        form=form,
        opened_at=opened_at,
        day=day,
        part=part,
        heading=lines.heading(chat.conversation, quote=quote),
        wanted_person=person,
        wanted_item=item,
        closed=closed,
    )


def running(chat: Chat, form: str) -> Segment | None:
    """The note or activity that what is said now goes into."""
    found = Segment.objects.filter(chat=chat, form=form, state__in=RUNNING, closed=False)
    return found.order_by("-opened_at", "-part", "-pk").first()


def free_part(chat: Chat, form: str, day: date | None) -> int:
    """Of an activity's day: there is one of each. Notes of other beginnings are told apart by those."""
    if day is None:
        return 0
    last = Segment.objects.filter(chat=chat, form=form, day=day).aggregate(last=Max("part"))["last"]
    return 0 if last is None else last + 1


def passages(segment: Segment) -> Sequence[Passage]:
    rows = Passage.objects.filter(segment=segment).select_related("segment", "message__author__user")
    return list(rows.prefetch_related(Prefetch("message__attachments")))


def loaded(pk: int) -> Segment:
    """With all that rendering looks at."""
    return Segment.objects.select_related(
        "chat__conversation__channel",
        "chat__conversation__contact",
        "chat__conversation__identity",
        "chat__conversation__assignee__user",
        "person",
        "item",
        "wanted_person",
        "wanted_item",
    ).get(pk=pk)
