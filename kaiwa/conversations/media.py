"""Attachments of incoming messages: fetched into our own storage, since the provider's links expire (D-01)."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.registry import provider
from kaiwa.conversations import stored
from kaiwa.conversations.models import Attachment
from kaiwa.lib import jobs
from kaiwa.live import publish

MOST_ATTEMPTS = 8
BATCH = 50
# Above every provider's own limit: a bound on what one link may cost us
LIMIT = 64 * 1024 * 1024
NAMES = {"image": "picture", "voice": "voice", "video": "video", "sticker": "sticker"}


def wake() -> None:
    """Have due attachments fetched after the open transaction."""
    jobs.wake(fetch_media)


@app.task(queue="provider")
def fetch_media() -> None:
    """Fetch what is due, until nothing is."""
    while batch := list(due()[:BATCH]):
        for attachment in batch:
            fetch(attachment)


def due() -> QuerySet[Attachment]:
    return (
        Attachment.objects.filter(
            state=Attachment.State.PENDING, next_attempt_at__lte=timezone.now(), message__deleted_at=None
        )
        .select_related("message__channel")
        .order_by("next_attempt_at")
    )


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
    except ChannelError as error:
        _later(attachment, error)
    else:
        _store(attachment, kept, name)


def _store(attachment: Attachment, kept: stored.Stored, name: str) -> None:
    attachment.state = Attachment.State.STORED
    attachment.file, attachment.mime, attachment.size = kept.file, kept.mime, kept.size
    attachment.width, attachment.height = kept.width, kept.height
    attachment.name = name
    if attachment.kind == "image" and kept.kind != "image":
        # The provider calls an SVG or a HEIC an image; a browser would show it broken, or run it
        attachment.kind = "file"
    attachment.error_code = ""
    _save(attachment)


def _later(attachment: Attachment, error: ChannelError) -> None:
    attachment.attempts += 1
    if error.permanent or attachment.attempts >= MOST_ATTEMPTS:
        _fail(attachment, error.code, error.params)
        return
    wait = error.retry_after or timedelta(seconds=5 * 3**attachment.attempts)
    attachment.next_attempt_at = timezone.now() + wait
    attachment.error_code, attachment.error_params = error.code, error.params
    _save(attachment)


def _fail(attachment: Attachment, code: str, params: dict[str, object]) -> None:
    attachment.state = Attachment.State.FAILED
    attachment.error_code, attachment.error_params = code, params
    _save(attachment)


def _save(attachment: Attachment) -> None:
    with transaction.atomic():
        attachment.save()
        message = attachment.message
        if message:
            publish(attachment.workspace_id, messages=[message.pk])
