"""Names and pictures, from the provider's profile API; never invented (D-53)."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels import health
from kaiwa.channels.base import ChannelError, Credentials, Profile
from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider
from kaiwa.conversations import stored
from kaiwa.conversations.models import Contact, Conversation, DiscardedFile, Identity
from kaiwa.conversations.search import index
from kaiwa.lib import jobs, locks
from kaiwa.lib.storage import StorageAway
from kaiwa.live import publish

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 6
# At once, so that a slow provider leaves the worker hands for replies
PLACES = 2
# How long one that is being asked for is left alone, in case its worker died
LEFT_ALONE = timedelta(minutes=2)
# Until a picture is fetched again that could not be stored
STORAGE_WAIT = timedelta(seconds=30)
PICTURE_LIMIT = 5 * 1024 * 1024


def wake() -> None:
    """Have due profiles fetched after the open transaction."""
    jobs.wake(fetch_profiles)


@app.task(queue="provider")
def fetch_profiles() -> None:
    """Ask the provider who the new identities are, until none is due."""
    with locks.one_of("profiles", PLACES) as mine:
        if not mine:
            return
        while identity := _claim():
            _fetch_guarded(identity)
    if due().exists():
        # It came between the last look and letting go, when its own wake-up found no place
        wake()


def due() -> QuerySet[Identity]:
    """Those to be asked for now. While a channel needs a person itself, its customers wait with it."""
    return (
        Identity.objects.filter(
            profile=Identity.Profile.DUE,
            profile_due_at__lte=timezone.now(),
            channel__state=Channel.State.CONNECTED,
        )
        .select_related("channel", "contact")
        .order_by("profile_due_at")
    )


def _claim() -> Identity | None:
    """The one due longest. The attempt is noted first: whatever it does to us, the next one gets its turn."""
    with transaction.atomic():
        identity = due().select_for_update(skip_locked=True, of=("self",), no_key=True).first()
        if identity is None:
            return None
        identity.profile_attempts += 1
        identity.profile_due_at = timezone.now() + LEFT_ALONE
        identity.save(update_fields=["profile_attempts", "profile_due_at"])
    return identity


def _fetch_guarded(identity: Identity) -> None:
    try:
        _fetch(identity)
    except DatabaseError:
        raise
    except Exception as error:
        logger.exception("the profile of identity %s could not be fetched", identity.pk)
        _later(identity, ChannelError(str(error), code="provider_failed", permanent=False))


def _fetch(identity: Identity) -> None:
    channel = identity.channel
    credentials = Credentials(channel.external_id, channel.credentials)
    try:
        profile = provider(channel.provider).profile(credentials, identity.external_id)
    except ChannelError as error:
        health.failed(channel, error)
        _later(identity, error)
        return
    try:
        picture = _keep_picture(identity, credentials, profile.picture_url)
    except StorageAway as error:
        logger.warning("the picture of identity %s waits: %s", identity.pk, error)
        with transaction.atomic():
            _store(identity, profile, "")
            _again_when_stored(identity)
            index.wake()
        return
    with transaction.atomic():
        _store(identity, profile, picture)
        index.wake()


def _keep_picture(identity: Identity, credentials: Credentials, url: str) -> str:
    """Where the picture is stored; empty when there is none, or it cannot be had: a name alone is worth it."""
    if not url:
        return ""
    adapter = provider(identity.channel.provider)
    try:
        with adapter.download(credentials, url) as download:
            kept = stored.keep(
                download.chunks, folder=f"pictures/{identity.contact.workspace_id}", limit=PICTURE_LIMIT
            )
    except (ChannelError, stored.TooLarge) as error:
        logger.info("no picture for identity %s: %s", identity.pk, error)
        return ""
    if kept.mime in stored.PICTURES:
        # Small as it is shown, and drawn by us
        if kept.thumbnail:
            DiscardedFile.objects.add(kept.file)
        return kept.thumbnail or kept.file
    stored.discard(kept)
    return ""


def _store(identity: Identity, profile: Profile, picture: str) -> None:
    known = bool(profile.name or picture)
    identity.profile = Identity.Profile.KNOWN if known else Identity.Profile.REFUSED
    identity.name = profile.name[:255]
    identity.picture = picture or identity.picture
    identity.locale = profile.locale[:16]
    identity.utc_offset = profile.utc_offset
    identity.save(update_fields=["profile", "name", "picture", "locale", "utc_offset"])
    # A member may have named the contact meanwhile: that name stays
    Contact.objects.filter(pk=identity.contact_id, name="").update(name=identity.name)
    _tell(identity)


def _again_when_stored(identity: Identity) -> None:
    """The name is here; the picture could be had and not be kept, so no attempt is counted."""
    identity.profile, identity.profile_due_at = Identity.Profile.DUE, timezone.now() + STORAGE_WAIT
    identity.profile_attempts -= 1
    identity.save(update_fields=["profile", "profile_attempts", "profile_due_at"])


def _later(identity: Identity, error: ChannelError) -> None:
    # What stands in the channel's way says nothing of the person: it is asked again once the channel works
    final = error.permanent and not error.channel
    if final or identity.profile_attempts >= MOST_ATTEMPTS:
        identity.profile = Identity.Profile.REFUSED
    wait = error.retry_after or timedelta(seconds=10 * 4**identity.profile_attempts)
    identity.profile_due_at = timezone.now() + wait
    identity.save(update_fields=["profile", "profile_attempts", "profile_due_at"])


def _tell(identity: Identity) -> None:
    conversations = Conversation.objects.filter(contact=identity.contact_id).values_list("pk", flat=True)
    publish(identity.contact.workspace_id, conversations=list(conversations))
