"""Activities on the pages of records, and their types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django.utils import timezone

from kaiwa.crm import accounts
from kaiwa.crm.builtin.models import Activity, ActivityType
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import activities, entries
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.crm.items import EntryChanged, EntryGone
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError
from kaiwa.workspaces.models import Member


def types(by: Member) -> list[ActivityType]:
    """Those that can be chosen."""
    activities.ensure_types(by.workspace, accounts.of(by.workspace).language)
    return list(activities.types(by.workspace))


def add_type(name: str, icon: str, *, by: Member) -> ActivityType:
    _require_settings(by)
    return ActivityType.objects.create(workspace=by.workspace, key=uuid4().hex[:12], name=name, icon=icon)


def change_type(row: ActivityType, changes: Mapping[str, Any], *, by: Member) -> ActivityType:
    _require_settings(by)
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=list(changes))
    return row


def remove_type(row: ActivityType, *, by: Member) -> None:
    """It can no longer be chosen; what is of this type stays."""
    _require_settings(by)
    row.deleted_at = timezone.now()
    row.save(update_fields=["deleted_at"])


def add(record: Record, columns: Mapping[str, Any], *, key: str, by: Member) -> Activity:
    """Raises ApiError on what was archived."""
    with telling.worded():
        return activities.add(entries.On.record(record), columns, key=key, by=by)


def change(row: Activity, changes: Mapping[str, Any], *, by: Member) -> Activity:
    """A transcript too: what it says is its editor's from then on (INB-38)."""
    before = row.content
    with telling.worded():
        row = activities.change(row, changes, by=by)
    if row.content != before:
        telling.report(by.workspace, EntryChanged("activity", str(row.pk), row.content))
    return row


def delete(row: Activity, *, by: Member) -> None:
    with telling.worded():
        entries.remove(Activity, row.workspace_id, row.pk)
    telling.report(by.workspace, EntryGone("activity", str(row.pk)))


def _require_settings(member: Member) -> None:
    if not member.can_change_settings:
        raise ApiError(NOT_ALLOWED)
