"""The API about notifications: what one wants to be told, and whether it reaches one."""

from ninja import Router, Status

from kaiwa.notifications import browsers, trial, webpush
from kaiwa.notifications.models import Preferences, preferences
from kaiwa.notifications.shapes import (
    BrowserIn,
    BrowserOut,
    EventsIn,
    NotificationsOut,
    NotificationTestIn,
    NotificationTestOut,
    chosen_in,
    events_out,
)
from kaiwa.workspaces.auth import MemberRequest, require_browser

router = Router(tags=["notifications"])


@router.get("/notifications", response=NotificationsOut)
def show_notifications(request: MemberRequest) -> NotificationsOut:
    return _out(request, preferences([request.member.pk])[request.member.pk])


@router.put("/notifications", response=NotificationsOut)
def choose_notifications(request: MemberRequest, body: EventsIn) -> NotificationsOut:
    """All of it at once, as the table on the screen is saved."""
    chosen, _made = Preferences.objects.update_or_create(member=request.member, defaults=chosen_in(body))
    return _out(request, chosen)


@router.put("/notifications/browser", response=BrowserOut)
def subscribe_browser(request: MemberRequest, body: BrowserIn) -> BrowserOut:
    """The browser that asks takes pushes from now on, for this member, until it signs out."""
    require_browser(request)
    browsers.take(request, request.member, **body.dict())
    return BrowserOut(server_key=webpush.server_key())


@router.delete("/notifications/browser", response={204: None})
def unsubscribe_browser(request: MemberRequest) -> Status[None]:
    require_browser(request)
    browsers.forget(request)
    return Status(204, None)


@router.post("/notifications/test", response=NotificationTestOut)
def try_notifications(request: MemberRequest, body: NotificationTestIn) -> NotificationTestOut:
    """Send a test to oneself: to this browser, or by mail. Answers once push service or mail server has it."""
    require_browser(request)
    to_browser = body.medium == "desktop"
    done = trial.push(browsers.of(request), body.nonce) if to_browser else trial.letter(request.user)
    return NotificationTestOut(code=done.code, params=dict(done.params))


def _out(request: MemberRequest, chosen: Preferences) -> NotificationsOut:
    return NotificationsOut(
        events=events_out(chosen), server_key=webpush.server_key(), email=request.user.email
    )
