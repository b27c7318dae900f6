"""A link begins a transcript, and its end stops one."""

from __future__ import annotations

from datetime import date, datetime

from django.contrib.postgres.functions import TransactionNow
from django.db.models import Q
from django.utils import timezone

from kaiwa.conversations.models import Message
from kaiwa.crm.items import Form
from kaiwa.crm.models import Chat, CrmAccount, Link, Passage, Record, Segment
from kaiwa.crm.transcripts import forms, segments
from kaiwa.crm.transcripts.planning import eligible
from kaiwa.workspaces.models import Member


def begin(chat: Chat, link: Link, *, by: Member | None) -> None:
    """The linked record gets what is said from now on, and the last message (INB-35); of a new one, all of it.

    In the linking transaction, which holds the conversation's row and then the chat's.
    """
    if not link.transcript or link.kind not in {"person", "deal", "lead"}:
        return
    account = CrmAccount.objects.select_related("workspace").get(pk=link.record.account_id)
    chat.due_at = timezone.now()
    wanted = forms.of(account, chat.conversation.channel.provider)
    running = {form: segments.running(chat, form) for form in wanted}
    anew = not chat.first_id or (not any(running.values()) and not _goes_on(chat, link))
    if anew:
        _start(chat, whole=by is None and chat.considered_at is None)
    for form in wanted:
        if anew:
            _first(account, chat, form, link.record)
        else:
            _join(account, chat, link.record, form, running[form])
    chat.save(update_fields=["due_at", "first_id", "allotted_id"])


def stop(chat: Chat, link: Link) -> None:
    """What hangs on the record takes no more; what is written stays."""
    theirs = Q(wanted_person=link.record_id) | Q(wanted_item=link.record_id)
    Segment.objects.filter(theirs, chat=chat, closed=False).update(closed=True)


def _goes_on(chat: Chat, link: Link) -> bool:
    """Whether another link, not made with this one, had what was said until now."""
    others = Link.objects.live().filter(chat=chat, transcript=True).exclude(pk=link.pk)
    return others.filter(created_at__lt=TransactionNow()).exists()


def _start(chat: Chat, *, whole: bool) -> None:
    """It begins with the last message of now, whatever was written before, or with the first there is."""
    last = eligible(chat.conversation_id).order_by("pk").first() if whole else _last(chat)
    newest = Message.objects.filter(conversation=chat.conversation_id).order_by("-pk").first()
    chat.first_id = last.pk if last else (newest.pk + 1 if newest else 1)
    chat.allotted_id = chat.first_id - 1
    Segment.objects.filter(chat=chat, closed=False).update(closed=True)


def _first(account: CrmAccount, chat: Chat, form: Form, record: Record) -> None:
    person, item = segments.targets(chat)
    is_person = record.kind == Record.Kind.PERSON
    at, day = _opening(account, chat, form)
    made = segments.make(
        chat,
        form,
        at,
        person=record if is_person else person,
        item=item if is_person else item or record,
        day=day,
        part=segments.free_part(chat, form, day),
    )
    # What waited for a record to hang on goes there
    waiting = Segment.objects.filter(
        chat=chat, form=form, state=Segment.State.REFUSED, wanted_person=None, wanted_item=None
    )
    Passage.objects.filter(segment__in=waiting, written=False).update(segment=made)


def _opening(account: CrmAccount, chat: Chat, form: Form) -> tuple[datetime, date | None]:
    """A note begins now (INB-35); an activity is of the day on which the last message was said (H-01)."""
    zone, last = forms.zone(account, form), _last(chat)
    if zone is None:
        return timezone.now(), None
    at = last.sent_at if last else timezone.now()
    return at, at.astimezone(zone).date()


def _join(account: CrmAccount, chat: Chat, record: Record, form: Form, running: Segment | None) -> None:
    person, item = segments.targets(chat)
    is_person = record.kind == Record.Kind.PERSON
    receives = is_person or (item is not None and item.pk == record.pk)
    column = "wanted_person" if is_person else "wanted_item"
    if running is not None and getattr(running, f"{column}_id") == record.pk:
        # By its person or itself: it has all of it
        return
    if running is not None and receives:
        unwritten = running.state != Segment.State.LIVE and not running.calling
        if unwritten or getattr(running, f"{column}_id") is None:
            setattr(running, column, record)
            if running.state == Segment.State.REFUSED:
                running.state = Segment.State.LIVE if running.external_id else Segment.State.NEW
            running.next_attempt_at = None
            running.save(update_fields=[column, "state", "next_attempt_at"])
            return
        running.closed = True
        running.save(update_fields=["closed"])
    zone = forms.zone(account, form)
    day = timezone.now().astimezone(zone).date() if zone else None
    segments.make(
        chat,
        form,
        timezone.now(),
        person=record if is_person else (person if receives else None),
        item=record if not is_person else item,
        day=day,
        part=segments.free_part(chat, form, day),
        quote=_last(chat),
        closed=not receives,
    )


def _last(chat: Chat) -> Message | None:
    return eligible(chat.conversation_id).order_by("-sent_at", "-pk").first()
