"""Files on records: copies of their own."""

from __future__ import annotations

from uuid import uuid4

from django.core.files import File as Content
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from kaiwa.crm.base import Gone
from kaiwa.crm.builtin.models import File
from kaiwa.crm.builtin.records.entries import On
from kaiwa.crm.items import FileDraft
from kaiwa.live import publish


def upload(on: On, draft: FileDraft) -> File:
    """Keep a copy; the same key again, and it is the one there is. Raises Gone, Refused."""
    on.require_open()
    workspace = on.rows[0].workspace_id
    known = File.objects.filter(workspace=workspace, key=draft.key).first()
    if known is None:
        known = _keep(on, draft, workspace)
    if known.deleted_at is not None:
        raise Gone
    return known


def remove(workspace: int, pk: int) -> None:
    """Its bytes go when the hour is tidied. Raises Gone."""
    with transaction.atomic():
        row = (
            File.objects.select_for_update(of=["self"])
            .filter(workspace=workspace, deleted_at=None, pk=pk)
            .first()
        )
        if row is None:
            raise Gone
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        _tell(row)


def _keep(on: On, draft: FileDraft, workspace: int) -> File:
    with draft.file.open() as content:
        stored = default_storage.save(f"crm/{workspace}/{uuid4().hex}", Content(content))
    try:
        with transaction.atomic():
            row = File.objects.create(
                workspace_id=workspace,
                person=on.person,
                organization=on.organization,
                lead=on.lead,
                deal=on.deal,
                name=draft.name[:255],
                mime=draft.file.mime,
                size=draft.file.size,
                file=stored,
                key=draft.key,
                at=timezone.now(),
                origin=File.Origin.KAIWA,
            )
            _tell(row)
    except IntegrityError:
        default_storage.delete(stored)
        return File.objects.get(workspace=workspace, key=draft.key)
    return row


def _tell(row: File) -> None:
    on = {"person": row.person_id, "organization": row.organization_id}
    on |= {"lead": row.lead_id, "deal": row.deal_id}
    publish(row.workspace_id, records=[(kind, pk) for kind, pk in on.items() if pk is not None])
