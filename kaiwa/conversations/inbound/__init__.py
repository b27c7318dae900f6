"""Inbound: what happens when a customer wrote, or the provider says what became of ours.

A batch of events is recorded set-wise, in a handful of statements, in the caller's transaction. Recording is
idempotent and does not depend on order: the same events, shuffled and doubled, end in the same rows. One batch
is recorded at a time (`alone`), which is why the rows looked up here cannot appear meanwhile.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

from kaiwa.channels import health
from kaiwa.channels.events import AnyEvent, ChannelNotice, Deleted
from kaiwa.conversations import media, profiles
from kaiwa.conversations.inbound import alterations, attention, messages, receipts, summaries, writers
from kaiwa.conversations.inbound.threads import MessageRow, Pair, find
from kaiwa.conversations.search import index
from kaiwa.crm import working
from kaiwa.lib import locks
from kaiwa.live import publish
from kaiwa.notifications import noticing

# Where events come from: the provider reported them, or its list showed them; from before we were connected
Source = Literal["webhook", "list", "history"]


def alone() -> None:
    """Wait until nobody else records, and be the only one until the transaction ends: drain and catch-up both do."""
    locks.lock("record")


def record(provider: str, events: Sequence[AnyEvent], *, source: Source = "webhook") -> int:
    """Record `events` of one provider in order of arrival. Returns how many belong to channels connected here."""
    alone()
    channels = health.connected(provider, {event.channel for event in events})
    ours = [event for event in events if event.channel in channels]
    for event in ours:
        if isinstance(event, ChannelNotice):
            health.notice(channels[event.channel].pk, event)
    pairs = find(channels, [event for event in ours if not isinstance(event, ChannelNotice)])
    if pairs:
        _record(pairs, source)
    if source == "webhook":
        health.heard(channels.values())
    return len(ours)


def ring(*, at_once: bool = False) -> float | None:
    """After the transaction, have the worker look at what was recorded. Returns in how many seconds to ring again.

    `at_once`: whoever asks will not come back.
    """
    rests = [bell.ring(at_once=at_once) for bell in (noticing.bell, index.bell, working.bell)]
    return min((rest for rest in rests if rest is not None), default=None)


def _record(pairs: Sequence[Pair], source: Source) -> None:
    written = messages.write(pairs, imported=source == "history")
    altered = alterations.apply(pairs, [*written.new, *written.settled])
    ticked = receipts.apply(pairs)
    summaries.update(pairs, written.new)
    writers.learn(pairs)
    attention.ask(pairs, written.new, imported=source == "history")
    _publish(pairs, [*written.new, *written.settled, *altered, *ticked])
    if any(thread.profile_due for _, thread in pairs):
        profiles.wake()
    if written.media:
        media.wake()
    if written.new and source != "history":
        noticing.bell.note()
    if any(isinstance(event, Deleted) for event, _ in pairs):
        media.forget()
    if written.new or altered:
        index.bell.note()
    if source != "history":
        working.note({thread.conversation for _, thread in pairs})


def _publish(pairs: Iterable[Pair], changed: Iterable[MessageRow]) -> None:
    conversations: dict[int, set[int]] = defaultdict(set)
    workspace_of = {}
    for _, thread in pairs:
        conversations[thread.workspace].add(thread.conversation)
        workspace_of[thread.channel] = thread.workspace
    rows: dict[int, set[int]] = defaultdict(set)
    for row in changed:
        # A change names its message; that this is in the same person's conversation, nobody promised
        workspace = workspace_of[row.channel]
        conversations[workspace].add(row.conversation)
        rows[workspace].add(row.pk)
    for workspace, pks in conversations.items():
        publish(workspace, conversations=sorted(pks), messages=sorted(rows[workspace]))
