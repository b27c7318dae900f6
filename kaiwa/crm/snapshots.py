"""Records as the CRM showed them last: kept so that a conversation opens without asking it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from kaiwa.crm import accounts
from kaiwa.crm.items import Pipeline, Ref, Snapshot
from kaiwa.crm.models import CrmAccount, Record

_TITLE = 500


def keep(account: CrmAccount, snapshots: Iterable[Snapshot]) -> list[Record]:
    """The records of these, as new as we know them; in the given order. What is older changes nothing (D-56)."""
    wanted = {snapshot.ref: snapshot for snapshot in snapshots}
    members = accounts.members_of(account, {each.owner for each in wanted.values() if each.owner})
    kept: dict[Ref, Record] = {}
    with transaction.atomic():
        # Persons before what hangs on them, and always in the same order: two that keep the same wait, and that is all
        for ref in sorted(wanted, key=lambda ref: (ref.kind != "person", ref)):
            kept[ref] = _keep(account, wanted[ref], members)
    return [kept[ref] for ref in wanted]


def refresh(account: CrmAccount, records: Collection[Record]) -> list[Record]:
    """Ask the CRM for these again; those that it no longer has are gone. Raises CrmError."""
    refs = [record.ref for record in records]
    with accounts.calls(account) as asked:
        found = accounts.backend(account).fetch(asked, refs)
    for record in records:
        if found.get(record.ref) is None:
            gone(record)
    return keep(account, [snapshot for snapshot in found.values() if snapshot is not None])


def gone(record: Record, *, merged_into: Record | None = None) -> None:
    """The CRM no longer has it."""
    record.gone_at = record.gone_at or timezone.now()
    record.merged_into = merged_into or record.merged_into
    record.save(update_fields=["gone_at", "merged_into"])


def restaged(account: CrmAccount, pipelines: Collection[Pipeline]) -> list[int]:
    """Stages have other names and places now. The conversations whose panels show one of them."""
    changed: list[int] = []
    for pipeline in pipelines:
        for stage in pipeline.stages:
            now = {
                "pipeline_name": pipeline.name[:255],
                "stage_name": stage.name[:255],
                "place": stage.place,
                "places": len(pipeline.stages),
            }
            there = Record.objects.filter(account=account, pipeline=pipeline.id, stage=stage.id)
            pks = list(there.exclude(**now).values_list("pk", flat=True))
            Record.objects.filter(pk__in=pks).update(**now)
            changed += pks
    return chats_of(list(Record.objects.filter(pk__in=changed))) if changed else []


def named(account: CrmAccount, ref: Ref) -> Record:
    """The record, also of one that we have not seen yet: what it says is asked for later."""
    record, _ = Record.objects.get_or_create(account=account, kind=ref.kind, external_id=ref.id)
    return record


def known(account: CrmAccount, refs: Collection[Ref]) -> dict[Ref, Record]:
    """Those of them that we have seen."""
    rows = Record.objects.filter(account=account, external_id__in={ref.id for ref in refs})
    return {row.ref: row for row in rows if row.ref in set(refs)}


def chats_of(records: Sequence[Record]) -> list[int]:
    """The conversations whose panels show one of these: linked to it, or to its person."""
    pks = {record.pk for record in records} | {record.person_id for record in records if record.person_id}
    links = Record.objects.filter(pk__in=pks, links__removed_at=None, links__isnull=False)
    return sorted(set(links.values_list("links__chat_id", flat=True)))


def _keep(account: CrmAccount, snapshot: Snapshot, members: dict[str, int]) -> Record:
    ref = snapshot.ref
    record, made = Record.objects.select_for_update().get_or_create(
        account=account, kind=ref.kind, external_id=ref.id
    )
    newest, told = record.updated_at, snapshot.updated_at
    if not made and newest is not None and told is not None and told < newest:
        return record
    for name, value in _fields(account, snapshot, members).items():
        setattr(record, name, value)
    record.save()
    return record


def _fields(account: CrmAccount, snapshot: Snapshot, members: dict[str, int]) -> dict[str, Any]:
    person = known(account, {snapshot.person}).get(snapshot.person) if snapshot.person else None
    stage, value = snapshot.stage, snapshot.value
    return {
        "title": snapshot.title[:_TITLE],
        "status": snapshot.status,
        "person": person,
        "organization": snapshot.organization[:_TITLE],
        "owner": snapshot.owner,
        "owner_name": snapshot.owner_name[:255],
        "owner_member_id": members.get(snapshot.owner),
        "audience": snapshot.audience,
        "phones": [{"value": phone.value, "label": phone.label} for phone in snapshot.phones],
        "emails": list(snapshot.emails),
        "pipeline": stage.pipeline if stage else "",
        "pipeline_name": stage.pipeline_name[:255] if stage else "",
        "stage": stage.stage if stage else "",
        "stage_name": stage.name[:255] if stage else "",
        "place": stage.place if stage else 0,
        "places": stage.of if stage else 0,
        "value": value.amount if value else None,
        "currency": value.currency if value else "",
        "url": snapshot.url,
        "updated_at": snapshot.updated_at,
        "fetched_at": timezone.now(),
        "gone_at": None,
        "merged_into": None,
    }
