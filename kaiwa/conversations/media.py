"""Attachments of incoming messages: fetched into our own storage, since the provider's links expire (D-01)."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.registry import provider
from kaiwa.conversations import discarding, stored
from kaiwa.conversations.models import Attachment
from kaiwa.crm import working
from kaiwa.lib import jobs, locks
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.lib.storage import StorageAway
from kaiwa.live import publish

logger = logging.getLogger(__name__)

NOTHING_TO_FETCH = declare("nothing_to_fetch", 409, _("This file cannot be fetched again."))

MOST_ATTEMPTS = 8
# Fetches at once: a link that drips must hold up neither all others nor, in the same worker, the replies
PLACES = 3
# How long one that is being fetched is left alone, in case its worker died
LEFT_ALONE = timedelta(minutes=2)
# Until a file is fetched again that could not be stored
STORAGE_WAIT = timedelta(seconds=30)
# Above every provider's own limit: a bound on what one link may cost us
LIMIT = 64 * 1024 * 1024
NAMES = {"image": "picture", "voice": "voice", "video": "video", "sticker": "sticker"}


def wake() -> None:
    """Have due attachments fetched after the open transaction."""
    jobs.wake(fetch_media)


def forget() -> None:
    """Have the files of messages that were taken back deleted after the open transaction."""
    jobs.wake(discard_unsent)


def fetch_again(attachment: Attachment) -> None:
    """A person asks for a file that could not be had. Raises ApiError where nothing is left to ask for."""
    with transaction.atomic():
        row = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
        if not row.can_fetch:
            raise ApiError(NOTHING_TO_FETCH)
        Attachment.objects.filter(pk=row.pk).update(
            state=Attachment.State.PENDING,
            attempts=0,
            next_attempt_at=timezone.now(),
            error_code="",
            error_params={},
        )
        if row.message_id:
            publish(row.workspace_id, messages=[row.message_id])
        wake()


@app.task(queue="provider")
def fetch_media() -> None:
    """Fetch what is due, until nothing is."""
    with locks.one_of("media", PLACES) as mine:
        if not mine:
            return
        while attachment := _claim():
            if attachment.attempts > MOST_ATTEMPTS:
                _fail(attachment, "provider_failed", {})  # its worker died each time
            else:
                _fetch_guarded(attachment)
    if due().exists():
        # It came between the last look and letting go, when its own wake-up found no place
        wake()


@app.task(queue="provider")
def discard_unsent() -> None:
    """What the writer took back is not kept."""
    for attachment in Attachment.objects.filter(message__deleted_at__isnull=False):
        attachment.discard()
    discarding.delete_files()


def due() -> QuerySet[Attachment]:
    return (
        Attachment.objects.filter(
            state=Attachment.State.PENDING,
            next_attempt_at__lte=timezone.now(),
            message__isnull=False,
            message__deleted_at=None,
        )
        .select_related("message__channel")
        .order_by("next_attempt_at")
    )


def _claim() -> Attachment | None:
    """The one due longest. The attempt is noted first: whatever it does to us, the next one gets its turn."""
    with transaction.atomic():
        attachment = due().select_for_update(skip_locked=True, of=("self",), no_key=True).first()
        if attachment is None:
            return None
        attachment.attempts += 1
        attachment.next_attempt_at = timezone.now() + LEFT_ALONE
        attachment.save(update_fields=["attempts", "next_attempt_at"])
    return attachment


def _fetch_guarded(attachment: Attachment) -> None:
    try:
        fetch(attachment)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("attachment %s could not be fetched", attachment.pk)
        _later(attachment, ChannelError(str(error), code="provider_failed", permanent=False))


def fetch(attachment: Attachment) -> None:
    """Try once, and note what came of it."""
    if attachment.message is None:
        return
    channel = attachment.message.channel
    credentials = Credentials(channel.external_id, channel.credentials)
    try:
        with provider(channel.provider).download(credentials, attachment.source_url) as download:
            name = stored.safe_name(attachment.name or download.name, NAMES.get(attachment.kind, "file"))
            kept = stored.keep(
                download.chunks,
                folder=f"media/{attachment.workspace_id}",
                limit=LIMIT,
                declared=download.mime,
                name=name,
            )
    except stored.TooLarge as error:
        _fail(attachment, "file_too_large", {"limit": error.limit})
    except StorageAway as error:
        _wait_for_storage(attachment, error)
    except ChannelError as error:
        _later(attachment, error)
    else:
        _store(attachment, kept, name)


def _store(attachment: Attachment, kept: stored.Stored, name: str) -> None:
    kind = attachment.kind
    if kind == "image" and kept.kind != "image":
        # The provider calls an SVG or a HEIC an image; a browser would show it broken, or run it
        kind = "file"
    wanted = _save(
        attachment,
        state=Attachment.State.STORED,
        file=kept.file,
        thumbnail=kept.thumbnail,
        mime=kept.mime,
        size=kept.size,
        width=kept.width,
        height=kept.height,
        name=name,
        kind=kind,
        error_code="",
    )
    if not wanted:
        stored.discard(kept)
        discarding.wake()
    elif attachment.message is not None:
        # The CRM gets a copy
        working.wake_for(attachment.message.conversation_id)


def _later(attachment: Attachment, error: ChannelError) -> None:
    if error.permanent or attachment.attempts >= MOST_ATTEMPTS:
        _fail(attachment, error.code, error.params)
        return
    wait = error.retry_after or timedelta(seconds=5 * 3**attachment.attempts)
    _save(
        attachment,
        next_attempt_at=timezone.now() + wait,
        error_code=error.code,
        error_params=error.params,
    )


def _wait_for_storage(attachment: Attachment, error: StorageAway) -> None:
    """It was there to be had, so no attempt is counted: it is fetched when it can be kept."""
    logger.warning("attachment %s waits: %s", attachment.pk, error)
    _save(
        attachment,
        attempts=attachment.attempts - 1,
        next_attempt_at=timezone.now() + STORAGE_WAIT,
        error_code="storage_away",
        error_params={},
    )


def _fail(attachment: Attachment, code: str, params: dict[str, Any]) -> None:
    _save(attachment, state=Attachment.State.FAILED, error_code=code, error_params=params)


def _save(attachment: Attachment, **fields: Any) -> bool:
    """Whether it was still wanted: its message may have been taken back meanwhile."""
    with transaction.atomic():
        waiting = Attachment.objects.filter(
            pk=attachment.pk, state=Attachment.State.PENDING, message__deleted_at=None
        )
        wanted = bool(waiting.update(**fields))
        if wanted and attachment.message_id:
            publish(attachment.workspace_id, messages=[attachment.message_id])
    return wanted
