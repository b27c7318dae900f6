"""What is wrong with a channel, and since when anything was heard of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from kaiwa.channels import leaving
from kaiwa.channels.base import ChannelError
from kaiwa.channels.events import ChannelNotice
from kaiwa.channels.models import Channel
from kaiwa.live import publish

# Often enough for *last heard of*, rarely enough to cost the drain nothing
HEARD_EVERY = timedelta(seconds=30)


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
    """The provider said something about the channel itself."""
    if event.code == "policy_blocked":
        _set(channel, Channel.State.ATTENTION, event.code, dict(event.params))
    elif event.code == "policy_unblocked":
        Channel.objects.filter(pk=channel, problem_code="policy_blocked").update(
            state=Channel.State.CONNECTED, problem_code="", problem_params={}
        )
        _tell(channel)


def failed(channel: Channel, error: ChannelError) -> None:
    """A call showed that the channel itself needs a person. Later messages wait for it."""
    if error.code == leaving.REMOVED:
        leaving.freed(channel)
    elif error.channel:
        for pk in _sharing(channel, error):
            _set(pk, Channel.State.ATTENTION, error.code, error.params)


def _sharing(channel: Channel, error: ChannelError) -> list[int]:
    """Whom it concerns: a login that died took the other channels along that were connected with it."""
    if error.code != "reauthorize" or not channel.external_user_id:
        return [channel.pk]
    same = channel.connection.channels.filter(external_user_id=channel.external_user_id)
    return sorted(same.connected().values_list("pk", flat=True))


def _set(pk: int, state: Channel.State, code: str, params: dict[str, object]) -> None:
    changed = (
        Channel.objects.connected()
        .filter(pk=pk)
        .exclude(state=state, problem_code=code)
        .update(state=state, problem_code=code, problem_params=params)
    )
    if changed:
        _tell(pk)


def _tell(pk: int) -> None:
    workspace = Channel.objects.values_list("connection__workspace_id", flat=True).get(pk=pk)
    publish(workspace, channels=[pk])
