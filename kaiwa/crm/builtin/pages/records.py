"""Records on their pages, whichever they are: made, changed, put away, deleted; and the inbox is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from kaiwa.crm.builtin.models import Deal, Lead, Organization, Person
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import deals, leads, organizations, persons, rows
from kaiwa.workspaces.models import Member

Row = TypeVar("Row", Person, Organization, Lead, Deal)
_Kept = TypeVar("_Kept", Lead, Deal)
# How each of them is written
_WRITTEN: Mapping[type, Any] = {Person: persons, Organization: organizations, Lead: leads, Deal: deals}


def create(model: type[Row], given: Mapping[str, Any], *, by: Member) -> Row:
    """`given`: the columns of its Draft. Raises ApiError: person_needed, stage_gone."""
    written = _WRITTEN[model]
    with telling.worded():
        row: Row = written.create(by.workspace, written.Draft(**given), by=by)
    telling.changed(row)
    return row


def change(row: Row, changes: Mapping[str, Any], *, by: Member) -> Row:
    """Raises ApiError: stage_gone, crm_archived, person_needed, or for what only its owner may decide."""
    telling.require_for(row, changes, by)
    with telling.worded():
        now: Row = _WRITTEN[type(row)].change(row, changes, by=by)
    telling.changed(now)
    return now


def put_away(row: _Kept, *, archived: bool, by: Member) -> _Kept:
    """Archive or restore it. Raises ApiError."""
    written = _WRITTEN[type(row)]
    with telling.worded():
        now: _Kept = (written.archive if archived else written.restore)(row, by=by)
    telling.changed(now)
    return now


def delete(row: Row, *, by: Member) -> None:
    """Raises ApiError for whom it does not belong to."""
    telling.require_decider(row, by)
    with telling.worded():
        rows.delete(row, by=by)
    telling.gone(row)
