"""What a CRM says has changed: its pages now, a provider's webhooks later, all by this door."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from kaiwa import live
from kaiwa.crm import snapshots
from kaiwa.crm.base import digest
from kaiwa.crm.items import (
    EntryChanged,
    EntryGone,
    LeadConverted,
    RecordChanged,
    RecordGone,
    Ref,
    Report,
    Snapshot,
    StagesChanged,
)
from kaiwa.crm.models import CrmAccount, FileCopy, Link, Record, Segment


def report(account: CrmAccount, reports: Sequence[Report]) -> None:
    """Take what the CRM tells: in any order, twice or never. Panels that show it are told."""
    with transaction.atomic():
        chats: set[int] = set()
        for each in reports:
            chats.update(_take(account, each))
        if chats:
            live.publish(account.workspace_id, chats=sorted(chats))


def _take(account: CrmAccount, report: Report) -> list[int]:
    """The conversations that it concerns."""
    match report:
        case RecordChanged(snapshot):
            return _changed(account, snapshot)
        case RecordGone(ref, merged_into):
            return _gone(account, ref, merged_into)
        case LeadConverted(lead, deal):
            return _converted(account, lead, deal)
        case EntryChanged(form, id, content):
            return _entry(account, form, id, content)
        case EntryGone(form, id):
            return _entry(account, form, id, None)
        case StagesChanged(pipelines):
            CrmAccount.objects.filter(pk=account.pk).update(pipelines_at=None)
            return snapshots.restaged(account, pipelines)


def _changed(account: CrmAccount, snapshot: Snapshot) -> list[int]:
    """Only what a conversation shows is kept: a linked record, or one of a linked person."""
    refs = {snapshot.ref} | ({snapshot.person} if snapshot.person else set())
    known = snapshots.known(account, refs)
    if not known:
        return []
    before = snapshots.chats_of(list(known.values()))
    return before + snapshots.chats_of(snapshots.keep(account, [snapshot]))


def _gone(account: CrmAccount, ref: Ref, merged_into: Ref | None) -> list[int]:
    record = snapshots.known(account, {ref}).get(ref)
    if record is None:
        return []
    chats = snapshots.chats_of([record])
    into = snapshots.named(account, merged_into) if merged_into else None
    snapshots.gone(record, merged_into=into)
    if into is not None:
        _take_place(record, into)
    return chats


def _converted(account: CrmAccount, lead: Ref, deal: Snapshot) -> list[int]:
    """The deal takes the lead's place: its links, and the notes that hang on it, without another call."""
    old = snapshots.known(account, {lead}).get(lead)
    if old is None:
        return _changed(account, deal)
    (new,) = snapshots.keep(account, [deal])
    chats = snapshots.chats_of([old, new])
    _take_place(old, new)
    Record.objects.filter(pk=old.pk).update(status=Record.Status.ARCHIVED)
    return chats


def _take_place(old: Record, new: Record) -> None:
    """The CRM itself had everything go along: our rows follow, and nothing is asked of it."""
    links = Link.objects.live()
    links.filter(record=old).exclude(chat__in=links.filter(record=new).values("chat")).update(
        record=new, kind=new.kind
    )
    links.filter(record=old).update(removed_at=timezone.now())
    target = "person" if new.kind == Record.Kind.PERSON else "item"
    for column in (target, f"wanted_{target}"):
        for model in (Segment, FileCopy):
            model.objects.filter(**{column: old}).update(**{column: new})
    if target == "person":
        Record.objects.filter(person=old).update(person=new)


def _entry(account: CrmAccount, form: str, id: str, content: str | None) -> list[int]:
    """A note or activity of ours that is not as we wrote it is its editor's from then on (INB-38).

    While a call for it is under way nothing is said: its answer will tell the same.
    """
    segments = Segment.objects.select_for_update().filter(
        chat__workspace=account.workspace_id, form=form, external_id=id, state=Segment.State.LIVE, calling=""
    )
    chats = []
    for segment in segments:
        if content is not None and digest(content) == segment.returned:
            continue
        segment.state = Segment.State.GONE if content is None else Segment.State.LEFT
        segment.save(update_fields=["state"])
        chats.append(segment.chat_id)
    return chats
