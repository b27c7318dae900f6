"""What every provider must do. A provider's tests subclass ProviderContract and give it a world to be tried in.

    class TestMessenger(ProviderContract):
        @pytest.fixture
        def subject(self, ...) -> Subject: ...

The methods are tests; nothing here knows a provider.
"""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import IO

from kaiwa.channels import codes
from kaiwa.channels.base import ChannelError, Credentials, OutcomeUnknown, Outgoing, Provider
from kaiwa.channels.events import Echo, MalformedWebhook, MessageReceived, Parsed

# One pixel
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c63f8cfc0f01f00050001ff56c72f0d0000000049454e44ae426082"
)


@dataclass(frozen=True)
class Webhook:
    """A request as the provider makes it; header names in lower case."""

    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class MemoryFile:
    """A file as outbound hands it over."""

    name: str
    mime: str
    content: bytes

    @property
    def size(self) -> int:
        return len(self.content)

    def open(self) -> AbstractContextManager[IO[bytes]]:
        return contextlib.closing(BytesIO(self.content))


class Subject(ABC):
    """A provider, one connected channel of it, and a customer who wrote a moment ago, at its sandbox."""

    provider: Provider
    credentials: Credentials
    contact: str
    # Bodies that hold nothing for us: other objects, kinds not known yet
    strangers: tuple[bytes, ...] = ()

    @abstractmethod
    def sign(self, body: bytes) -> Webhook:
        """`body` with a signature that is right."""

    @abstractmethod
    def customer_writes(self, text: str) -> None: ...

    @abstractmethod
    def customer_sends_file(self) -> None: ...

    @abstractmethod
    def received(self) -> list[str]:
        """The texts that reached the customer, oldest first."""

    @abstractmethod
    def webhooks(self) -> list[Webhook]:
        """All that the provider has reported by now, once nothing is on its way."""

    @abstractmethod
    def stop_reporting(self) -> bool:
        """The provider stops telling our webhook of the channel. False: this provider never does."""

    @abstractmethod
    def refuse(self, situation: str) -> bool:
        """Make the next send fail like `situation` (SITUATIONS). False: this provider has no such."""

    def parsed(self) -> Iterator[Parsed]:
        yield from (self.provider.parse(webhook.body) for webhook in self.webhooks())

    def events(self) -> list[object]:
        return [event for parsed in self.parsed() for event in parsed.events]


# What a refusal in each situation must say: permanent, and about the channel itself
SITUATIONS: dict[str, tuple[bool, bool]] = {
    "login_invalid": (True, True),
    "window_closed": (True, False),
    "contact_unavailable": (True, False),
    "rate_limited": (False, False),
    "provider_failed": (False, False),
}


class ProviderContract:
    """Every method is a test."""

    # --- the door -----------------------------------------------------------------------------------------

    def test_what_the_provider_signed_is_accepted(self, subject: Subject) -> None:
        subject.customer_writes("hello")
        assert subject.webhooks()
        for webhook in subject.webhooks():
            assert subject.provider.verify(webhook.body, webhook.headers)

    def test_one_changed_byte_is_refused(self, subject: Subject) -> None:
        signed = subject.sign(b'{"x": 1}')
        assert subject.provider.verify(signed.body, signed.headers)
        assert not subject.provider.verify(signed.body + b" ", signed.headers)

    def test_without_a_signature_all_is_refused(self, subject: Subject) -> None:
        assert not subject.provider.verify(b"{}", {})

    def test_a_trial_event_is_signed_and_ignored(self, subject: Subject) -> None:
        trial = subject.provider.trial(subject.credentials.channel, "a1")
        assert subject.provider.verify(trial.body, trial.headers)
        parsed = subject.provider.parse(trial.body)
        assert (parsed.events, parsed.rejected) == ((), ())
        assert parsed.ignored
        assert parsed.channels == (subject.credentials.channel,)
        assert subject.provider.trial(subject.credentials.channel, "a2").body != trial.body

    # --- parse --------------------------------------------------------------------------------------------

    def test_parsing_twice_gives_the_same(self, subject: Subject) -> None:
        subject.customer_writes("same")
        for webhook in subject.webhooks():
            assert subject.provider.parse(webhook.body) == subject.provider.parse(webhook.body)

    def test_nothing_the_provider_reports_is_rejected(self, subject: Subject) -> None:
        subject.customer_writes("hello")
        subject.customer_sends_file()
        assert [reason for parsed in subject.parsed() for reason in parsed.rejected] == []

    def test_unknown_kinds_are_ignored_and_no_error(self, subject: Subject) -> None:
        for body in subject.strangers:
            parsed = subject.provider.parse(body)
            assert parsed.events == ()
            assert parsed.ignored

    def test_junk_is_malformed_and_no_other_error(self, subject: Subject) -> None:
        for junk in (b"", b"\xff\x00", b"[]", b'"x"', b"[" * 50_000):
            with contextlib.suppress(MalformedWebhook):
                assert subject.provider.parse(junk).events == ()

    # --- in -----------------------------------------------------------------------------------------------

    def test_a_customer_s_text_arrives_as_written(self, subject: Subject) -> None:
        subject.customer_writes("見積もりをお願いします 👋")
        texts = [event.text for event in subject.events() if isinstance(event, MessageReceived)]
        assert "見積もりをお願いします 👋" in texts

    def test_a_webhook_says_which_channels_it_is_about(self, subject: Subject) -> None:
        subject.customer_writes("whose is it?")
        for parsed in subject.parsed():
            assert {event.channel for event in parsed.events} <= set(parsed.channels)

    def test_a_customer_is_the_same_person_each_time(self, subject: Subject) -> None:
        subject.customer_writes("one")
        subject.customer_writes("two")
        received = [event for event in subject.events() if isinstance(event, MessageReceived)]
        assert {(event.channel, event.contact) for event in received} == {
            (subject.credentials.channel, subject.contact)
        }
        assert len({event.external_id for event in received}) == len(received)

    def test_a_customer_s_file_can_be_fetched(self, subject: Subject) -> None:
        subject.customer_sends_file()
        media = [
            media
            for event in subject.events()
            if isinstance(event, MessageReceived)
            for media in event.attachments
        ]
        assert media
        with subject.provider.download(subject.credentials, media[0].url) as download:
            assert len(b"".join(download.chunks)) > 0

    # --- out ----------------------------------------------------------------------------------------------

    def test_a_text_reaches_the_customer_and_comes_back_as_our_echo(self, subject: Subject) -> None:
        sent = subject.provider.send(
            subject.credentials, Outgoing(to=subject.contact, key="key-1", text="はい、承ります")
        )
        assert subject.received()[-1] == "はい、承ります"
        echoes = [event for event in subject.events() if isinstance(event, Echo)]
        assert [(echo.external_id, echo.ours, echo.key) for echo in echoes] == [
            (sent.external_id, True, "key-1")
        ]

    def test_a_file_reaches_the_customer(self, subject: Subject) -> None:
        file = MemoryFile("見積書.png", "image/png", PNG)
        sent = subject.provider.send(
            subject.credentials, Outgoing(to=subject.contact, key="key-2", file=file)
        )
        echoes = [event for event in subject.events() if isinstance(event, Echo)]
        assert [echo.external_id for echo in echoes] == [sent.external_id]
        assert [media.kind for media in echoes[0].attachments] == ["image"]

    def test_each_refusal_says_whether_trying_again_can_help(self, subject: Subject) -> None:
        for situation, (permanent, channel) in SITUATIONS.items():
            if not subject.refuse(situation):
                continue
            error = _refusal(subject)
            assert error is not None, situation
            assert not isinstance(error, OutcomeUnknown), situation
            assert (error.permanent, error.channel) == (permanent, channel), situation
            assert error.code in codes.FAILURES, situation

    def test_a_call_cut_after_it_left_is_of_unknown_outcome(self, subject: Subject) -> None:
        if subject.refuse("cut"):
            assert isinstance(_refusal(subject), OutcomeUnknown)

    def test_a_channel_that_is_released_is_no_longer_reported(self, subject: Subject) -> None:
        subject.provider.release(subject.credentials)
        subject.customer_writes("is anybody there?")
        assert subject.webhooks() == []

    def test_who_a_customer_is_can_be_asked(self, subject: Subject) -> None:
        profile = subject.provider.profile(subject.credentials, subject.contact)
        assert profile.name == profile.name.strip()

    # --- what a round asks --------------------------------------------------------------------------------

    def test_a_channel_that_works_passes_every_check(self, subject: Subject) -> None:
        assert [check.code for check in subject.provider.check(subject.credentials)] in ([], [""] * 3)

    def test_what_is_wrong_has_a_code_that_people_are_told(self, subject: Subject) -> None:
        credentials = Credentials(subject.credentials.channel, "no token at all")
        for check in subject.provider.check(credentials):
            assert not check.code or check.code in codes.ALL

    def test_a_channel_that_is_no_longer_reported_can_be_again(self, subject: Subject) -> None:
        if not subject.stop_reporting():
            return
        assert subject.provider.check(subject.credentials)[-1].code == "not_subscribed"
        subject.provider.subscribe(subject.credentials)
        assert subject.provider.check(subject.credentials)[-1].code == ""
        subject.customer_writes("heard again")
        assert subject.webhooks()

    def test_the_list_shows_what_webhooks_told(self, subject: Subject) -> None:
        """By the same ids, from the same people, with the same words: so that the one can stand for the other."""
        subject.customer_writes("in both")
        subject.customer_sends_file()
        told = {event.external_id: event for event in subject.events() if isinstance(event, MessageReceived)}
        shown = {
            event.external_id: event
            for page in subject.provider.history(subject.credentials, None)
            for listed in page
            for event in listed.events
            if isinstance(event, MessageReceived)
        }
        if not shown:
            return  # it keeps no list
        assert told.keys() <= shown.keys()
        for external_id, event in told.items():
            other = shown[external_id]
            assert (other.channel, other.contact, other.text) == (event.channel, event.contact, event.text)
            assert [each.kind for each in other.attachments] == [each.kind for each in event.attachments]
            assert abs(other.at - event.at) <= timedelta(seconds=1)

    def test_the_list_ends_where_it_was_asked_to(self, subject: Subject) -> None:
        subject.customer_writes("just now")
        later = datetime.now(UTC) + timedelta(hours=1)
        assert list(subject.provider.history(subject.credentials, later)) == []

    # --- what it says of itself ---------------------------------------------------------------------------

    def test_capabilities_are_complete(self, subject: Subject) -> None:
        able = subject.provider.capabilities
        assert subject.provider.name.isidentifier()
        assert all(
            getattr(able, field.name) is not None for field in fields(able) if "window" not in field.name
        )
        assert able.label and able.icon and able.attachment_types
        assert able.text_limit > 0 and able.attachment_limit > 0
        for permission in able.permissions:
            assert permission.why_code in codes.PERMISSIONS

    def test_an_extended_window_extends_one(self, subject: Subject) -> None:
        able = subject.provider.capabilities
        if able.extended_window:
            assert able.window is not None
            assert timedelta(0) < able.window < able.extended_window


def _refusal(subject: Subject) -> ChannelError | None:
    try:
        subject.provider.send(subject.credentials, Outgoing(to=subject.contact, key="key-3", text="x"))
    except ChannelError as error:
        return error
    return None
