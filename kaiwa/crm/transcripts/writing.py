"""Writing one note or activity: the intent is a row, then comes the call, then its result is a row.

Whoever finds a call without a result knows that a worker died or an answer was lost, and settles it first.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from kaiwa import live
from kaiwa.crm import accounts, base, provisions
from kaiwa.crm.items import EntryDraft, Form, Lost, Ref, Targets, Written
from kaiwa.crm.models import Chat, CrmAccount, Passage, Record, Segment
from kaiwa.crm.transcripts import failing, lines, rendering, segments
from kaiwa.crm.transcripts.plain import plain_digest

logger = logging.getLogger(__name__)

# Longer than any call takes: what has no result by then was left by a worker that died
ABANDONED = timedelta(seconds=60)
# A note needs few calls at once: write, move, rewrite
_AT_ONCE = 6


@dataclass(slots=True)
class Call:
    """What is asked of the CRM, as the row says; `lost`: it may have been done before."""

    segment: Segment
    what: str
    content: str
    version: int
    passages: list[int]
    targets: Targets
    lost: bool = False
    previous: str = ""


def write(account: CrmAccount, pk: int) -> None:
    """Have the CRM's note say what this one shall, and hang where it shall. Never raises what a CRM raises."""
    for _ in range(_AT_ONCE):
        call = _begin(account, pk)
        if call is None or not _make(account, call):
            return


def _begin(account: CrmAccount, pk: int) -> Call | None:
    """Note what is about to be asked. None: there is nothing, or not now."""
    now = timezone.now()
    with transaction.atomic():
        _lock(pk)
        segment = segments.loaded(pk)
        if segment.next_attempt_at is not None and segment.next_attempt_at > now:
            return None
        abandoned = accounts.abandoned_at(account, segment.calling_since, ABANDONED)
        if abandoned is not None and abandoned > now:
            segment.next_attempt_at = abandoned
            segment.save(update_fields=["next_attempt_at"])
            return None
        what = segment.calling or _needed(segment)
        if not what or (segment.state not in segments.RUNNING and what != "move"):
            return None
        if what == "remove" and not segment.external_id:
            _removed(segment)
            return None
        passages = failing.refit(account, segment) if what in {"write", "rewrite"} else []
        content = _content(account, segment, passages) if what in {"write", "rewrite"} else ""
        digest = plain_digest(content)
        if what == "rewrite" and not segment.calling and digest == segment.written_plain:
            # What changed is not seen in it
            segment.written_version = segment.version
            segment.save(update_fields=["written_version"])
            what = _needed(segment)
            if not what:
                return None
        call = Call(
            segment,
            what,
            content,
            segment.version,
            [passage.pk for passage in passages],
            Targets(_ref(segment.wanted_person), _ref(segment.wanted_item)),
            lost=bool(segment.calling),
            previous=segment.attempted,
        )
        if what == "write" and not segment.calling:
            # Should the answer be lost, it is there that it may hang
            segment.person, segment.item = segment.wanted_person, segment.wanted_item
        segment.calling = what
        if content:
            segment.attempted = digest
        segment.calling_since = now
        segment.attempts = min(segment.attempts + 1, 1000)
        noted = ["calling", "calling_since", "attempted", "attempts", "person", "item"]
        segment.save(update_fields=noted)
    return call


def _make(account: CrmAccount, call: Call) -> bool:
    """Whether to look at the note once more."""
    try:
        with accounts.calls(account) as asked:
            written = _ask(account, asked, call)
    except base.CrmError as error:
        return failing.failed(account, call, error)
    except Exception:
        # What a mistake in an adapter did is not known: as if the answer were lost
        logger.exception("The CRM %s failed on note %s", account.backend, call.segment.key)
        return failing.failed(account, call, base.AnswerLost())
    _record(call, written)
    return True


def _ask(account: CrmAccount, asked: base.Account, call: Call) -> Written | None:
    backend, segment = accounts.backend(account), call.segment
    form: Form = "activity" if segment.form == Segment.Form.ACTIVITY else "note"
    if call.what == "rewrite":
        return backend.rewrite(asked, form, segment.external_id, call.content, expected=segment.returned)
    if call.what == "move":
        return backend.move(asked, form, segment.external_id, call.targets)
    if call.what == "remove":
        backend.remove(asked, form, segment.external_id, expected=segment.returned)
        return None
    if call.lost and not backend.capabilities.keys:
        found = backend.recover(asked, Lost(form, segment.key, call.targets, segment.created_at))
        if isinstance(found, Written):
            return found
    draft = EntryDraft(form, segment.key, call.content, call.targets, segment.opened_at)
    if form == "activity":
        wanted = provisions.activity_type(account, segment.chat.conversation.channel.provider)
        made = accounts.provided(account, asked, wanted)
        subject = f"{wanted.name}: {segment.heading.get('contact', '')}"
        draft = replace(draft, subject=subject, type=made, day=segment.day)
    return backend.write(asked, draft)


def _record(call: Call, written: Written | None) -> None:
    with transaction.atomic():
        chat = _lock(call.segment.pk)
        segment = Segment.objects.select_for_update().get(pk=call.segment.pk)
        if written is None:
            _removed(segment)
            live.publish(chat.workspace_id, chats=[chat.pk])
            return
        said = plain_digest(written.content)
        segment.external_id = written.id
        if segment.state != Segment.State.LEFT:
            segment.state = Segment.State.LIVE
            segment.returned = base.digest(written.content)
        if call.what != "move":
            # What was written before an answer was lost may be older than what it shall say now
            older = call.lost and call.what == "write" and said != plain_digest(call.content)
            segment.written_plain = said
            segment.written_version = 0 if older else call.version
            segment.bytes = len(written.content.encode())
            _written(call, still=segment.version == call.version, older=older)
        if call.what == "move":
            segment.person_id, segment.item_id = call.segment.wanted_person_id, call.segment.wanted_item_id
        settled(segment)
        segment.written_at = timezone.now()
        segment.save()
        Chat.objects.filter(pk=chat.pk).update(written_at=timezone.now())
        live.publish(chat.workspace_id, chats=[chat.pk])


def _removed(segment: Segment) -> None:
    """It is nowhere any more: what it said can stand in another one."""
    Passage.objects.filter(segment=segment).delete()
    segment.state, segment.closed = Segment.State.REMOVED, True
    settled(segment)
    segment.save()


def settled(segment: Segment) -> None:
    """Its call has a result, and nothing is wrong with it."""
    segment.calling, segment.calling_since, segment.attempts = "", None, 0
    segment.next_attempt_at, segment.error_code, segment.error_params = None, "", {}


def _written(call: Call, *, still: bool, older: bool) -> None:
    if older:
        return
    rendered = Passage.objects.filter(pk__in=call.passages)
    rendered.update(written=True, **({"changed": False} if still else {}))


def _needed(segment: Segment) -> str:
    if segment.unwanted:
        return "remove"
    if not segment.external_id:
        return "write" if segment.wanted_person_id or segment.wanted_item_id else ""
    wanted = (segment.wanted_person_id, segment.wanted_item_id)
    if wanted != (segment.person_id, segment.item_id) and any(wanted):
        return "move"
    return "rewrite" if segment.version != segment.written_version else ""


def _content(account: CrmAccount, segment: Segment, passages: list[Passage]) -> str:
    markup = accounts.backend(account).capabilities.markup
    return rendering.render(lines.content(account, segment, passages), markup)


def _ref(record: Record | None) -> Ref | None:
    return record.ref if record is not None else None


def _lock(pk: int) -> Chat:
    """The chat first, then its notes, as everybody takes them."""
    return Chat.objects.select_for_update(of=["self"]).get(segments=pk)
