"""Allotting on rows: what waits is put into notes and activities, and what changed is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kaiwa.conversations.models import Attachment, Message
from kaiwa.crm import accounts
from kaiwa.crm.items import Form
from kaiwa.crm.models import Chat, CrmAccount, Passage, Segment
from kaiwa.crm.transcripts import failing, forms, rendering, segments
from kaiwa.crm.transcripts.allotting import HEAD, PERIOD, Piece, Said, Stretch, allot
from kaiwa.crm.transcripts.lines import customer

_KINDS = ("text", "postback", "unsupported")
# A line's time and marks, beside its text and its names
_AROUND = 120


def eligible(conversation: int) -> QuerySet[Message]:
    """What customer and we said to each other: ours once it is sent, and nothing that was taken back."""
    files = Attachment.objects.filter(message=OuterRef("pk"))
    return Message.objects.filter(
        Q(direction=Message.Direction.IN) | Q(direction=Message.Direction.OUT, status=Message.Status.SENT),
        Q(kind__in=_KINDS) | Exists(files),
        conversation=conversation,
        imported=False,
        deleted_at=None,
    )


def plan(account: CrmAccount, pk: int) -> None:
    """Put what waits in this chat into notes. Whatever runs twice, a message stands once."""
    with transaction.atomic():
        chat = (
            Chat.objects.select_for_update(of=["self"])
            .select_related("conversation__channel", "workspace")
            .get(pk=pk)
        )
        chat.touched_since = chat.touched_at = None
        person, item = segments.targets(chat)
        failing.carry_on(chat)
        if person is not None or item is not None:
            pending = list(_pending(chat))
            for form in forms.of(account, chat.conversation.channel.provider):
                _place(account, chat, form, pending)
            newest = Message.objects.filter(conversation=chat.conversation_id).order_by("-pk").first()
            chat.allotted_id = max(chat.allotted_id, newest.pk if newest else 0)
        chat.save(update_fields=["touched_since", "touched_at", "allotted_id"])


def note(chat: Chat, messages: Collection[int]) -> None:
    """These are new or changed; in a transaction that holds the chat's row."""
    passages: dict[int, list[Passage]] = {}
    for passage in Passage.objects.filter(message__in=messages, segment__chat=chat).select_related("segment"):
        passages.setdefault(passage.message_id, []).append(passage)
    for message in sorted(messages):
        theirs = passages.get(message, [])
        if not theirs:
            # It came behind a newer one, or was sent late: look at it again
            chat.allotted_id = min(chat.allotted_id, message - 1)
        elif living := {each.segment_id for each in theirs if each.segment.state in segments.RUNNING}:
            Segment.objects.filter(pk__in=living).update(version=F("version") + 1)
            Passage.objects.filter(message=message, segment__in=living, written=True).update(changed=True)
        else:
            for form in sorted({each.form for each in theirs}):
                say_change(chat, form, message)


def say_change(chat: Chat, form: str, message: int) -> None:
    """A line in the current note: the one it stands in is another's by now (INB-38)."""
    rows = Message.objects.filter(pk=message)
    if not rows.exclude(deleted_at=None, edited_at=None, reactions={}).exists():
        return
    segment = segments.running(chat, form)
    day = timezone.now().astimezone(ZoneInfo(chat.workspace.time_zone)).date() if form == "activity" else None
    over = segment is None or (segment.day != day if day else segment.opened_at <= timezone.now() - PERIOD)
    if segment is None or over:
        person, item = segments.targets(chat)
        if person is None and item is None:
            return
        part = segments.free_part(chat, form, day)
        segment = segments.make(chat, form, timezone.now(), person=person, item=item, day=day, part=part)
    Passage.objects.create(segment=segment, form=segment.form, message_id=message, kind=Passage.Kind.CHANGE)
    Segment.objects.filter(pk=segment.pk).update(version=F("version") + 1)


def _pending(chat: Chat) -> QuerySet[Message]:
    # In whichever form: who changes the form does not have everything written again
    stands = Passage.objects.filter(message=OuterRef("pk"), kind=Passage.Kind.MESSAGE)
    waiting = eligible(chat.conversation_id).filter(pk__gte=chat.first_id, pk__gt=chat.allotted_id)
    return waiting.exclude(Exists(stands)).select_related("author__user").prefetch_related("attachments")


def _place(account: CrmAccount, chat: Chat, form: Form, pending: Iterable[Message]) -> None:
    stretches = [
        Stretch(row.opened_at, row.bytes or HEAD, _takes(row), row.part, row.pk, row.day)
        for row in _of_passages(chat, form)
    ]
    markup = accounts.backend(account).capabilities.markup
    said = [
        Said(message.pk, message.sent_at, message.text, _around(message, customer(chat.conversation)))
        for message in pending
    ]
    pieces = allot(
        stretches,
        said,
        segments.limit(account, form),
        partial(rendering.measure, markup=markup),
        zone=forms.zone(account, form),
    )
    made = _made(chat, form, pieces)
    Passage.objects.bulk_create(
        [
            Passage(
                segment_id=made[id(piece.stretch)],
                form=form,
                message_id=piece.message,
                start=piece.start,
                stop=piece.stop,
            )
            for piece in pieces
        ]
    )
    for stretch in {id(piece.stretch): piece.stretch for piece in pieces}.values():
        Segment.objects.filter(pk=made[id(stretch)]).update(version=F("version") + 1, bytes=stretch.bytes)


def _of_passages(chat: Chat, form: Form) -> QuerySet[Segment]:
    """Those that have a time of their own: what only told a record of the last message begins none."""
    rows = Segment.objects.filter(chat=chat, form=form).exclude(state=Segment.State.REMOVED)
    return rows.filter(Q(closed=False) | Exists(Passage.objects.filter(segment=OuterRef("pk"))))


def _takes(row: Segment) -> bool:
    has_targets = row.wanted_person_id is not None or row.wanted_item_id is not None
    return row.state in segments.RUNNING and not row.closed and has_targets


def _made(chat: Chat, form: Form, pieces: Iterable[Piece]) -> Mapping[int, int]:
    """The rows of the notes that the pieces are in, by the notes' identity; missing ones are made."""
    person, item = segments.targets(chat)
    found: dict[int, int] = {}
    for piece in pieces:
        stretch = piece.stretch
        if id(stretch) not in found:
            found[id(stretch)] = stretch.pk or (
                segments.make(
                    chat,
                    form,
                    stretch.opened_at,
                    person=person,
                    item=item,
                    part=segments.free_part(chat, form, stretch.day) if stretch.day else stretch.part,
                    day=stretch.day,
                ).pk
            )
    return found


def _around(message: Message, name: str) -> int:
    files = sum(len((file.name + file.title + file.link).encode()) + 40 for file in message.attachments.all())
    author = message.author.name if message.author else name
    return _AROUND + len(author.encode()) + files
