"""Other apps at a Page: who holds a thread, as Meta's handover and standby events tell it.

https://developers.facebook.com/documentation/business-messaging/messenger-platform/webhooks/webhook-events/messaging_handovers
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kaiwa.channels import events
from kaiwa.channels.messenger import values
from kaiwa.channels.messenger.items import Item

# The Page's own inbox, by the two ids that Meta's guides give for it
NAMES = {"263902037430900": "Meta Business Suite", "26390203743090": "Meta Business Suite"}


def passed(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    # Without a new owner it came to us: only then were we told
    return _control(item, "passed", _app(of.get("new_owner_app_id"), item.app_id, missing=""))


def taken(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    # Older webhooks tell it to whom it was taken from, and not by whom
    return _control(item, "taken", _app(of.get("new_owner_app_id"), item.app_id, missing=events.SOME_APP))


def requested(item: Item, of: dict[str, Any]) -> events.AnyEvent:
    app = _app(of.get("requested_owner_app_id"), item.app_id, missing=events.SOME_APP)
    return _control(item, "requested", app)


def in_standby(item: Item, event: events.AnyEvent) -> Iterator[events.AnyEvent]:
    """The same event, with what its coming in standby tells: another app may answer, and we may not."""
    if isinstance(event, events.MessageReceived):
        yield replace(event, holder=events.SOME_APP)
        return
    yield event
    if isinstance(event, events.Echo) and not event.ours:
        writer = values.optional_mapping(item.raw.get("message")).get("app_id")
        yield _control(item, "seen", _app(writer, item.app_id, missing=events.SOME_APP))


def _control(item: Item, act: Any, app: str) -> events.ThreadControl:
    contact = item.contact(by_page=item.by_page())
    return events.ThreadControl(
        channel=item.page, contact=contact, at=item.at(), act=act, app=app, name=NAMES.get(app, "")
    )


def _app(value: Any, ours: str, *, missing: str) -> str:
    """Empty when it is ours."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    app = str(value) if whole else values.text(value, 64)
    return (app if app != ours else "") if app else missing
