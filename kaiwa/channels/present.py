"""Channels, connections and providers as the API and the stream show them."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from kaiwa.channels import connect, shapes
from kaiwa.channels.base import Provider
from kaiwa.channels.capabilities import Capabilities
from kaiwa.channels.checks import NAMES
from kaiwa.channels.leaving import StillReported
from kaiwa.channels.models import Channel, Connection, DataDeletion, Round
from kaiwa.channels.registry import provider
from kaiwa.workspaces.models import Member


def channels(rows: QuerySet[Channel]) -> list[shapes.ChannelOut]:
    """`rows`, in their order, in one query."""
    return [_channel(row) for row in rows.select_related("connection__installer__user")]


def provider_for(member: Member, adapter: Provider) -> shapes.ProviderOut:
    """A kind of channel, and what `member` may do about it."""
    connection = connect.installed(member, adapter.name)
    seen = connection is not None and connection.is_visible_to(member)
    no = connect.refusal(member, adapter.name)
    able = adapter.capabilities
    return shapes.ProviderOut(
        name=adapter.name,
        label=able.label,
        icon=able.icon,
        one_channel=able.one_channel,
        installable=adapter.installable(),
        permissions=[
            shapes.PermissionOut(name=each.name, why_code=each.why_code, optional=each.optional)
            for each in able.permissions
        ],
        connection=_connection(connection) if connection and seen else None,
        removable=_removable(connection) if connection and member.is_admin else None,
        may_install=no is None,
        refusal=no.code if no else None,
        refusal_params=no.params if no else {},
    )


def health(channel: Channel) -> shapes.HealthOut:
    """What the rounds found of `channel`."""
    last = channel.rounds.order_by("-pk").first()
    day = channel.rounds.filter(started_at__gte=timezone.now() - timedelta(days=1)).aggregate(
        rounds=Count("pk"),
        recovered=Coalesce(Sum("recovered", filter=Q(first=False)), 0),
        unrecoverable=Coalesce(Sum("unrecoverable"), 0),
    )
    return shapes.HealthOut(
        checks=[
            shapes.CheckOut(name=name, **channel.checks[name]) for name in NAMES if name in channel.checks
        ],
        last_round=_round(last) if last else None,
        day=shapes.DayOut(**day),
        caught_up_at=channel.caught_up_at,
        next_round_at=channel.next_round_at if channel.state != Channel.State.DISCONNECTED else None,
    )


def _round(row: Round) -> shapes.RoundOut:
    error = shapes.ProblemOut(code=row.error_code, params=row.error_params) if row.error_code else None
    return shapes.RoundOut(
        started_at=row.started_at,
        finished_at=row.finished_at,
        complete=row.complete,
        first=row.first,
        listed=row.listed,
        recovered=row.recovered,
        unrecoverable=row.unrecoverable,
        error=error,
    )


def leaving(kept: list[StillReported]) -> shapes.LeavingOut:
    """What an uninstallation left behind at the provider."""
    rows = [shapes.StillReportedOut(name=each.channel.name, code=each.code) for each in kept]
    return shapes.LeavingOut(still_reported=rows)


def data_deletion(row: DataDeletion) -> shapes.DataDeletionOut:
    return shapes.DataDeletionOut(
        code=row.code,
        label=provider(row.provider).capabilities.label,
        found=row.found,
        requested_at=row.requested_at,
        completed_at=row.completed_at,
    )


def _channel(row: Channel) -> shapes.ChannelOut:
    problem = (
        shapes.ProblemOut(code=row.problem_code, params=row.problem_params) if row.problem_code else None
    )
    return shapes.ChannelOut(
        id=row.pk,
        provider=row.provider,
        name=row.name,
        # The name in storage changes with the picture: a browser may keep what it has
        picture_url=f"/api/v1/channels/{row.pk}/picture?v={row.picture[-12:-4]}" if row.picture else None,
        external_id=row.external_id,
        state=row.state,
        problem=problem,
        problem_since=row.problem_since,
        human_agent=row.human_agent,
        typing_indicator=row.typing_indicator,
        mark_seen=row.mark_seen,
        return_when_away=row.return_when_away,
        connection_id=row.connection_id,
        visibility=row.connection.visibility,
        installer=_installer(row.connection),
        connected_at=row.connected_at,
        last_event_at=row.last_event_at,
        can_write=row.state == Channel.State.CONNECTED,
        capabilities=_capabilities(provider(row.provider).capabilities),
    )


def _connection(row: Connection) -> shapes.ConnectionOut:
    return shapes.ConnectionOut(
        id=row.pk,
        provider=row.provider,
        visibility=row.visibility,
        installer=_installer(row),
        account=row.external_user_name,
        connected_at=row.created_at,
        handover=_handover(row),
    )


def _removable(row: Connection) -> shapes.RemovableOut:
    return shapes.RemovableOut(
        id=row.pk, installer=_installer(row), visibility=row.visibility, handover=_handover(row)
    )


def _handover(row: Connection) -> shapes.HandoverOut | None:
    to, by = row.handover_to, row.handover_by
    if to is None:
        return None
    return shapes.HandoverOut(
        to=shapes.InstallerOut(id=to.pk, name=to.name),
        by=shapes.InstallerOut(id=by.pk, name=by.name) if by else None,
    )


def _installer(row: Connection) -> shapes.InstallerOut:
    return shapes.InstallerOut(id=row.installer_id, name=row.installer.name)


def _capabilities(able: Capabilities) -> shapes.CapabilitiesOut:
    return shapes.CapabilitiesOut(
        label=able.label,
        icon=able.icon,
        text_limit=able.text_limit,
        attachment_limit=able.attachment_limit,
        attachment_types=list(able.attachment_types),
        window_hours=_in(able.window, timedelta(hours=1)),
        extended_days=_in(able.extended_window, timedelta(days=1)),
        may_start=able.may_start,
        signals=able.signals,
        quotes=able.quotes,
        places=dict(able.places),
    )


def _in(span: timedelta | None, unit: timedelta) -> float | None:
    return None if span is None else span / unit
