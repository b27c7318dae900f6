"""Deals: made, moved, won, lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models.functions import Now
from django.utils import timezone

from kaiwa.crm.base import Refused
from kaiwa.crm.builtin.models import Deal, Organization, Person, Stage
from kaiwa.crm.builtin.records import places, rows
from kaiwa.workspaces.models import Member, Workspace


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    stage: Stage
    key: str = ""
    person: Person | None = None
    organization: Organization | None = None
    value: Decimal | None = None
    currency: str = ""
    owner: Member | None = None
    visibility: str = Deal.Visibility.EVERYONE
    chat_link: str = ""


def create(workspace: Workspace, draft: Draft, *, by: Member | None) -> Deal:
    """Make a deal; the same key again, and it is the one there is. Raises Refused where its stage is gone."""
    try:
        with transaction.atomic():
            places.standing(draft.stage)
            row = Deal.objects.create(
                workspace=workspace,
                title=draft.title,
                key=draft.key,
                stage=draft.stage,
                pipeline_id=draft.stage.pipeline_id,
                person=draft.person,
                organization=draft.organization,
                value=draft.value,
                currency=draft.currency,
                owner=draft.owner,
                visibility=draft.visibility,
                chat_link=draft.chat_link,
                tokens=rows.tokens(workspace.pk, _texts(draft)),
            )
            rows.note_change(row, "created", by=by)
            rows.tell(row, *(each for each in (draft.person, draft.organization) if each))
    except IntegrityError:
        if not draft.key:
            raise
        row = Deal.objects.get(workspace=workspace, key=draft.key)
    return Deal.objects.defer("tokens").get(pk=row.pk)


def change(deal: Deal, changes: Mapping[str, Any], *, by: Member | None) -> Deal:
    """Columns by their names; a `stage` brings its pipeline along. Raises Gone, Refused."""
    with transaction.atomic():
        if "stage" in changes:
            # Before the deal: whoever removes a stage holds it, and then asks for its deals
            places.standing(changes["stage"])
        row = rows.locked(deal)
        before = Deal.objects.defer("tokens").select_related("stage", "owner__user").get(pk=row.pk)
        new = rows.differing(row, changes)
        if not new:
            return row
        if row.archived_at is not None:
            raise Refused("archived")
        if new.get("status") == Deal.Status.OPEN and "stage" not in new:
            new |= _somewhere(row)
        if "stage" in new:
            new |= {"pipeline_id": new["stage"].pipeline_id, "entered_at": Now()}
        if "status" in new:
            new |= _ended(new["status"])
        rows.put(row, new)
        if "entered_at" in new:
            row.refresh_from_db(fields=["entered_at"])
        Deal.objects.filter(pk=row.pk).update(tokens=rows.tokens(row.workspace_id, _texts(row)))
        _tell_changes(before, row, by=by)
        rows.tell(row, *(each for each in (row.person, row.organization) if each))
    return row


def archive(deal: Deal, *, by: Member | None) -> Deal:
    """Put it away: it can be read, and nothing is written on it any more."""
    return _put_away(deal, timezone.now(), "archived", by=by)


def restore(deal: Deal, *, by: Member | None) -> Deal:
    return _put_away(deal, None, "restored", by=by)


def _put_away(deal: Deal, at: Any, code: str, *, by: Member | None) -> Deal:
    with transaction.atomic():
        row = rows.locked(deal)
        if (row.archived_at is None) != (at is None):
            rows.put(row, {"archived_at": at} | _somewhere(row))
            rows.note_change(row, code, by=by)
            rows.tell(row)
    return row


def bring_back(deal: Deal, *, by: Member | None) -> Deal:
    """As it was before somebody deleted it."""
    with transaction.atomic():
        row = rows.bring_back(deal, by=by)
        rows.put(row, _somewhere(row))
    return row


def _somewhere(row: Deal) -> dict[str, Any]:
    """What stood in a stage that was removed meanwhile begins again: in the first of its pipeline, or of all."""
    if row.stage.deleted_at is None:
        return {}
    there = Stage.objects.for_workspace(row.workspace_id)
    stage = there.filter(pipeline=row.pipeline_id).first() or there.first()
    return {"stage": stage, "pipeline_id": stage.pipeline_id, "entered_at": Now()} if stage else {}


def _ended(status: str) -> dict[str, Any]:
    ended: dict[str, Any] = {
        "won_at": timezone.now() if status == Deal.Status.WON else None,
        "lost_at": timezone.now() if status == Deal.Status.LOST else None,
    }
    return ended if status == Deal.Status.LOST else ended | {"lost_reason": ""}


def _tell_changes(before: Deal, row: Deal, *, by: Member | None) -> None:
    if row.stage_id != before.stage_id:
        rows.note_change(row, "stage_changed", by=by, before=before.stage.name, name=row.stage.name)
    if (row.value, row.currency) != (before.value, before.currency):
        rows.note_change(
            row,
            "value_changed",
            by=by,
            before=_text(before.value),
            before_currency=before.currency,
            value=_text(row.value),
            currency=row.currency,
        )
    if row.status != before.status:
        code = "reopened" if row.status == Deal.Status.OPEN else row.status
        rows.note_change(row, code, by=by, reason=row.lost_reason)
    rows.change_owner(row, before.owner, by=by)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _texts(of: Deal | Draft) -> list[str]:
    return [
        of.title,
        of.person.name if of.person else "",
        of.organization.name if of.organization else "",
    ]
