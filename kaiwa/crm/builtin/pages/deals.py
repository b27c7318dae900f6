"""Deals on their pages and on the board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaiwa.crm.builtin.models import Deal
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import deals, rows
from kaiwa.workspaces.models import Member


def create(draft: deals.Draft, *, by: Member) -> Deal:
    """Raises ApiError where its stage is gone."""
    with telling.worded():
        row = deals.create(by.workspace, draft, by=by)
    telling.changed(row)
    return row


def change(row: Deal, changes: Mapping[str, Any], *, by: Member) -> Deal:
    """Raises ApiError: stage_gone, crm_archived, or for what only its owner may decide."""
    telling.require_for(row, changes, by)
    with telling.worded():
        row = deals.change(row, changes, by=by)
    telling.changed(row)
    return row


def put_away(row: Deal, *, archived: bool, by: Member) -> Deal:
    """Archive or restore it."""
    with telling.worded():
        row = (deals.archive if archived else deals.restore)(row, by=by)
    telling.changed(row)
    return row


def delete(row: Deal, *, by: Member) -> None:
    """Raises ApiError for whom it does not belong to."""
    telling.require_decider(row, by)
    with telling.worded():
        rows.delete(row, by=by)
    telling.gone(row)
