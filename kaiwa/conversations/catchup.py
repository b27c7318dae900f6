"""Catch-up: the provider's list, compared with what we have. What is missing comes in the way everything does.

What a list no longer shows cannot be brought back: it is counted, and the conversation says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from kaiwa.channels.base import Credentials, Listed, Named
from kaiwa.channels.events import Echo, MessageReceived
from kaiwa.channels.models import Channel, Round
from kaiwa.channels.registry import provider
from kaiwa.conversations import unanswered
from kaiwa.conversations.inbound import alone, record, ring
from kaiwa.conversations.models import Conversation, Identity, Message, MissingMessage
from kaiwa.live import publish

# Clocks differ, and a webhook that was on its way when the last round began may have been lost after it
OVERLAP = timedelta(minutes=10)
# A list's times may have whole seconds where ours have thousandths
SECOND = timedelta(seconds=1)

Content = MessageReceived | Echo
Times = dict[str, datetime]


def catch_up(channel: Channel, look: Round) -> None:
    """Walk the provider's list down to what the last complete round saw, and count in `look`. Raises ChannelError."""
    since = channel.caught_up_at - OVERLAP if channel.caught_up_at else None
    credentials = Credentials(channel.external_id, channel.credentials)
    for page in provider(channel.provider).history(credentials, since):
        _compare(channel, look, page)
        if since:
            for listed in page:
                look.unrecoverable += _say_missing(channel, look, listed, since)
        look.save(update_fields=["listed", "recovered", "unrecoverable"])


def _compare(channel: Channel, look: Round, page: Sequence[Listed]) -> None:
    """Bring in what of `page` is not here."""
    with transaction.atomic():
        # First, so that nothing of what is found missing comes meanwhile
        alone()
        known = _known(channel, [event.external_id for listed in page for event in listed.events])
        contacts = [listed.contact for listed in page]
        deleted_until, pressed = _tombstones(channel, contacts), _pressed(channel, contacts)
        missing = [
            event
            for listed in page
            for event in _missing(listed.events, known)
            if not _is_deleted(event.at, deleted_until.get(listed.contact))
            and not _is_pressed(event, pressed)
        ]
        settled = unanswered.claim(channel, [event for event in missing if isinstance(event, Echo)])
        events = [settled.get(event.external_id, event) for event in missing]
        # None of them, when the channel was let go meanwhile
        recorded = (
            record(channel.provider, events, source="history" if look.first else "list") if events else 0
        )
    ring(at_once=True)
    look.listed += sum(len(listed.events) for listed in page)
    look.recovered += max(0, recorded - len(settled))


def _known(channel: Channel, external_ids: Iterable[str]) -> Times:
    """Those of these messages that are here, with their places on screen."""
    rows = Message.objects.filter(channel=channel, external_id__in=list(external_ids))
    return {external_id or "": at for external_id, at in rows.values_list("external_id", "sent_at")}


def _tombstones(channel: Channel, contacts: Iterable[str]) -> dict[str, datetime | None]:
    rows = Identity.objects.filter(
        channel=channel, external_id__in=list(contacts), history_from__isnull=False
    )
    return dict(rows.values_list("external_id", "history_from"))


def _is_deleted(at: datetime, until: datetime | None) -> bool:
    return until is not None and at <= until


def _pressed(channel: Channel, contacts: Iterable[str]) -> list[tuple[str, str, datetime]]:
    """Buttons that were pressed: who, which, when. Their webhook need not tell the id that the list gives them."""
    rows = Message.objects.filter(
        channel=channel, kind="postback", conversation__identity__external_id__in=list(contacts)
    )
    return list(rows.values_list("conversation__identity__external_id", "text", "sent_at"))


def _is_pressed(event: Content, pressed: Sequence[tuple[str, str, datetime]]) -> bool:
    return any(
        (contact, text) == (event.contact, event.text) and abs(at - event.at) <= 2 * SECOND
        for contact, text, at in pressed
    )


def _missing(events: Iterable[Content], known: Times) -> Iterator[Content]:
    """Oldest first. One whose second is shared with a known one keeps its place after it."""
    floor: datetime | None = None
    for event in events:
        if event.external_id in known:
            floor = known[event.external_id]
        elif floor and event.at < floor < event.at + SECOND:
            yield replace(event, at=floor)
        else:
            yield event


def _say_missing(channel: Channel, look: Round, listed: Listed, since: datetime) -> int:
    """How many messages of this conversation after `since` the provider names and does not show, for the first time."""
    if listed.before is None or (listed.events and listed.events[0].at < since):
        return 0
    named = list(_since(listed.before(), since))
    if not named:
        return 0
    with transaction.atomic():
        alone()
        conversation = _locked(channel, listed.contact)
        if conversation is None:
            return 0  # deleted here
        lost = _lost(conversation, named)
        if lost:
            _say(conversation, look, lost)
    return len(lost)


def _since(named: Iterable[Named], since: datetime) -> Iterator[Named]:
    for each in named:
        if each.at < since:
            return
        yield each


def _locked(channel: Channel, contact: str) -> Conversation | None:
    rows = Conversation.objects.select_for_update(of=("self",), no_key=True).select_related("identity")
    return rows.filter(channel=channel, identity__external_id=contact).first()


def _lost(conversation: Conversation, named: Sequence[Named]) -> list[Named]:
    ids = [each.external_id for each in named]
    known = _known(conversation.channel, ids).keys()
    said = MissingMessage.objects.filter(channel=conversation.channel_id, external_id__in=ids)
    gone = known | set(said.values_list("external_id", flat=True))
    until = conversation.identity.history_from
    return [each for each in named if each.external_id not in gone and not _is_deleted(each.at, until)]


def _say(conversation: Conversation, look: Round, lost: Sequence[Named]) -> None:
    """A line of the timeline, where the gap is."""
    MissingMessage.objects.bulk_create(
        MissingMessage(
            conversation=conversation,
            channel_id=conversation.channel_id,
            external_id=each.external_id,
            at=each.at,
        )
        for each in lost
    )
    line = Message.objects.create(
        conversation=conversation,
        channel_id=conversation.channel_id,
        external_id=f"missing:{look.pk}:{conversation.pk}",
        direction=Message.Direction.EVENT,
        kind="event",
        code="messages_missing",
        params={"count": len(lost), "from": lost[-1].at.isoformat(), "until": lost[0].at.isoformat()},
        sent_at=lost[0].at,
        status=Message.Status.RECEIVED,
    )
    publish(conversation.workspace_id, conversations=[conversation.pk], messages=[line.pk])
