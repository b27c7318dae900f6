"""Delivery: the calls to the provider, one conversation at a time, oldest message first.

A message is recorded as *sending* before its call. What cannot be known afterwards is *unknown*, and is settled by
the provider's echo or by a person, never by trying again (D-16, D-17).
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels import health
from kaiwa.channels.base import ChannelError, Credentials, NotYet, OutcomeUnknown, Outgoing, Sent
from kaiwa.channels.registry import provider
from kaiwa.conversations import changes, holders, waiting
from kaiwa.conversations.composer import Composer, composer_of
from kaiwa.conversations.models import Conversation, DiscardedFile, Message
from kaiwa.conversations.stored import StoredFile
from kaiwa.crm import working
from kaiwa.lib import counters, jobs, locks
from kaiwa.live import publish, publish_gone

logger = logging.getLogger(__name__)

LOCK = "deliver"
Status = Message.Status

# After a failure that may pass; then the message has failed, and a person decides
WAITS = tuple(timedelta(seconds=seconds) for seconds in (5, 30, 120, 600, 1800))
# Longer than any call may take: a message still *sending* then was left by a worker that died
ABANDONED = timedelta(seconds=60)


def wake(conversation: int) -> None:
    """Have what is due in `conversation` sent after the open transaction."""
    jobs.wake(deliver, conversation=conversation)


@app.task(queue="deliver")
def deliver(conversation: int) -> None:
    """Send what is due in `conversation`, unless another worker is at it."""
    with locks.holding(LOCK, conversation) as mine:
        if not mine:
            return
        while message := _due(conversation):
            _attempt(message)
    if _due(conversation):
        # It was queued between the last look and letting go, when its own wake-up found us still at work
        wake(conversation)


def sweep() -> None:
    """Find what no wake-up will come for: retries whose time has come, and calls that a dead worker left."""
    now = timezone.now()
    due = Message.objects.filter(status=Status.QUEUED, next_attempt_at__lte=now)
    for conversation in due.values_list("conversation", flat=True).distinct():
        wake(conversation)
    left = Message.objects.filter(status=Status.SENDING, sending_since__lt=now - ABANDONED)
    for message in left.select_related("conversation"):
        with locks.holding(LOCK, message.conversation_id) as mine:
            # While another had the lock, it may have been deleted with its conversation
            if mine and Message.objects.filter(pk=message.pk, status=Status.SENDING).exists():
                _abandon(message)


def _abandon(message: Message) -> None:
    error = OutcomeUnknown("the worker ended during the call")
    _record_error(message, Status.UNKNOWN, error)
    wake(message.conversation_id)


def _due(conversation: int) -> Message | None:
    """The oldest message not yet sent, if it may be tried now. Those after it wait for it: order is kept."""
    unsent = Message.objects.filter(
        conversation=conversation, status__in=[Status.QUEUED, Status.SENDING], direction="out"
    )
    message = (
        unsent.select_related("conversation__identity", "conversation__channel")
        .order_by("sent_at", "pk")
        .first()
    )
    if message is None or message.status == Status.SENDING:
        return None
    waits = message.next_attempt_at and message.next_attempt_at > timezone.now()
    return None if waits else message


def _attempt(message: Message) -> None:
    if not _begin(message):
        return
    composer = composer_of(message.conversation, now=timezone.now())
    if composer.reason:
        # It was open when written. The provider would refuse; say so without asking it (D-29)
        refusal = ChannelError(composer.reason, code=composer.reason, permanent=True, params=composer.params)
        _record_error(message, Status.FAILED, refusal)
        return
    try:
        sent = _call(message, composer)
    except NotYet as error:
        # No call was made, so none is counted
        _record_error(message, Status.QUEUED, error, next_attempt_in=error.retry_after, uncounted=True)
    except OutcomeUnknown as error:
        _record_error(message, Status.UNKNOWN, error)
    except ChannelError as error:
        health.failed(message.conversation.channel, error)
        holders.learn(message.conversation, error)
        _failed(message, error)
    else:
        _record_sent(message, sent)


def _begin(message: Message) -> bool:
    """Record the call before it is made. False when somebody changed the message meanwhile."""
    now = timezone.now()
    with transaction.atomic():
        begun = Message.objects.filter(pk=message.pk, status=Status.QUEUED).update(
            status=Status.SENDING, sending_since=now, attempts=message.attempts + 1
        )
        if begun:
            message.status, message.sending_since = Status.SENDING, now
            message.attempts += 1
            _tell(message)
    return bool(begun)


def _call(message: Message, composer: Composer) -> Sent:
    conversation = message.conversation
    channel = conversation.channel
    adapter = provider(channel.provider)
    credentials = Credentials(channel.external_id, channel.credentials)
    extended = composer.window.state == "extended"
    try:
        return adapter.send(credentials, _outgoing(message, extended=extended))
    except ChannelError as error:
        # The provider counts the window otherwise than we do: with the permission, once more as a late reply
        if error.code != "window_closed" or extended or not composer.late:
            raise
        return adapter.send(credentials, _outgoing(message, extended=True))


def _outgoing(message: Message, *, extended: bool) -> Outgoing:
    upload = message.attachments.first()
    file = StoredFile(upload.file, upload.name, upload.mime, upload.size or 0) if upload else None
    return Outgoing(
        to=message.conversation.identity.external_id,
        key=f"{message.key}:{message.part}",
        text=message.text,
        file=file,
        reply_to=message.reply_to_external_id,
        extended=extended,
    )


def _record_sent(message: Message, sent: Sent) -> None:
    with transaction.atomic():
        # First the conversation, then its messages, as the drain does: it may be recording this very echo
        Conversation.objects.select_for_update(no_key=True).get(pk=message.conversation_id)
        message = _locked(message)
        if message.external_id is None:
            _absorb_twin(message, sent)
            message.external_id = sent.external_id
            message.accepted_at = message.accepted_at or timezone.now()
        message.status = Status.SENT
        message.sending_since = message.next_attempt_at = None
        message.error_code, message.error_params, message.error_permanent = "", {}, False
        message.save()
        counters.add("kaiwa_sends", "sent")
        # A receipt or a reaction may have come before we knew what it was about
        changes.apply_early(message)
        _tell(message)
        working.wake_for(message.conversation_id)


def _absorb_twin(message: Message, sent: Sent) -> None:
    """An echo that came first and did not carry our key was taken for one written elsewhere: they are one."""
    twin = Message.objects.filter(channel=message.channel_id, external_id=sent.external_id).first()
    if twin is None:
        return
    for name in changes.FIELDS:
        setattr(message, name, getattr(twin, name))
    for file in twin.attachments.exclude(file=""):
        DiscardedFile.objects.add(file.file, file.thumbnail)
    conversation, was_newest = message.conversation, message.conversation.last_message_id == twin.pk
    gone = twin.pk
    twin.delete()
    publish_gone(conversation.workspace_id, conversation=conversation.pk, message=gone)
    if was_newest:
        newest = conversation.messages.said().newest_first()[0]
        conversation.last_message, conversation.last_message_at = newest, newest.sent_at
        conversation.save(update_fields=["last_message", "last_message_at"])


def _failed(message: Message, error: ChannelError) -> None:
    most = len(WAITS) if error.tries is None else error.tries
    again = not error.permanent and message.attempts <= most
    if not again:
        _record_error(message, Status.FAILED, error)
        return
    wait = error.retry_after or WAITS[message.attempts - 1]
    _record_error(message, Status.QUEUED, error, next_attempt_in=wait)


def _record_error(
    message: Message,
    status: Message.Status,
    error: ChannelError,
    *,
    next_attempt_in: timedelta | None = None,
    uncounted: bool = False,
) -> None:
    with transaction.atomic():
        if status == Status.FAILED:
            # As in _record_sent: whoever takes both takes the conversation first
            Conversation.objects.select_for_update(no_key=True).get(pk=message.conversation_id)
        message = _locked(message)
        if message.status != Status.SENDING:
            return  # the echo was quicker, and knows better
        message.status = status
        message.attempts -= uncounted
        message.error_code, message.error_params = error.code, error.params
        message.error_permanent = error.permanent
        counters.add("kaiwa_sends", {Status.QUEUED: "retried"}.get(status, str(status)))
        message.next_attempt_at = timezone.now() + next_attempt_in if next_attempt_in else None
        message.save()
        if status == Status.FAILED:
            waiting.recount([message.conversation_id])
        _tell(message)


def _locked(message: Message) -> Message:
    rows = Message.objects.select_for_update(of=["self"]).select_related("conversation")
    return rows.get(pk=message.pk)


def _tell(message: Message) -> None:
    workspace = message.conversation.workspace_id
    publish(workspace, conversations=[message.conversation_id], messages=[message.pk])
