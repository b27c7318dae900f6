"""Sends of which no answer is known, found in the provider's list by what they say and when.

A list does not give back the key that an echo carries. So a message of our side that is new to us is taken for the
oldest send to the same person, with the same content, that was tried at that time and has no id yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from kaiwa.channels.events import Echo
from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Message

Status = Message.Status

# The provider's clock is another one, and may have whole seconds
BEFORE = timedelta(seconds=5)
# A call is cut off after half a minute; what it asked for may still be done a little later
AFTER = timedelta(minutes=5)


def claim(channel: Channel, listed: Sequence[Echo]) -> dict[str, Echo]:
    """Those of `listed` that are our own sends, as the echoes that settle them, by external id."""
    open_sends = _open_sends(channel, {echo.contact for echo in listed})
    found: dict[str, Echo] = {}
    for echo in listed:
        message = next((each for each in open_sends if _is(each, echo)), None)
        if message:
            open_sends.remove(message)
            found[echo.external_id] = replace(echo, ours=True, key=f"{message.key}:{message.part}")
    return found


def _open_sends(channel: Channel, contacts: set[str]) -> list[Message]:
    """Oldest first. *Sent* without an id: a person said so, and the list knows which one it is."""
    if not contacts:
        return []
    rows = Message.objects.filter(
        channel=channel,
        external_id=None,
        direction=Message.Direction.OUT,
        status__in=[Status.SENDING, Status.UNKNOWN, Status.SENT],
        conversation__identity__external_id__in=contacts,
    ).exclude(key="")
    related = rows.select_related("conversation__identity").prefetch_related("attachments")
    return list(related.order_by("sent_at", "pk"))


def _is(message: Message, echo: Echo) -> bool:
    tried = message.sending_since or message.sent_at
    return (
        message.conversation.identity.external_id == echo.contact
        and tried - BEFORE <= echo.at <= tried + AFTER
        and message.text.strip() == echo.text.strip()
        and len(message.attachments.all()) == len(echo.attachments)
    )
