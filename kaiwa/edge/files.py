"""/files/{id}, /thumbnails/{id}, /pictures/{id}: what customers sent and how they look, for those who may see it.

And /crm-files/{id} and /crm-thumbnails/{id}: files of records, for those who may see one of these.

A file comes from a stranger. Whatever it says it is, it never runs with our origin's rights: only pictures,
sound and film are shown in place, nothing is sniffed, and the policy sent along forbids every script.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError

from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Attachment, Identity
from kaiwa.crm.builtin.models import File
from kaiwa.edge.answers import STARTING, refuse
from kaiwa.edge.asgi import Receive, Scope, Send
from kaiwa.edge.database import Models
from kaiwa.edge.sending import StoredFile, send_file
from kaiwa.edge.who import Credentials
from kaiwa.lib.api_errors import BAD_METHOD, NOT_FOUND, NOT_SIGNED_IN
from kaiwa.workspaces.models import Member

FILES = "/files/"
THUMBNAILS = "/thumbnails/"
PICTURES = "/pictures/"
CRM_FILES = "/crm-files/"
CRM_THUMBNAILS = "/crm-thumbnails/"

OCTETS = "application/octet-stream"
_LONGEST_ID = 18  # digits; more would not fit the column


class NotSignedInError(Exception):
    """Nobody we know asks."""


class Files:
    """Sends what `find` finds for the member who asks."""

    def __init__(self, models: Models, prefix: str, find: Callable[[Member, int], StoredFile | None]) -> None:
        self._models = models
        self._prefix = prefix
        self._find = find

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in {"GET", "HEAD"}:
            await refuse(scope, send, BAD_METHOD, headers=[(b"allow", b"GET, HEAD")])
            return
        try:
            file = await self._models.run(
                self._look, Credentials.of(scope), scope["path"][len(self._prefix) :]
            )
        except NotSignedInError:
            await refuse(scope, send, NOT_SIGNED_IN)
        except DatabaseError:
            await refuse(scope, send, STARTING, headers=[(b"retry-after", b"1")])
        else:
            await (send_file(file, scope, receive, send) if file else refuse(scope, send, NOT_FOUND))

    def _look(self, credentials: Credentials, pk: str) -> StoredFile | None:
        member = credentials.member()
        if member is None:
            raise NotSignedInError
        if not (pk.isascii() and pk.isdigit() and len(pk) <= _LONGEST_ID):
            return None
        return self._find(member, int(pk))


def attachment(member: Member, pk: int) -> StoredFile | None:
    """The stored file of an attachment that the member may see."""
    found = Attachment.objects.visible_to(member).filter(pk=pk, state=Attachment.State.STORED).first()
    if found is None or not found.file:
        return None
    name = _clean(found.name) or f"{found.kind}-{found.pk}"
    return StoredFile(found.file, name, found.mime or OCTETS)


def thumbnail(member: Member, pk: int) -> StoredFile | None:
    """The smaller picture of an attachment that the member may see; it never changes."""
    found = Attachment.objects.visible_to(member).filter(pk=pk, state=Attachment.State.STORED).first()
    if found is None or not found.thumbnail:
        return None
    return StoredFile(found.thumbnail, f"thumbnail-{found.pk}.webp", "image/webp", keep=True)


def picture(member: Member, pk: int) -> StoredFile | None:
    """The picture of a contact on a channel that the member may see."""
    found = Identity.objects.filter(pk=pk, channel__in=Channel.objects.visible_to(member)).first()
    if found is None or not found.picture:
        return None
    return StoredFile(found.picture, f"picture-{found.pk}")


def crm_file(member: Member, pk: int) -> StoredFile | None:
    """A file of a record that the member may see."""
    found = File.objects.visible_to(member).filter(pk=pk).first()
    if found is None or not found.file:
        return None
    return StoredFile(found.file, _clean(found.name) or f"file-{found.pk}", found.mime or OCTETS)


def crm_thumbnail(member: Member, pk: int) -> StoredFile | None:
    """The smaller picture of such a file; it never changes."""
    found = File.objects.visible_to(member).filter(pk=pk).first()
    if found is None or not found.thumbnail:
        return None
    return StoredFile(found.thumbnail, f"thumbnail-{found.pk}.webp", "image/webp", keep=True)


def _clean(name: str) -> str:
    """Without what would make a name look like another: direction marks, line ends, folders."""
    return "".join("_" if letter in "/\\" else letter for letter in name if letter.isprintable()).strip(" .")
