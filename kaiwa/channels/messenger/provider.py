"""Facebook Messenger, as the contract wants it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from django.conf import settings

from kaiwa.channels import base, events
from kaiwa.channels.capabilities import Capabilities, ChatLink
from kaiwa.channels.messenger import (
    apps,
    checks,
    doctor,
    fetch,
    history,
    pages,
    parse,
    send,
    signature,
    start_button,
    trial,
)
from kaiwa.channels.messenger.login import PERMISSIONS
from kaiwa.lib.findings import Finding


class Messenger:
    """A Page's chat with the people who write to it."""

    name = "messenger"
    capabilities = Capabilities(
        label="Messenger",
        icon="messenger",
        # https://developers.facebook.com/documentation/business-messaging/messenger-platform/policy
        window=timedelta(hours=24),
        extended_window=timedelta(days=7),
        text_limit=2000,
        attachment_limit=25 * 1024 * 1024,
        attachment_types=("*/*",),
        may_start=False,
        signals=True,
        quotes=True,
        take_over=True,
        start_button=True,
        apps=apps.NAMES,
        places=dict.fromkeys(
            ("policy_blocked", "page_restricted", "policy_warning", "page_terms"),
            "https://www.facebook.com/support/",
        ),
        permissions=PERMISSIONS,
        # https://developers.facebook.com/documentation/business-messaging/messenger-platform/discovery/m-me-links
        # takes 2,083 characters; the ref of Meta's codes and plugins takes these, and 250
        chat_link=ChatLink(
            url="https://m.me/{channel}", parameter="ref", pattern=r"[A-Za-z0-9+/=.:_-]*", limit=250
        ),
    )

    def installable(self) -> bool:
        return bool(settings.META_APP_ID and settings.META_APP_SECRET and settings.META_VERIFY_TOKEN)

    def diagnose(self, public_url: str, fetch: base.Fetch) -> Iterator[Finding]:
        return doctor.diagnose(public_url, fetch)

    def verify(self, body: bytes, headers: Mapping[str, str]) -> bool:
        return signature.verify(body, headers, settings.META_APP_SECRET)

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return signature.challenge(query, settings.META_VERIFY_TOKEN)

    def parse(self, body: bytes) -> events.Parsed:
        return parse.parse(body, settings.META_APP_ID)

    def trial(self, channel: str, marker: str) -> base.TrialEvent:
        return trial.event(channel, marker, settings.META_APP_SECRET)

    def send(self, credentials: base.Credentials, outgoing: base.Outgoing) -> base.Sent:
        return send.send(credentials, outgoing)

    def signal(self, credentials: base.Credentials, contact: str, signal: base.Signal) -> None:
        send.signal(credentials, contact, signal)

    def take_over(self, credentials: base.Credentials, contact: str) -> None:
        send.take_over(credentials, contact)

    def profile(self, credentials: base.Credentials, contact: str) -> base.Profile:
        return fetch.profile(credentials, contact)

    def start_button(self, credentials: base.Credentials) -> base.StartButton:
        return start_button.whose(credentials)

    def offer_start(self, credentials: base.Credentials, *, offered: bool) -> base.StartButton:
        return start_button.offer(credentials, offered=offered)

    def release(self, credentials: base.Credentials) -> None:
        pages.unsubscribe(credentials)
        # What nobody hears of any more should not stand between customers and their first message
        start_button.try_to_offer(credentials, offered=False)

    def check(self, credentials: base.Credentials) -> Sequence[base.Check]:
        return checks.check(credentials)

    def subscribe(self, credentials: base.Credentials) -> None:
        pages.subscribe_channel(credentials)

    def history(
        self, credentials: base.Credentials, since: datetime | None
    ) -> Iterator[Sequence[base.Listed]]:
        return history.history(credentials, since)

    def download(self, credentials: base.Credentials, url: str) -> AbstractContextManager[base.Download]:
        # Meta's addresses carry their own signature: our token goes to the Graph API only
        return fetch.download(url)
