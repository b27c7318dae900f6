"""What is wrong with a channel, and since when anything was heard of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from kaiwa.channels import leaving, telling
from kaiwa.channels.base import ChannelError
from kaiwa.channels.codes import FAILURES
from kaiwa.channels.events import ChannelNotice
from kaiwa.channels.models import Channel
from kaiwa.live import publish

# Often enough for *last heard of*, rarely enough to cost the drain nothing
HEARD_EVERY = timedelta(seconds=30)
# What a provider calls its restriction when it tells of it, and when it refuses a message for it
POLICY = ("policy_blocked", "page_restricted")


@dataclass(frozen=True, slots=True)
class ConnectedChannel:
    pk: int
    workspace: int


def connected(provider: str, external_ids: Iterable[str]) -> dict[str, ConnectedChannel]:
    """The channels connected here among `external_ids`, by external id."""
    rows = (
        Channel.objects.connected()
        .filter(provider=provider, external_id__in=sorted(external_ids))
        .values_list("external_id", "pk", "connection__workspace_id")
    )
    return {external_id: ConnectedChannel(pk, workspace) for external_id, pk, workspace in rows}


def heard(channels: Iterable[ConnectedChannel]) -> None:
    """A webhook came for these."""
    now = timezone.now()
    stale = Q(last_event_at=None) | Q(last_event_at__lt=now - HEARD_EVERY)
    pks = [channel.pk for channel in channels]
    Channel.objects.filter(stale, pk__in=pks).update(last_event_at=now)


def notice(channel: int, event: ChannelNotice) -> None:
    """The provider said something about the channel itself; what it said last counts, in whatever order it came."""
    newest = Q(policy_at=None) | Q(policy_at__lt=event.at)
    if not Channel.objects.filter(newest, pk=channel).update(policy_at=event.at):
        return
    if event.code == "policy_blocked":
        trouble(channel, event.code, dict(event.params))
    elif event.code == "policy_unblocked":
        recovered(channel, POLICY)


def failed(channel: Channel, error: ChannelError) -> None:
    """A call showed that the channel itself needs a person. Later messages wait for it."""
    if error.code == leaving.REMOVED:
        leaving.freed(channel)
    elif error.channel:
        for pk in _sharing(channel, error):
            trouble(pk, error.code, error.params)


def _sharing(channel: Channel, error: ChannelError) -> list[int]:
    """Whom it concerns: a login that died took the other channels along that were connected with it."""
    if error.code != "reauthorize" or not channel.external_user_id:
        return [channel.pk]
    same = channel.connection.channels.filter(external_user_id=channel.external_user_id)
    return sorted(same.connected().values_list("pk", flat=True))


def trouble(pk: int, code: str, params: dict[str, Any]) -> None:
    """The channel needs a person from now on; its admins are told, once."""
    fields = {"state": Channel.State.ATTENTION, "problem_code": code, "problem_params": params}
    with transaction.atomic():
        others = Channel.objects.connected().filter(pk=pk).exclude(state=fields["state"], problem_code=code)
        if others.update(**fields, problem_since=timezone.now()):
            _tell(pk)
            telling.wake()


def recovered(pk: int, codes: Iterable[str] = FAILURES) -> bool:
    """The channel works again, if one of `codes` was what was wrong with it. Whether it was."""
    with transaction.atomic():
        changed = Channel.objects.filter(
            pk=pk, state=Channel.State.ATTENTION, problem_code__in=list(codes)
        ).update(state=Channel.State.CONNECTED, problem_code="", problem_params={}, problem_since=None)
        if changed:
            _tell(pk)
    return bool(changed)


def _tell(pk: int) -> None:
    """The channel's row changed, and with it the composer of every conversation that is open somewhere."""
    workspace = Channel.objects.values_list("connection__workspace_id", flat=True).get(pk=pk)
    publish(workspace, channels=[pk])
