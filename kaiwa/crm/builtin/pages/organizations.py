"""Organizations on their pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kaiwa.crm.builtin.models import Organization
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import organizations, rows
from kaiwa.workspaces.models import Member


def create(draft: organizations.Draft, *, by: Member) -> Organization:
    row = organizations.create(by.workspace, draft, by=by)
    telling.changed(row)
    return row


def change(row: Organization, changes: Mapping[str, Any], *, by: Member) -> Organization:
    """Raises ApiError for what only its owner may decide."""
    telling.require_for(row, changes, by)
    with telling.worded():
        row = organizations.change(row, changes, by=by)
    telling.changed(row)
    return row


def delete(row: Organization, *, by: Member) -> None:
    """Raises ApiError for whom it does not belong to."""
    telling.require_decider(row, by)
    with telling.worded():
        rows.delete(row, by=by)
    telling.gone(row)
