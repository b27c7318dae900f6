"""Leads in their inbox and on their pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any

from kaiwa.crm.builtin.models import Deal, Lead, Stage
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import leads, rows
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.items import LeadConverted
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces.models import Member


def create(draft: leads.Draft, *, by: Member) -> Lead:
    """Raises ApiError for a lead of nobody."""
    with telling.worded():
        row = leads.create(by.workspace, draft, by=by)
    telling.changed(row)
    return row


def change(row: Lead, changes: Mapping[str, Any], *, by: Member) -> Lead:
    """Raises ApiError: crm_archived, person_needed, or for what only its owner may decide."""
    telling.require_for(row, changes, by)
    with telling.worded():
        row = leads.change(row, changes, by=by)
    telling.changed(row)
    return row


def put_away(row: Lead, *, archived: bool, by: Member) -> Lead:
    """Archive or restore it."""
    with telling.worded():
        row = (leads.archive if archived else leads.restore)(row, by=by)
    telling.changed(row)
    return row


def put_away_all(ids: Collection[int], *, archived: bool, by: Member) -> list[int]:
    """Those that the member sees and that were not so already; the ids of these."""
    found = Lead.objects.visible_to(by).filter(pk__in=ids, archived_at__isnull=archived)
    done = []
    for row in found.order_by("pk"):
        # Meanwhile it may have become a deal
        with suppress(ApiError):
            put_away(row, archived=archived, by=by)
            done.append(row.pk)
    return done


def convert(row: Lead, stage: Stage, value: Decimal | None, *, by: Member) -> Deal:
    """Into a deal, with its notes, files and conversations. Raises ApiError."""
    with telling.worded():
        deal = leads.convert(row, stage, value=value, by=by)
    telling.report(by.workspace, LeadConverted(rows.ref_of(row), snapshot(deal)))
    return deal


def delete(row: Lead, *, by: Member) -> None:
    """Raises ApiError for whom it does not belong to."""
    telling.require_decider(row, by)
    with telling.worded():
        rows.delete(row, by=by)
    telling.gone(row)
