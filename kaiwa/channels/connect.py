"""Connecting: one installation of a provider in a workspace, and the channels that it brings."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from kaiwa.channels.models import Channel, Connection
from kaiwa.channels.models.channel import ChannelQuerySet
from kaiwa.channels.picture import thumbnail
from kaiwa.channels.registry import provider as adapter
from kaiwa.conversations import handling, rounds
from kaiwa.conversations.models import DiscardedFile
from kaiwa.crm import rules
from kaiwa.lib.storage import StorageAway
from kaiwa.live import publish
from kaiwa.workspaces.models import AuditEntry, Member, Workspace

logger = logging.getLogger(__name__)

State = Channel.State


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, as a code of codes.REFUSALS. It never tells anything of another workspace."""

    code: str
    params: dict[str, Any] = field(default_factory=dict)


class Refused(Exception):
    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Account:
    """Who at the provider gives us access, and with what."""

    external_id: str
    name: str
    credentials: str


def installed(member: Member, provider: str) -> Connection | None:
    """The workspace's installation, whoever may see it."""
    found = Connection.objects.installed().filter(workspace=member.workspace_id, provider=provider)
    return found.select_related("installer__user", "handover_to__user", "handover_by__user").first()


def refusal(member: Member, provider: str) -> Refusal | None:
    """Why `member` cannot install it, or connect it again. None: they can."""
    if adapter(provider).capabilities.admins_only and not member.is_admin:
        return Refusal("not_admin")
    if not adapter(provider).installable():
        return Refusal("not_configured")
    connection = installed(member, provider)
    if connection is None or connection.installer_id == member.pk:
        return None
    if not connection.is_visible_to(member):
        return Refusal("installed_privately", {"installer": connection.installer.name})
    return (
        Refusal("already_installed", {"installer": connection.installer.name}) if _works(connection) else None
    )


def install(member: Member, provider: str, visibility: str, account: Account) -> Connection:
    """Install it, or give the installation that is there the new login. Raises Refused."""
    with transaction.atomic():
        # Two admins at once: the second finds what the first installed
        Workspace.objects.select_for_update(no_key=True).get(pk=member.workspace_id)
        if no := refusal(member, provider):
            raise Refused(no)
        connection = installed(member, provider)
        code = "connection_renewed" if connection else "connection_installed"
        if connection is None:
            connection = Connection(workspace=member.workspace, provider=provider, installer=member)
        if connection.installer_id == member.pk:  # FAQ-12: nobody else changes who sees it
            if connection.pk and connection.visibility != visibility:
                rules.forget_agreement([connection])
            connection.visibility = visibility
        connection.external_user_id, connection.external_user_name = account.external_id, account.name
        connection.credentials, connection.logged_in_at = account.credentials, timezone.now()
        connection.save()
        AuditEntry.objects.record(
            member, code, provider=provider, connection=connection.pk, visibility=connection.visibility
        )
        handling.release_unseen(connection, by=member)
        publish(member.workspace_id, channels=_pks(connection), access=True)
    return connection


def change_visibility(connection: Connection, visibility: str, *, by: Member) -> None:
    """Private or shared, for all its channels and what was written there. Raises Refused (FAQ-12)."""
    if connection.installer_id != by.pk:
        raise Refused(Refusal("not_installer", {"installer": connection.installer.name}))
    with transaction.atomic():
        row = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
        if row.visibility == visibility:
            return
        row.visibility = visibility
        row.save(update_fields=["visibility"])
        rules.forget_agreement([row])
        AuditEntry.objects.record(
            by, "visibility_changed", provider=row.provider, connection=row.pk, visibility=visibility
        )
        handling.release_unseen(row, by=by)
        publish(by.workspace_id, channels=_pks(row), access=True)


def elsewhere(connection: Connection, external_ids: list[str]) -> list[Channel]:
    """Those of these that are connected in another workspace (TS-05)."""
    taken = Channel.objects.connected().filter(provider=connection.provider, external_id__in=external_ids)
    return list(taken.exclude(connection__workspace=connection.workspace_id))


def connected(connection: Connection) -> set[str]:
    """The external ids of the workspace's channels of this provider."""
    return set(_channels(connection).exclude(state=State.DISCONNECTED).values_list("external_id", flat=True))


def claim(connection: Connection, external_id: str, *, name: str, credentials: str) -> Channel:
    """Take the channel for the workspace, with its history if it was here before. Raises Refused.

    Until `opened`, a channel that was not connected shows that its messages are not reported yet; what
    already arrives is kept.
    """
    try:
        with transaction.atomic():
            # Two members who choose the same Page at once make one channel of it
            # Without the key: what arrives meanwhile refers to both rows, and must not wait for us, nor we for it
            Workspace.objects.select_for_update(no_key=True).get(pk=connection.workspace_id)
            rows = _with_history_for(connection).select_for_update(of=["self"], no_key=True)
            channel = rows.filter(external_id=external_id).first()
            if channel is None:
                channel = Channel(
                    provider=connection.provider, external_id=external_id, state=State.DISCONNECTED
                )
            if channel.state == State.DISCONNECTED:
                channel.state, channel.problem_code = State.ATTENTION, "not_subscribed"
                channel.problem_params = {"new": channel.pk is None}
                channel.connected_at = timezone.now()
            channel.connection, channel.name, channel.credentials = connection, name, credentials
            channel.external_user_id = connection.external_user_id
            channel.logged_in_at = connection.logged_in_at
            channel.save()
    except IntegrityError as error:
        # channel_connected_once: another workspace has it, or took it just now
        raise Refused(Refusal("page_elsewhere")) from error
    return channel


def opened(channel: Channel, *, by: Member) -> None:
    """Its messages are reported to us now."""
    with transaction.atomic():
        channel.state, channel.problem_code, channel.problem_params = State.CONNECTED, "", {}
        channel.save(update_fields=["state", "problem_code", "problem_params"])
        AuditEntry.objects.record(by, "channel_connected", channel=channel.pk, name=channel.name)
        publish(by.workspace_id, channels=[channel.pk], access=True)
        # What was said before, and while it was away
        rounds.now(channel)


def failed(channel: Channel, code: str) -> None:
    """It could not be opened: what was not connected before is let go, what was needs a person."""
    with transaction.atomic():
        channel.refresh_from_db(fields=["last_event_at"])
        new = channel.problem_params.get("new", False)
        if channel.problem_code == "not_subscribed" and new and channel.last_event_at is None:
            channel.delete()  # nothing was ever heard of it: there is no history to keep
            return
        if channel.problem_code == "not_subscribed":
            channel.state, channel.problem_code = State.DISCONNECTED, ""
        else:
            channel.state, channel.problem_code = State.ATTENTION, code
        channel.problem_params = {}
        channel.save(update_fields=["state", "problem_code", "problem_params"])
        publish(channel.connection.workspace_id, channels=[channel.pk])


def keep_picture(channel: Channel, url: str) -> None:
    """Keep a copy of the channel's picture; without one it is shown by its name."""
    png = thumbnail(url)
    if not png:
        return
    old, folder = channel.picture, f"pictures/{channel.connection.workspace_id}"
    try:
        channel.picture = default_storage.save(f"{folder}/{uuid4().hex}.png", ContentFile(png))
    except StorageAway as error:
        logger.warning("channel %s goes without its picture: %s", channel.pk, error)
        return
    with transaction.atomic():
        channel.save(update_fields=["picture"])
        DiscardedFile.objects.add(old)


def allow_late_replies(channel: Channel, allowed: bool, *, by: Member) -> None:
    """Say whether the channel holds the provider's permission for answers by hand after the window (H-08)."""
    with transaction.atomic():
        channel.human_agent = allowed
        channel.save(update_fields=["human_agent"])
        AuditEntry.objects.record(
            by, "late_replies_changed", channel=channel.pk, name=channel.name, allowed=allowed
        )
        publish(by.workspace_id, channels=[channel.pk])


def return_when_away(channel: Channel, allowed: bool, *, by: Member) -> None:
    """Say whether a conversation is nobody's again when its customer writes while its assignee is away (D-66)."""
    with transaction.atomic():
        channel.return_when_away = allowed
        channel.save(update_fields=["return_when_away"])
        AuditEntry.objects.record(
            by, "return_when_away_changed", channel=channel.pk, name=channel.name, allowed=allowed
        )
        publish(by.workspace_id, channels=[channel.pk])


def change_manners(channel: Channel, manners: dict[str, bool], *, by: Member) -> None:
    """Say what customers are shown besides messages: `typing_indicator`, `mark_seen`."""
    with transaction.atomic():
        for name, on in manners.items():
            setattr(channel, name, on)
        channel.save(update_fields=list(manners))
        AuditEntry.objects.record(
            by, "channel_manners_changed", channel=channel.pk, name=channel.name, **manners
        )
        publish(by.workspace_id, channels=[channel.pk])


def _channels(connection: Connection) -> ChannelQuerySet:
    return Channel.objects.filter(
        connection__workspace=connection.workspace_id, provider=connection.provider
    ).order_by("-pk")


def _with_history_for(connection: Connection) -> ChannelQuerySet:
    """Channels that may come back in `connection`. What a colleague kept to themselves stays theirs."""
    seen = Connection.objects.visible_to(connection.installer)
    return _channels(connection).filter(connection__in=seen)


def _works(connection: Connection) -> bool:
    states = set(connection.channels.values_list("state", flat=True))
    return State.CONNECTED in states and State.ATTENTION not in states


def _pks(connection: Connection) -> list[int]:
    return list(connection.channels.values_list("pk", flat=True))
