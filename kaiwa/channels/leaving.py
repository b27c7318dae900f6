"""Leaving: uninstalled here, one channel let go, or the app removed on the provider's side. The history stays."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kaiwa.channels import blanking, telling
from kaiwa.channels.base import ChannelError, Credentials
from kaiwa.channels.models import Channel, Connection, DataDeletion
from kaiwa.channels.models.channel import ChannelQuerySet
from kaiwa.channels.models.connection import ConnectionQuerySet
from kaiwa.channels.registry import provider as adapter
from kaiwa.live import publish
from kaiwa.workspaces.models import AuditEntry, Member

logger = logging.getLogger(__name__)

State = Channel.State

# Why a channel ended without one of us doing it
REMOVED, DELETED = "app_removed", "login_deleted"
ENDED = (REMOVED, DELETED)

_OFF: dict[str, Any] = {"state": State.DISCONNECTED, "problem_params": {}, "credentials": ""}

# Providers' clocks and ours differ a little; a login is newer than a farewell only beyond it
_CLOCKS_DIFFER = timedelta(minutes=1)
# A workspace with thirty Pages must not wait for thirty answers in a row
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class StillReported:
    """A channel that was let go here, while the provider did not take it back: why, as a code."""

    channel: Channel
    code: str


def uninstall(connection: Connection, *, by: Member) -> list[StillReported]:
    """Remove the installation with its logins, whoever installed it (FAQ-11). Gives what the provider kept.

    The provider is told first: once the channels are free, another workspace may take them, and telling
    it then would unsubscribe theirs.
    """
    channels = connection.channels.connected().order_by("name", "pk")
    kept = _release(channels)
    with transaction.atomic():
        installed = Connection.objects.select_for_update(no_key=True).installed()
        row = installed.filter(pk=connection.pk).first()
        if row is None:
            return kept  # another admin was quicker
        _disconnect(row.channels.connected())
        row.removed_at, row.credentials = timezone.now(), ""
        row.save(update_fields=["removed_at", "credentials"])
        AuditEntry.objects.record(
            by,
            "connection_uninstalled",
            provider=row.provider,
            connection=row.pk,
            installer=row.installer.name,
            visibility=row.visibility,
        )
        _tell(row, access=True)
    return kept


def let_go(channel: Channel, *, by: Member) -> list[StillReported]:
    """Disconnect one channel and leave the others of its connection as they are."""
    one = Channel.objects.connected().filter(pk=channel.pk)
    kept = _release(one)
    with transaction.atomic():
        if _disconnect(one):
            AuditEntry.objects.record(by, "channel_disconnected", channel=channel.pk, name=channel.name)
            publish(by.workspace_id, channels=[channel.pk], access=True)
    return kept


def left(provider: str, external_user_id: str, *, at: datetime) -> None:
    """The person withdrew the app at the provider, at that time: what hung on their login ends at once.

    A notice older than the login is late: they have come back since.
    """
    with transaction.atomic():
        newest = at + _CLOCKS_DIFFER
        logins = _logins(provider, external_user_id).filter(logged_in_at__lte=newest)
        logins.update(credentials="")
        theirs = _channels_of(provider, external_user_id).filter(logged_in_at__lte=newest)
        _end(theirs, REMOVED)


def freed(channel: Channel) -> None:
    """The provider says that our app is no longer installed on this channel: it can be connected anew, anywhere."""
    with transaction.atomic():
        _end(Channel.objects.filter(pk=channel.pk), REMOVED)


def gone(connection: Connection) -> set[str]:
    """The external ids of its channels that ended on the provider's side: a new login brings them back."""
    ended = connection.channels.filter(state=State.DISCONNECTED, problem_code__in=ENDED)
    return set(ended.values_list("external_id", flat=True))


def forget(provider: str, external_user_id: str) -> DataDeletion:
    """Delete what we hold of a person who logged in: id, name, every token taken with their login, and webhooks."""
    with transaction.atomic():
        channels, logins = (
            _channels_of(provider, external_user_id),
            _logins(provider, external_user_id),
        )
        workspaces = set(logins.values_list("workspace_id", flat=True))
        found = logins.count() + channels.count() + blanking.blank(provider, external_user_id)
        _end(channels, DELETED)
        channels.update(external_user_id="", credentials="")
        logins.update(external_user_id="", external_user_name="", credentials="")
        for workspace in sorted(workspaces):
            AuditEntry.objects.note(workspace, "personal_data_deleted", provider=provider)
        return DataDeletion.objects.finished(provider, found=found > 0)


def _release(channels: Iterable[Channel]) -> list[StillReported]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        told = list(pool.map(_release_one, list(channels)))
    return [each for each in told if each]


def _release_one(channel: Channel) -> StillReported | None:
    try:
        adapter(channel.provider).release(Credentials(channel.external_id, channel.credentials))
    except ChannelError as error:
        if error.code == REMOVED:
            return None  # there was nothing left to take back
        logger.warning("%s %s is still reported: %s", channel.provider, channel.external_id, error)
        return StillReported(channel, error.code)
    return None


def _disconnect(channels: ChannelQuerySet) -> int:
    return channels.update(**_OFF, problem_code="", problem_since=None)


def _end(channels: ChannelQuerySet, code: str) -> None:
    """On the provider's side, not by one of us: the channels say why, and their admins are told."""
    ended = list(channels.connected().select_related("connection").order_by("pk"))
    rows = Channel.objects.filter(pk__in=[channel.pk for channel in ended])
    rows.update(**_OFF, problem_code=code, problem_since=timezone.now())
    for channel in ended:
        workspace = channel.connection.workspace_id
        AuditEntry.objects.note(workspace, "channel_left", channel=channel.pk, name=channel.name, cause=code)
        publish(workspace, channels=[channel.pk], access=True)
    if ended:
        telling.wake()


def _logins(provider: str, external_user_id: str) -> ConnectionQuerySet:
    return Connection.objects.filter(provider=provider, external_user_id=external_user_id)


def _channels_of(provider: str, external_user_id: str) -> ChannelQuerySet:
    """Channels whose token was taken with this person's login, in every workspace."""
    return Channel.objects.filter(provider=provider, external_user_id=external_user_id)


def _tell(connection: Connection, *, access: bool) -> None:
    pks = list(connection.channels.values_list("pk", flat=True))
    publish(connection.workspace_id, channels=pks, access=access)
