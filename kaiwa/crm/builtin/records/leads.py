"""Leads: made, put away, made deals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kaiwa.crm.base import Gone, Refused
from kaiwa.crm.builtin.models import Activity, Change, Deal, File, Lead, Note, Organization, Person, Stage
from kaiwa.crm.builtin.records import deals, rows
from kaiwa.workspaces.models import Member, Workspace


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    key: str = ""
    person: Person | None = None
    organization: Organization | None = None
    value: Decimal | None = None
    currency: str = ""
    label: str = ""
    source: str = ""
    owner: Member | None = None
    visibility: str = Lead.Visibility.EVERYONE
    chat_link: str = ""


def create(workspace: Workspace, draft: Draft, *, by: Member | None) -> Lead:
    """Make a lead; the same key again, and it is the one there is. Raises Refused for one of nobody."""
    if draft.person is None and draft.organization is None:
        raise Refused("person_needed")
    try:
        with transaction.atomic():
            row = Lead.objects.create(
                workspace=workspace,
                title=draft.title,
                key=draft.key,
                person=draft.person,
                organization=draft.organization,
                value=draft.value,
                currency=draft.currency,
                label=draft.label,
                source=draft.source,
                owner=draft.owner,
                visibility=draft.visibility,
                chat_link=draft.chat_link,
                # Whoever made it knows it
                seen=by is not None,
                tokens=rows.tokens(workspace.pk, _texts(draft)),
            )
            rows.note_change(row, "created", by=by)
            rows.tell(row, *(each for each in (draft.person, draft.organization) if each))
    except IntegrityError:
        if not draft.key:
            raise
        row = Lead.objects.get(workspace=workspace, key=draft.key)
    return Lead.objects.defer("tokens").get(pk=row.pk)


def change(lead: Lead, changes: Mapping[str, Any], *, by: Member | None) -> Lead:
    """Columns by their names. Raises Gone, Refused."""
    with transaction.atomic():
        row = _open(lead)
        owner = row.owner
        new = rows.differing(row, changes)
        if not new:
            return row
        if row.archived_at is not None and set(new) != {"seen"}:
            raise Refused("archived")
        if new.get("person", row.person) is None and new.get("organization", row.organization) is None:
            raise Refused("person_needed")
        rows.put(row, new)
        Lead.objects.filter(pk=row.pk).update(tokens=rows.tokens(row.workspace_id, _texts(row)))
        rows.change_owner(row, owner, by=by)
        rows.tell(row)
    return row


def archive(lead: Lead, *, by: Member | None) -> Lead:
    """Out of the leads inbox, and nothing is written on it any more."""
    return _put_away(lead, timezone.now(), "archived", by=by)


def restore(lead: Lead, *, by: Member | None) -> Lead:
    return _put_away(lead, None, "restored", by=by)


def convert(lead: Lead, stage: Stage, *, value: Decimal | None = None, by: Member | None) -> Deal:
    """The deal that it becomes, with all that hung on it; again, the one it became. Raises Gone, Refused."""
    with transaction.atomic():
        row = rows.locked(lead)
        if row.converted_to_id is not None:
            return Deal.objects.defer("tokens").get(pk=row.converted_to_id)
        if row.archived_at is not None:
            raise Refused("archived")
        deal = deals.create(
            row.workspace,
            deals.Draft(
                title=row.title,
                stage=stage,
                person=row.person,
                organization=row.organization,
                value=row.value if value is None else value,
                currency=row.currency,
                owner=row.owner,
                visibility=row.visibility,
                chat_link=row.chat_link,
            ),
            by=by,
        )
        rows.put(row, {"converted_to": deal})
        # What was said to the lead belongs to the deal: it moves, and stands nowhere twice
        for entry in (Note, Activity, File, Change):
            entry.objects.filter(lead=row).update(deal=deal, lead=None)
        rows.note_change(deal, "converted", by=by)
        rows.tell(row, deal)
    return deal


def _put_away(lead: Lead, at: Any, code: str, *, by: Member | None) -> Lead:
    with transaction.atomic():
        row = _open(lead)
        if (row.archived_at is None) != (at is None):
            rows.put(row, {"archived_at": at})
            rows.note_change(row, code, by=by)
            rows.tell(row)
    return row


def _open(lead: Lead) -> Lead:
    row = rows.locked(lead)
    if row.converted_to_id is not None:
        raise Gone(rows.ref_of(row))
    return row


def _texts(of: Lead | Draft) -> list[str]:
    return [
        of.title,
        of.person.name if of.person else "",
        of.organization.name if of.organization else "",
    ]
