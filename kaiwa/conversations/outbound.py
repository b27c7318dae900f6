"""Outbound: what happens when a member writes to a contact.

`send` records the messages, one row per call to the provider; `kaiwa.conversations.delivery` makes the calls.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatch

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa.channels.capabilities import Capabilities
from kaiwa.channels.registry import provider
from kaiwa.conversations import assigning, delivery, waiting
from kaiwa.conversations.composer import composer_of
from kaiwa.conversations.guard import require_seen
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.conversations.search import index
from kaiwa.conversations.split import split
from kaiwa.crm import working
from kaiwa.lib.api_errors import CONFLICT, NOT_FOUND, ApiError, declare
from kaiwa.live import publish
from kaiwa.workspaces.models import Member

LOCKED = declare("composer_locked", 409, _("Nothing can be sent in this conversation now."))
ANOTHER_MEMBER = declare(
    "another_member", 409, _("This was written by another member, who is not signed in here any more.")
)
EMPTY = declare("empty_message", 422, _("Write something or attach a file."))
NO_UPLOAD = declare("no_such_upload", 422, _("An attachment is not there any more. Attach it again."))
FILE_TOO_LARGE = declare("attachment_too_large", 422, _("%(name)s is larger than this channel takes."))
WRONG_TYPE = declare("wrong_type", 422, _("This channel does not take files like %(name)s."))
NO_QUOTE = declare("cannot_quote", 422, _("The message you answer cannot be quoted."))
NOT_RETRYABLE = declare("not_retryable", 409, _("Only a message that failed can be sent again."))
NOT_UNKNOWN = declare("not_unknown", 409, _("What became of this message is known meanwhile."))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a member wants to send. `key` is the client's own: the same key is the same press of *send*.

    `seen`: the last message the writer saw; `attachments` and `reply_to`: ids of uploads and of a message.
    """

    key: str
    text: str = ""
    attachments: Sequence[int] = ()
    seen: int | None = None
    reply_to: int | None = None


def send(conversation: Conversation, draft: Draft, *, author: Member) -> tuple[list[int], bool]:
    """Record what is to be sent. Returns the messages' ids, and whether they are new: a repeated key is not."""
    with transaction.atomic():
        # The row's lock puts sends of one conversation in a line: keys, order and staleness are then certain
        locked = Conversation.objects.select_for_update(of=["self"]).select_related("channel")
        found = locked.filter(pk=conversation.pk).first()
        if found is None:
            raise ApiError(NOT_FOUND)  # deleted meanwhile
        conversation = found
        made = list(conversation.messages.filter(key=draft.key).order_by("part").values_list("pk", flat=True))
        if made:
            return made, False
        now = timezone.now()
        _check(conversation, draft, author, now)
        rows = list(_rows(conversation, draft, author, now))
        _answer(conversation, rows[-1])
        pks = [row.pk for row in rows]
        publish(conversation.workspace_id, conversations=[conversation.pk], messages=pks)
        delivery.wake(conversation.pk)
        index.wake()
    return pks, True


def retry(message: Message, *, by: Member, seen: int | None = None) -> None:
    """Try a failed message again, by calling the provider again (D-40). What `by` has not seen holds it back."""
    with transaction.atomic():
        message = _locked(message)
        if message.status != Message.Status.FAILED:
            raise ApiError(NOT_RETRYABLE)
        require_seen(message.conversation, seen, by=by, beside=message.pk)
        _require_open(message.conversation, timezone.now())
        _queue(message)


def settle(message: Message, *, sent: bool, by: Member, seen: int | None = None) -> None:
    """A person says what became of a message of which we do not know: it arrived, or it is to be sent again.

    What they have not seen holds the latter back.
    """
    with transaction.atomic():
        message = _locked(message)
        if message.status != Message.Status.UNKNOWN:
            raise ApiError(NOT_UNKNOWN)
        if not sent:
            require_seen(message.conversation, seen, by=by, beside=message.pk)
            _queue(message)
            return
        message.status = Message.Status.SENT
        message.accepted_at = message.accepted_at or message.sending_since or message.sent_at
        message.error_code, message.error_params = "", {}
        message.save(update_fields=["status", "accepted_at", "error_code", "error_params"])
        _tell(message)
        working.wake_for(message.conversation_id)


def _answer(conversation: Conversation, newest: Message) -> None:
    """It is the conversation's newest message, and nobody waits any more."""
    conversation.last_message, conversation.last_message_at = newest, newest.sent_at
    conversation.answered_until, conversation.waiting_since = newest.sent_at, None
    conversation.save(update_fields=["last_message", "last_message_at", "answered_until", "waiting_since"])
    author = newest.author
    if author and author.available and not conversation.assignee_id and author.workspace.assign_on_reply:
        assigning.assign([conversation], author, by=author)


def _check(conversation: Conversation, draft: Draft, author: Member, now: datetime) -> None:
    _require_open(conversation, now)
    if not draft.text.strip() and not draft.attachments:
        raise ApiError(EMPTY)
    require_seen(conversation, draft.seen, by=author)


def _require_open(conversation: Conversation, now: datetime) -> None:
    composer = composer_of(conversation, now=now)
    if composer.locked:
        raise ApiError(LOCKED, params={"reason": composer.reason, **composer.params})


def _rows(conversation: Conversation, draft: Draft, author: Member, now: datetime) -> Iterator[Message]:
    capabilities = provider(conversation.channel.provider).capabilities
    # Never above what the writer had before their eyes, whatever the clocks say
    at = max(now, conversation.last_message_at or now)
    quoted = _quoted(conversation, draft.reply_to)
    uploads = _uploads(draft.attachments, author, capabilities)
    texts = split(draft.text, capabilities.text_limit)
    contents: list[tuple[str, Attachment | None]] = [(text, None) for text in texts]
    contents += [("", upload) for upload in uploads]
    for part, (text, upload) in enumerate(contents):
        message = Message.objects.create(
            conversation=conversation,
            channel=conversation.channel,
            direction=Message.Direction.OUT,
            text=text,
            sent_at=at,
            author=author,
            status=Message.Status.QUEUED,
            next_attempt_at=now,
            key=draft.key,
            part=part,
            reply_to_external_id=quoted if part == 0 else "",
        )
        if upload:
            upload.message = message
            upload.save(update_fields=["message"])
        yield message


def _quoted(conversation: Conversation, pk: int | None) -> str:
    if pk is None:
        return ""
    if not provider(conversation.channel.provider).capabilities.quotes:
        raise ApiError(NO_QUOTE)
    quoted = conversation.messages.filter(pk=pk).values_list("external_id", flat=True).first()
    if not quoted:
        raise ApiError(NO_QUOTE)
    return quoted


def _uploads(pks: Sequence[int], author: Member, capabilities: Capabilities) -> list[Attachment]:
    uploads = uploads_of(author, pks)
    for upload in uploads:
        if (upload.size or 0) > capabilities.attachment_limit:
            params = {"name": upload.name, "limit": capabilities.attachment_limit}
            raise ApiError(FILE_TOO_LARGE, params=params)
        if not any(fnmatch(upload.mime, pattern) for pattern in capabilities.attachment_types):
            raise ApiError(WRONG_TYPE, params={"name": upload.name, "mime": upload.mime})
    return uploads


def uploads_of(author: Member, pks: Sequence[int]) -> list[Attachment]:
    """What they uploaded and did not use yet, in this order; for the open transaction alone. Raises ApiError."""
    rows = Attachment.objects.select_for_update().filter(message=None, uploaded_by=author).in_bulk(list(pks))
    if len(rows) != len(pks):
        raise ApiError(NO_UPLOAD)
    return [rows[pk] for pk in pks]


def _locked(message: Message) -> Message:
    """The message for change, and first its conversation, as everybody takes them who takes both."""
    Conversation.objects.select_for_update(no_key=True).filter(pk=message.conversation_id).first()
    rows = Message.objects.select_for_update(of=["self"]).select_related("conversation__channel")
    found = rows.filter(pk=message.pk).first()
    if found is None:
        raise ApiError(NOT_FOUND)  # deleted meanwhile, with its conversation
    return found


def _queue(message: Message) -> None:
    if message.external_id:
        # The provider has it: whatever went wrong, sending it again would be sending it twice
        raise ApiError(CONFLICT)
    message.status = Message.Status.QUEUED
    message.attempts, message.next_attempt_at = 0, timezone.now()
    message.error_code, message.error_params, message.error_permanent = "", {}, False
    message.save()
    waiting.recount([message.conversation_id])
    _tell(message)
    delivery.wake(message.conversation_id)


def _tell(message: Message) -> None:
    workspace = message.conversation.workspace_id
    publish(workspace, conversations=[message.conversation_id], messages=[message.pk])
