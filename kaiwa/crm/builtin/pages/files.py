"""Files on the pages of records: a member's own, told by content, and never run by a browser."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from kaiwa.conversations import stored
from kaiwa.conversations.uploads import EMPTY_FILE, UPLOAD_TOO_LARGE
from kaiwa.crm.builtin.models import File
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import entries, files
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces.models import Member


def upload(record: Record, file: UploadedFile[bytes], *, key: str, by: Member) -> File:
    """The same key again, and it is the one there is. Raises ApiError: too large, empty, archived."""
    on = entries.On.record(record)
    name = stored.safe_name(file.name or "", "file")
    if not file.size:
        raise ApiError(EMPTY_FILE, params={"name": name})
    with telling.worded():
        on.require_open()
        known = files.there(by.workspace_id, key) if key else None
        if known is not None:
            return known
        kept = _kept(file, name, by)
        return files.add(on, kept, name=name, key=key, author=by)


def delete(row: File, *, by: Member) -> None:
    with telling.worded():
        files.remove(by.workspace_id, row.pk)


def _kept(file: UploadedFile[bytes], name: str, by: Member) -> files.Kept:
    try:
        kept = stored.keep(
            file.chunks(),
            folder=files.folder(by.workspace_id),
            limit=settings.UPLOAD_LIMIT,
            declared=file.content_type or "",
            name=name,
        )
    except stored.TooLarge as error:
        raise ApiError(UPLOAD_TOO_LARGE, params={"name": name, "limit": error.limit}) from error
    return files.Kept(kept.file, kept.mime, kept.size, kept.thumbnail, kept.width, kept.height)
