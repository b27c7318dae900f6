"""Organizations: made and changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from kaiwa.crm.builtin.models import Organization
from kaiwa.crm.builtin.records import rows
from kaiwa.workspaces.models import Member, Workspace


@dataclass(frozen=True, slots=True)
class Draft:
    name: str
    key: str = ""
    address: str = ""
    owner: Member | None = None
    visibility: str = Organization.Visibility.EVERYONE


def create(workspace: Workspace, draft: Draft, *, by: Member | None) -> Organization:
    """Make an organization; the same key again, and it is the one there is."""
    try:
        with transaction.atomic():
            row = Organization.objects.create(
                workspace=workspace,
                name=draft.name,
                key=draft.key,
                address=draft.address,
                owner=draft.owner,
                visibility=draft.visibility,
                tokens=rows.tokens(workspace.pk, [draft.name, draft.address]),
            )
            rows.note_change(row, "created", by=by)
            rows.tell(row)
    except IntegrityError:
        if not draft.key:
            raise
        row = Organization.objects.get(workspace=workspace, key=draft.key)
    return Organization.objects.defer("tokens").get(pk=row.pk)


def change(organization: Organization, changes: Mapping[str, Any], *, by: Member | None) -> Organization:
    """Columns by their names. Raises Gone."""
    with transaction.atomic():
        row = rows.locked(organization)
        owner = row.owner
        rows.put(row, rows.differing(row, changes))
        found_by = rows.tokens(row.workspace_id, [row.name, row.address])
        Organization.objects.filter(pk=row.pk).update(tokens=found_by)
        rows.change_owner(row, owner, by=by)
        rows.tell(row)
    return row
