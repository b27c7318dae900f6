"""WHERE: connections, their channels, and the webhooks that came for them."""

from kaiwa.channels.models.channel import Channel
from kaiwa.channels.models.connection import Connection
from kaiwa.channels.models.data_deletion import DataDeletion
from kaiwa.channels.models.round import ChannelHour, Round
from kaiwa.channels.models.webhook_event import DrainMark, WebhookEvent

__all__ = [
    "Channel",
    "ChannelHour",
    "Connection",
    "DataDeletion",
    "DrainMark",
    "Round",
    "WebhookEvent",
]
