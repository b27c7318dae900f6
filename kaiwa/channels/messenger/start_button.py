"""The Get Started button: with it, Facebook tells by which m.me link somebody came who had never written.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/m-me-links
https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/messenger-profile-api
"""

import json
import logging

from kaiwa.channels.base import ChannelError, Credentials, StartButton
from kaiwa.channels.messenger import graph, values

logger = logging.getLogger(__name__)

# By which we know our own button from that of another app
PAYLOAD = "kaiwa:get_started"
_PROFILE = "messenger_profile"
_PROPERTY = "get_started"


def whose(credentials: Credentials) -> StartButton:
    """Raises ChannelError."""
    rows = values.optional_list(
        graph.get(_path(credentials), credentials.token, fields=_PROPERTY).get("data")
    )
    button = next((row[_PROPERTY] for row in rows if isinstance(row, dict) and row.get(_PROPERTY)), None)
    if button is None:
        return "none"
    return "ours" if values.optional_mapping(button).get("payload") == PAYLOAD else "other"


def offer(credentials: Credentials, *, offered: bool) -> StartButton:
    """Set it where there is none, or take ours away; another app's stays. Raises ChannelError."""
    now = whose(credentials)
    if offered and now == "none":
        graph.post(_path(credentials), credentials.token, get_started=json.dumps({"payload": PAYLOAD}))
        return "ours"
    if not offered and now == "ours":
        graph.delete(_path(credentials), credentials.token, fields=json.dumps([_PROPERTY]))
        return "none"
    return now


def try_to_offer(credentials: Credentials, *, offered: bool) -> None:
    """The same, where all else goes on without it."""
    try:
        offer(credentials, offered=offered)
    except ChannelError as error:
        logger.warning("the start button of page %s stays as it is: %s", credentials.channel, error)


def _path(credentials: Credentials) -> str:
    return f"{graph.node(credentials.channel)}/{_PROFILE}"
