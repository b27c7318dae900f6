"""Files of conversations as files of the CRM's records: each once, under a name that can be read (TL-19, TL-20).

As with notes: the intent is a row, then comes the call, then its result is a row.
"""

from __future__ import annotations

import logging
import mimetypes
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePath
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import override

from kaiwa import live
from kaiwa.channels.base import NotYet
from kaiwa.conversations import stored
from kaiwa.conversations.models import Attachment
from kaiwa.crm import accounts, base, snapshots
from kaiwa.crm.items import FileDraft, Lost, Ref, Targets
from kaiwa.crm.models import Chat, CrmAccount, FileCopy, Passage, Record, Segment
from kaiwa.crm.models.segment import new_key
from kaiwa.crm.transcripts import lines
from kaiwa.crm.transcripts.failing import REFUSED, WAITS
from kaiwa.lib.storage import StorageAway

logger = logging.getLogger(__name__)

# As long as an upload may take, and then some: what has no result by then was left by a worker that died
ABANDONED = timedelta(minutes=5)
# Dropping a target that is gone, uploading, removing the old one
_AT_ONCE = 5
_STORAGE_WAIT = timedelta(seconds=20)
_LONGEST = 200


@dataclass(slots=True)
class Call:
    """`lost`: it may have been done before."""

    copy: FileCopy
    what: str
    targets: Targets
    lost: bool = False


def plan(account: CrmAccount, chat: Chat) -> None:
    """A row for each stored file of a message that stands in the transcript: where that hangs, it shall hang."""
    with transaction.atomic():
        Chat.objects.select_for_update(of=["self"]).get(pk=chat.pk)
        copied = FileCopy.objects.filter(attachment=OuterRef("pk")).exclude(state=FileCopy.State.GONE)
        stands = Passage.objects.filter(message=OuterRef("message"), segment__chat=chat, kind="message")
        there = Attachment.objects.filter(
            Exists(stands), message__conversation=chat.conversation_id, message__deleted_at=None
        )
        new = there.filter(~Exists(copied), state=Attachment.State.STORED).exclude(file="")
        for attachment in new.select_related("message").order_by("message", "position"):
            _note(account, chat, attachment)
        # What a customer takes back is taken back there too
        gone = Q(attachment=None) | Q(attachment__message__deleted_at__isnull=False)
        copies = FileCopy.objects.filter(gone, chat=chat, unwanted=False)
        copies.exclude(state=FileCopy.State.GONE).update(unwanted=True, next_attempt_at=None)


def copy(account: CrmAccount, pk: int) -> None:
    """Have the CRM's file be there, or where it shall be. Never raises what a CRM raises."""
    for _ in range(_AT_ONCE):
        call = _begin(account, pk)
        if call is None or not _make(account, call):
            return


def name_of(attachment: Attachment, account: CrmAccount) -> str:
    """When it was sent, and what it is: "2026-11-22 1407 写真.jpg"."""
    assert attachment.message is not None
    local = attachment.message.sent_at.astimezone(ZoneInfo(account.workspace.time_zone))
    given = attachment.name if attachment.kind == "file" else ""
    if not given:
        with override(account.language):
            word = lines.word_for(attachment.kind)
        number = f" {attachment.position + 1}" if attachment.position else ""
        ending = PurePath(attachment.name).suffix or mimetypes.guess_extension(attachment.mime) or ""
        given = f"{word}{number}{ending[:12]}"
    return f"{local:%Y-%m-%d %H%M} {stored.safe_name(given, 'file')[-_LONGEST:]}"


def _note(account: CrmAccount, chat: Chat, attachment: Attachment) -> None:
    passages = Passage.objects.filter(message=attachment.message, segment__chat=chat, kind="message")
    segment = Segment.objects.filter(passages__in=passages).order_by("pk").first()
    if segment is None or segment.unwanted:
        return
    FileCopy.objects.create(
        chat=chat,
        attachment=attachment,
        name=name_of(attachment, account),
        wanted_person=segment.wanted_person,
        wanted_item=segment.wanted_item,
    )


def _begin(account: CrmAccount, pk: int) -> Call | None:
    now = timezone.now()
    with transaction.atomic():
        row = _locked(pk)
        if row.next_attempt_at is not None and row.next_attempt_at > now:
            return None
        lost = row.state == FileCopy.State.CALLING
        abandoned = accounts.abandoned_at(account, row.calling_since, ABANDONED)
        if lost and abandoned is not None and abandoned > now:
            row.next_attempt_at = abandoned
            row.save(update_fields=["next_attempt_at"])
            return None
        what = _needed(row, lost=lost)
        if what == "upload":
            limit = accounts.backend(account).capabilities.file_bytes
            size = row.attachment.size if row.attachment else None
            if limit is not None and (size or 0) > limit:
                _refuse(row, "file_too_large", {"limit": limit})
                row.save()
                return None
            if not lost:
                row.person, row.item = row.wanted_person, row.wanted_item
            row.state, row.calling_since = FileCopy.State.CALLING, now
        row.attempts = min(row.attempts + 1, 1000)
        row.save()
    targets = Targets(_ref(row.person), _ref(row.item))
    return Call(row, what, targets, lost=lost) if what else None


def _needed(row: FileCopy, *, lost: bool) -> str:
    if lost:
        return "upload"
    if row.unwanted:
        if row.external_id or row.replaced_id:
            return "remove"
        row.state = FileCopy.State.GONE
        return ""
    elsewhere = (row.wanted_person_id, row.wanted_item_id) != (row.person_id, row.item_id)
    somewhere = row.wanted_person_id is not None or row.wanted_item_id is not None
    if row.state == FileCopy.State.DONE and elsewhere and somewhere and not row.replaced_id:
        # There first, and then away from here: at no time it is nowhere
        row.replaced_id, row.external_id, row.key = row.external_id, "", new_key()
        row.state = FileCopy.State.DUE
    if row.state == FileCopy.State.DONE:
        return "remove" if row.replaced_id else ""
    return "upload" if somewhere and row.state != FileCopy.State.GONE else ""


def _make(account: CrmAccount, call: Call) -> bool:
    """Whether to look at it once more."""
    try:
        with accounts.calls(account) as asked:
            made = _ask(account, asked, call)
    except base.CrmError as error:
        return _failed(account, call, error)
    except (NotYet, StorageAway, FileNotFoundError) as error:
        return _unreadable(call, error)
    except Exception:
        # What a mistake in an adapter did is not known: as if the answer were lost
        logger.exception("The CRM %s failed on file %s", account.backend, call.copy.key)
        return _failed(account, call, base.AnswerLost())
    with transaction.atomic():
        row = _locked(call.copy.pk)
        if call.what == "upload":
            row.external_id, row.state = made, FileCopy.State.DONE
        elif row.replaced_id:
            row.replaced_id = ""
        else:
            row.external_id, row.state = "", FileCopy.State.GONE
        row.calling_since, row.attempts, row.next_attempt_at = None, 0, None
        row.error_code, row.error_params = "", {}
        row.save()
        live.publish(row.chat.workspace_id, chats=[row.chat_id])
    return True


def _ask(account: CrmAccount, asked: base.Account, call: Call) -> str:
    backend, row = accounts.backend(account), call.copy
    if call.what == "remove":
        try:
            backend.remove_file(asked, row.replaced_id or row.external_id)
        except base.Gone:
            logger.info("File %s is gone in the CRM already", row.key)
        return ""
    attachment = row.attachment
    if attachment is None or (call.lost and not backend.capabilities.keys):
        found = backend.recover(asked, Lost("file", row.key, call.targets, row.created_at, name=row.name))
        if isinstance(found, str):
            return found
    if attachment is None:
        raise FileNotFoundError(row.name)
    file = stored.StoredFile(attachment.file, row.name, attachment.mime, attachment.size or 0)
    return backend.upload(asked, FileDraft(row.key, row.name, file, call.targets))


def _failed(account: CrmAccount, call: Call, error: base.CrmError) -> bool:
    with transaction.atomic():
        row = _locked(call.copy.pk)
        again = _take(account, row, call, error)
        row.save()
        live.publish(row.chat.workspace_id, chats=[row.chat_id])
    return again


def _take(account: CrmAccount, row: FileCopy, call: Call, error: base.CrmError) -> bool:
    if isinstance(error, base.AnswerLost):
        row.next_attempt_at = timezone.now() + ABANDONED
        row.error_code = error.code
        return False
    if call.what == "upload":
        row.state, row.calling_since = FileCopy.State.DUE, None
    match error:
        case base.Gone() if error.ref is not None:
            return _drop(account, row, error.ref)
        case base.Refused() if error.code == "archived" and row.wanted_item is not None:
            return _drop(account, row, row.wanted_item.ref)
        case base.Gone() | base.Refused() if call.what == "upload":
            _refuse(row, error.code, error.params)
        case _:
            row.next_attempt_at = timezone.now() + WAITS[min(row.attempts, len(WAITS)) - 1]
            row.error_code, row.error_params = error.code, error.params
    return False


def _drop(account: CrmAccount, row: FileCopy, ref: Ref) -> bool:
    """It hangs on the other record, if there is one."""
    known = snapshots.known(account, {ref}).get(ref)
    if known is not None and row.wanted_person_id == known.pk:
        row.wanted_person = None
    else:
        row.wanted_item = None
    if row.wanted_person_id is None and row.wanted_item_id is None:
        _refuse(row, "crm_gone", {})
        return False
    return True


def _refuse(row: FileCopy, code: str, params: dict[str, object]) -> None:
    row.state, row.error_code, row.error_params = FileCopy.State.REFUSED, code, params
    row.next_attempt_at = timezone.now() + REFUSED


def _unreadable(call: Call, error: Exception) -> bool:
    """Our own storage: it is away, or it has lost the file."""
    logger.warning("File %s waits: %s", call.copy.key, error)
    with transaction.atomic():
        row = _locked(call.copy.pk)
        row.state, row.calling_since = FileCopy.State.DUE, None
        if isinstance(error, FileNotFoundError):
            _refuse(row, "file_gone", {})
        else:
            row.next_attempt_at, row.error_code = timezone.now() + _STORAGE_WAIT, "storage_away"
        row.save()
    return False


def _locked(pk: int) -> FileCopy:
    rows = FileCopy.objects.select_for_update(of=["self"])
    return rows.select_related(
        "chat", "attachment__message", "person", "item", "wanted_person", "wanted_item"
    ).get(pk=pk)


def _ref(record: Record | None) -> Ref | None:
    return record.ref if record is not None else None
