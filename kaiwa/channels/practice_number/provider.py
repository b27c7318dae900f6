"""A practice number, as the contract wants it: text and files both ways, and customers known by their numbers."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from django.conf import settings

from kaiwa.channels import base, events
from kaiwa.channels.base import ChannelError
from kaiwa.channels.capabilities import Capabilities
from kaiwa.channels.practice_number import exchange, parse, signature
from kaiwa.lib.findings import Finding


class PracticeNumber:
    """What a number at a telephone company would be, without the company."""

    name = "practice_number"
    capabilities = Capabilities(
        label="Practice number",
        icon="number",
        window=None,
        extended_window=None,
        text_limit=4096,
        attachment_limit=25 * 1024 * 1024,
        attachment_types=("*/*",),
        may_start=False,
        numbers=True,
        one_channel=True,
    )

    def installable(self) -> bool:
        return bool(settings.SANDBOX and settings.SANDBOX_URL and settings.META_APP_SECRET)

    def diagnose(self, public_url: str, fetch: base.Fetch) -> Iterator[Finding]:
        return iter(())

    def verify(self, body: bytes, headers: Mapping[str, str]) -> bool:
        return signature.verify(body, headers, settings.META_APP_SECRET)

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return None

    def parse(self, body: bytes) -> events.Parsed:
        return parse.parse(body)

    def trial(self, channel: str, marker: str) -> base.TrialEvent:
        told = {"type": "trial", "marker": marker, "at": int(time.time() * 1000)}
        body = json.dumps({"number": channel, "events": [told]}).encode()
        signed = signature.sign(body, settings.META_APP_SECRET)
        return base.TrialEvent(body, {"content-type": "application/json", signature.HEADER: signed})

    def send(self, credentials: base.Credentials, outgoing: base.Outgoing) -> base.Sent:
        return exchange.send(credentials, outgoing)

    def signal(self, credentials: base.Credentials, contact: str, signal: base.Signal) -> None:
        """It shows nothing."""

    def take_over(self, credentials: base.Credentials, contact: str) -> None:
        """There are no other apps."""

    def start_button(self, credentials: base.Credentials) -> base.StartButton:
        return "none"

    def offer_start(self, credentials: base.Credentials, *, offered: bool) -> base.StartButton:
        return "none"

    def profile(self, credentials: base.Credentials, contact: str) -> base.Profile:
        # Names come with what people write
        return base.Profile()

    def release(self, credentials: base.Credentials) -> None:
        exchange.report(credentials, on=False)

    def check(self, credentials: base.Credentials) -> Sequence[base.Check]:
        try:
            reported = exchange.is_reported(credentials)
        except ChannelError as error:
            if not error.channel:
                raise
            return [base.Check("login", error.code)]
        return [
            base.Check("login"),
            base.Check("permissions"),
            base.Check("subscription", "" if reported else "not_subscribed"),
        ]

    def subscribe(self, credentials: base.Credentials) -> None:
        exchange.report(credentials, on=True)

    def history(
        self, credentials: base.Credentials, since: datetime | None
    ) -> Iterator[Sequence[base.Listed]]:
        return iter(())

    def download(self, credentials: base.Credentials, url: str) -> AbstractContextManager[base.Download]:
        return exchange.download(url)
