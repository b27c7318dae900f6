"""What becomes of a note whose call went wrong: tried again for ever, left to its editor, or hung elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, Max, OuterRef, Q
from django.utils import timezone

from kaiwa import live
from kaiwa.crm import accounts, base, snapshots
from kaiwa.crm.models import Chat, CrmAccount, Passage, Record, Segment
from kaiwa.crm.transcripts import lines, rendering, segments
from kaiwa.crm.transcripts.plain import plain_digest

if TYPE_CHECKING:
    from kaiwa.crm.transcripts.writing import Call

WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 3600))
# Until somebody acts it stays refused; now and then somebody has
REFUSED = timedelta(hours=6)
LOST = timedelta(seconds=60)


def failed(account: CrmAccount, call: Call, error: base.CrmError) -> bool:
    """Remember it. Whether the note can be looked at again at once."""
    with transaction.atomic():
        chat = Chat.objects.select_for_update(of=["self"]).get(pk=call.segment.chat_id)
        segment = segments.loaded(call.segment.pk)
        again = _take(account, chat, segment, call, error)
        segment.save()
        live.publish(chat.workspace_id, chats=[chat.pk])
    return again


def carry_on(chat: Chat) -> None:
    """What its editor's notes did not say yet: the CRM told of the edit before we asked."""
    theirs = Segment.objects.filter(chat=chat, state__in=(Segment.State.LEFT, Segment.State.GONE))
    unsaid = Passage.objects.filter(Q(written=False) | Q(changed=True), segment=OuterRef("pk"))
    for segment in theirs.filter(Exists(unsaid)).order_by("pk"):
        _move_on(chat, segment, Segment.State(segment.state))


def _take(  # noqa: PLR0911 one for each that can go wrong
    account: CrmAccount, chat: Chat, segment: Segment, call: Call, error: base.CrmError
) -> bool:
    if isinstance(error, base.AnswerLost):
        _wait(segment, error, LOST)
        return False
    segment.calling, segment.calling_since = "", None
    match error:
        case base.Changed() | base.Gone() if segment.unwanted:
            return _unwanted(segment, call, error)
        case base.Gone() | base.Refused() if segment.state == Segment.State.LEFT:
            # Its editor's stays where it hangs
            segment.wanted_person, segment.wanted_item = segment.person, segment.item
            segment.state = Segment.State.GONE if _entry_gone(error) else Segment.State.LEFT
            return False
        case base.Changed():
            return _changed(chat, segment, call, error.content)
        case base.Gone() if _entry_gone(error):
            _move_on(chat, segment, Segment.State.GONE)
            return False
        case base.Gone():
            _target_gone(account, chat, segment, call, error)
            return segment.state in {Segment.State.NEW, Segment.State.LIVE}
        case base.Refused() if error.code == "archived" and segment.wanted_item_id is not None:
            Record.objects.filter(pk=segment.wanted_item_id).update(status=Record.Status.ARCHIVED)
            _drop(chat, segment, segment.wanted_item)
            return segment.state in {Segment.State.NEW, Segment.State.LIVE}
        case base.Refused() if error.code == "too_large":
            less = segments.limit(account, segment.form) * 3 // 4
            account.made = {**account.made, f"{segment.form}_bytes": str(less)}
            account.save(update_fields=["made"])
            return True
        case base.Refused():
            segment.state = Segment.State.REFUSED
            _wait(segment, error, REFUSED)
        case _:
            _wait(segment, error, WAITS[min(segment.attempts, len(WAITS)) - 1])
    return False


def _entry_gone(error: base.CrmError) -> bool:
    return isinstance(error, base.Gone) and error.ref is None


def _wait(segment: Segment, error: base.CrmError, time: timedelta) -> None:
    segment.next_attempt_at = timezone.now() + time
    segment.error_code, segment.error_params = error.code, error.params


def _changed(chat: Chat, segment: Segment, call: Call, content: str) -> bool:
    """Ours after all, when it says what we said or wanted to say; else its editor's from now on (INB-38)."""
    said = plain_digest(content)
    if said in {call.previous, plain_digest(call.content), segment.written_plain}:
        if segment.returned == base.digest(content):
            # It is what we expect, and yet it is refused: not at once again
            segment.next_attempt_at = timezone.now() + WAITS[1]
            return False
        segment.returned, segment.written_plain = base.digest(content), said
        return True
    _move_on(chat, segment, Segment.State.LEFT)
    return False


def _unwanted(segment: Segment, call: Call, error: base.Changed | base.Gone) -> bool:
    """What a person edited stays, though its link was taken back; what is gone is as it shall be."""
    if isinstance(error, base.Gone):
        segment.state, segment.closed = Segment.State.REMOVED, True
        Passage.objects.filter(segment=segment).delete()
        return False
    said = plain_digest(error.content)
    if said in {call.previous, segment.written_plain} and segment.returned != base.digest(error.content):
        segment.returned, segment.written_plain = base.digest(error.content), said
        return True
    segment.state, segment.unwanted, segment.closed = Segment.State.LEFT, False, True
    return False


def _target_gone(account: CrmAccount, chat: Chat, segment: Segment, call: Call, error: base.Gone) -> None:
    wanted = (segment.wanted_person, segment.wanted_item)
    record = next((each for each in wanted if each is not None and each.ref == error.ref), None)
    if record is None or call.what == "rewrite":
        _move_on(chat, segment, Segment.State.GONE)
        return
    merged = snapshots.known(account, {error.merged_into}) if error.merged_into else {}
    snapshots.gone(record, merged_into=next(iter(merged.values()), None))
    _drop(chat, segment, record)


def _drop(chat: Chat, segment: Segment, record: Record | None) -> None:
    """It hangs on what else there is, where it hung, or waits for another link."""
    if segment.wanted_person == record:
        segment.wanted_person = None
    else:
        segment.wanted_item = None
    if segment.wanted_person is not None or segment.wanted_item is not None:
        return
    if segment.external_id:
        segment.wanted_person, segment.wanted_item = segment.person, segment.item
        return
    segment.state, segment.error_code, segment.error_params = Segment.State.REFUSED, "crm_gone", {}
    segment.next_attempt_at = None


def _move_on(chat: Chat, segment: Segment, state: Segment.State) -> None:
    """What it does not say yet, and what changed since, stands in a new one."""
    segment.state, segment.error_code, segment.error_params = state, "", {}
    waiting = Passage.objects.filter(segment=segment, written=False)
    changed = Passage.objects.filter(segment=segment, written=True, changed=True)
    if not waiting.exists() and not changed.exists():
        return
    made = _next(chat, segment)
    waiting.update(segment=made)
    messages = sorted(set(changed.values_list("message_id", flat=True)))
    changed.update(changed=False)
    Passage.objects.bulk_create(
        [
            Passage(segment=made, form=made.form, message_id=message, kind=Passage.Kind.CHANGE)
            for message in messages
        ]
    )


def _next(chat: Chat, segment: Segment) -> Segment:
    """The next part of the same time."""
    there = [
        record if record is not None and record.gone_at is None else None
        for record in (segment.wanted_person, segment.wanted_item)
    ]
    same = {"day": segment.day} if segment.day else {"opened_at": segment.opened_at}
    last = Segment.objects.filter(chat=chat, form=segment.form, **same)
    part = last.aggregate(last=Max("part"))["last"] or 0
    person, item = there if any(there) else segments.targets(chat)
    made = segments.make(
        chat, segment.form, segment.opened_at, person=person, item=item, part=part + 1, day=segment.day
    )
    if person is None and item is None:
        made.state, made.error_code = Segment.State.REFUSED, "crm_gone"
        made.save(update_fields=["state", "error_code"])
    return made


def refit(account: CrmAccount, segment: Segment) -> list[Passage]:
    """The passages that it says: what has grown too large gives its last ones to the next part."""
    passages = list(segments.passages(segment))
    markup = accounts.backend(account).capabilities.markup
    most, over = segments.limit(account, segment.form), []
    passages.sort(key=lambda each: (each.message.sent_at, each.message_id, each.start))
    while len(passages) > 1:
        content = rendering.render(lines.content(account, segment, passages), markup)
        if len(content.encode()) <= most:
            break
        over.append(passages.pop())
    if over:
        made = _next(segment.chat, segment)
        Passage.objects.filter(pk__in=[each.pk for each in over]).update(
            segment=made, written=False, changed=False
        )
        Segment.objects.filter(pk=segment.pk).update(version=F("version") + 1)
        segment.version += 1
    return passages
