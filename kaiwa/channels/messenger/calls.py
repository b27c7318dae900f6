"""Calls: the field of its own in which Meta tells of them. Nobody can answer one here (FAQ-01).

https://developers.facebook.com/documentation/business-messaging/messenger-platform/calling/webhooks
"""

from typing import Any

from kaiwa.channels import events
from kaiwa.channels.messenger import values


def called(page: str, call: dict[str, Any], entry_time: Any) -> events.AnyEvent | None:
    """A customer's call; None for one of ours, which another app made. Every word of one call is one event."""
    if values.text(call.get("call_direction")).lower() == "business_initiated":
        return None
    contact = values.identifier(call.get("from"), "caller")
    if contact == page:
        return None
    return events.Called(
        channel=page,
        contact=contact,
        at=values.when(call.get("timestamp"), entry_time),
        external_id="call:" + values.identifier(call.get("id"), "call id", 200),
    )
