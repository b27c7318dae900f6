"""Telling the inbox what changed, and the member why something cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaiwa.crm import accounts, incoming
from kaiwa.crm.base import Gone, Refused
from kaiwa.crm.builtin.models.visible import Visible
from kaiwa.crm.builtin.records.rows import Record, ref_of
from kaiwa.crm.builtin.records.snapshots import snapshot
from kaiwa.crm.items import RecordChanged, RecordGone, Report
from kaiwa.lib.api_errors import NOT_ALLOWED, NOT_FOUND, ApiError, declare
from kaiwa.workspaces.models import Member, Workspace

ARCHIVED = declare("crm_archived", 409, _("This was archived. Restore it to change it."))
PERSON_NEEDED = declare("person_needed", 409, _("A lead needs a person or an organization."))
STAGE_GONE = declare("stage_gone", 409, _("This stage was removed. Choose another one."))
STAGE_IN_USE = declare(
    "stage_in_use", 409, _("Open deals stand there: %(deals)s. Choose where they are to go.")
)
LAST_STAGE = declare("last_stage", 409, _("A pipeline needs a stage. Add another one first."))
LAST_PIPELINE = declare("last_pipeline", 409, _("This is the only pipeline. Add another one first."))
TOO_MANY = declare("too_many_stages", 409, _("There are as many as there can be. Remove one first."))
_CODES = {
    "stage_in_use": STAGE_IN_USE,
    "last_stage": LAST_STAGE,
    "last_pipeline": LAST_PIPELINE,
    "too_many_stages": TOO_MANY,
    "archived": ARCHIVED,
    "person_needed": PERSON_NEEDED,
    "stage_gone": STAGE_GONE,
    "pipeline_gone": STAGE_GONE,
}
# Whose it is, who sees it
DECIDED = {"owner", "visibility"}


@contextmanager
def worded() -> Iterator[None]:
    """What the rows refuse is said as the API says it."""
    try:
        yield
    except Refused as error:
        raise ApiError(_CODES[error.code], params=error.params) from error
    except Gone as error:
        raise ApiError(NOT_FOUND) from error


def require_decider(row: Visible, member: Member) -> None:
    """Raises ApiError for whom it does not belong to."""
    if not (member.is_admin or row.owner_id == member.pk):
        raise ApiError(NOT_ALLOWED)


def require_for(row: Visible, changes: Mapping[str, Any], member: Member) -> None:
    """Raises ApiError where something of this is for its owner to decide."""
    if any(name in DECIDED and getattr(row, name) != value for name, value in changes.items()):
        require_decider(row, member)


def report(workspace: Workspace, *reports: Report) -> None:
    incoming.report(accounts.of(workspace), reports)


def changed(*rows: Record) -> None:
    """The inbox shows them as they are now."""
    report(rows[0].workspace, *(RecordChanged(snapshot(row)) for row in rows))


def gone(row: Record) -> None:
    report(row.workspace, RecordGone(ref_of(row)))
