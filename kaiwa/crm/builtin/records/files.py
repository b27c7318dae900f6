"""Files on records: copies of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import IO
from uuid import uuid4

from django.core.files import File as Content
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from kaiwa.crm.base import Gone
from kaiwa.crm.builtin.models import File
from kaiwa.crm.builtin.records.entries import On
from kaiwa.crm.items import FileDraft
from kaiwa.lib import thumbnails
from kaiwa.live import publish
from kaiwa.workspaces.models import Member

# What a browser shows as a picture. An SVG is not among them: it can carry scripts
_PICTURES = {"image/jpeg", "image/png", "image/gif", "image/webp"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What storage has of it."""

    file: str
    mime: str
    size: int
    thumbnail: str = ""
    width: int | None = None
    height: int | None = None


def folder(workspace: int) -> str:
    """Where storage keeps a workspace's files."""
    return f"crm/{workspace}"


def upload(on: On, draft: FileDraft) -> File:
    """Keep a copy; the same key again, and it is the one there is. Raises Gone, Refused."""
    on.require_open()
    workspace = on.rows[0].workspace_id
    known = there(workspace, draft.key)
    if known is not None:
        return known
    with draft.file.open() as content:
        kept = _kept(content, workspace, draft)
    return add(on, kept, name=draft.name, key=draft.key, author=None)


def there(workspace: int, key: str) -> File | None:
    """The one of this key. Raises Gone for one that was deleted."""
    known = File.objects.filter(workspace=workspace, key=key).first()
    if known is not None and known.deleted_at is not None:
        raise Gone
    return known


def add(on: On, kept: Kept, *, name: str, key: str, author: Member | None) -> File:
    """What storage has becomes a file of these records. Raises Gone, Refused."""
    on.require_open()
    workspace = on.rows[0].workspace_id
    try:
        with transaction.atomic():
            row = File.objects.create(
                workspace_id=workspace,
                person=on.person,
                organization=on.organization,
                lead=on.lead,
                deal=on.deal,
                name=name[:255],
                mime=kept.mime[:127],
                size=kept.size,
                file=kept.file,
                thumbnail=kept.thumbnail,
                width=kept.width,
                height=kept.height,
                key=key,
                at=timezone.now(),
                author=author,
                origin=File.Origin.MEMBER if author else File.Origin.KAIWA,
            )
            _tell(row)
    except IntegrityError:
        # Two came at once
        let_go(kept.file, kept.thumbnail)
        known = there(workspace, key)
        if known is None:
            raise
        return known
    return row


def remove(workspace: int, pk: int) -> None:
    """Its bytes go within the hour. Raises Gone."""
    with transaction.atomic():
        rows = File.objects.select_for_update(of=["self"])
        row = rows.filter(workspace=workspace, deleted_at=None, pk=pk).first()
        if row is None:
            raise Gone
        row.deleted_at = timezone.now()
        row.save(update_fields=["deleted_at"])
        _tell(row)


def empty() -> None:
    """Have storage let go of what was deleted. Raises StorageAway; called again, it goes on."""
    for row in File.objects.filter(deleted_at__isnull=False).exclude(file="").order_by("pk")[:500]:
        let_go(row.file, row.thumbnail)
        row.file = row.thumbnail = ""
        row.save(update_fields=["file", "thumbnail"])


def _kept(content: IO[bytes], workspace: int, draft: FileDraft) -> Kept:
    place = default_storage.save(f"{folder(workspace)}/{uuid4().hex}", Content(content))
    look = thumbnails.Look()
    if draft.file.mime in _PICTURES:
        content.seek(0)
        look = thumbnails.look(content)
    small = ""
    if look.thumbnail:
        small = default_storage.save(f"{place}-small", ContentFile(look.thumbnail))
    return Kept(place, draft.file.mime, draft.file.size, small, look.width, look.height)


def let_go(*names: str) -> None:
    for name in names:
        if name:
            default_storage.delete(name)


def _tell(row: File) -> None:
    on = {"person": row.person_id, "organization": row.organization_id}
    on |= {"lead": row.lead_id, "deal": row.deal_id}
    publish(row.workspace_id, records=[(kind, pk) for kind, pk in on.items() if pk is not None])
