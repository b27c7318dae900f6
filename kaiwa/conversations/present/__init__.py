"""Rows as the API and the stream show them."""

from kaiwa.conversations.present.conversations import both, channel, contact, conversations, counts
from kaiwa.conversations.present.messages import attachment, messages, person, status_of

__all__ = [
    "attachment",
    "both",
    "channel",
    "contact",
    "conversations",
    "counts",
    "messages",
    "person",
    "status_of",
]
