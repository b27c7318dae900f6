"""Files a member wants to send: stored at once, attached when the message is sent."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kaiwa.conversations import stored
from kaiwa.conversations.models import Attachment
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.models import Member

UPLOAD_TOO_LARGE = declare("upload_too_large", 413, _("%(name)s is larger than Kaiwa accepts."))
EMPTY_FILE = declare("empty_file", 422, _("%(name)s is empty."))


def take(file: UploadedFile[bytes], *, by: Member) -> Attachment:
    """Store `file`. What a channel takes of it is checked when it is sent there."""
    name = stored.safe_name(file.name or "", "file")
    if not file.size:
        raise ApiError(EMPTY_FILE, params={"name": name})
    try:
        kept = stored.keep(
            file.chunks(),
            folder=f"media/{by.workspace_id}",
            limit=settings.UPLOAD_LIMIT,
            declared=file.content_type or "",
            name=name,
        )
    except stored.TooLarge as error:
        raise ApiError(UPLOAD_TOO_LARGE, params={"name": name, "limit": error.limit}) from error
    return Attachment.objects.create(
        workspace=by.workspace,
        uploaded_by=by,
        kind=kept.kind,
        name=name,
        mime=kept.mime,
        size=kept.size,
        width=kept.width,
        height=kept.height,
        file=kept.file,
        thumbnail=kept.thumbnail,
        state=Attachment.State.STORED,
    )
