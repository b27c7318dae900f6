"""Leads in their inbox: put away several at once, made deals."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from decimal import Decimal

from kaiwa.crm.builtin.models import Deal, Lead, Stage
from kaiwa.crm.builtin.pages import records, telling
from kaiwa.crm.builtin.records import leads, rows
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.items import LeadConverted
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces.models import Member


def put_away_all(ids: Collection[int], *, archived: bool, by: Member) -> list[int]:
    """Those that the member sees and that were not so already; the ids of these."""
    found = Lead.objects.visible_to(by).filter(pk__in=ids, archived_at__isnull=archived)
    done = []
    for row in found.order_by("pk"):
        # Meanwhile it may have become a deal
        with suppress(ApiError):
            records.put_away(row, archived=archived, by=by)
            done.append(row.pk)
    return done


def convert(row: Lead, stage: Stage, value: Decimal | None, *, by: Member) -> Deal:
    """Into a deal, with its notes, files and conversations. Raises ApiError."""
    with telling.worded():
        deal = leads.convert(row, stage, value=value, by=by)
    telling.report(by.workspace, LeadConverted(rows.ref_of(row), snapshot(deal)))
    return deal
