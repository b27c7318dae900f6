"""The door and `parse`: what is let in, and that nothing which comes breaks it."""

from __future__ import annotations

import contextlib

from kaiwa.channels.contract.subject import Subject
from kaiwa.channels.events import MalformedWebhook


class WebhooksContract:
    """`verify`, `trial` and `parse`."""

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

    def test_parsing_twice_gives_the_same(self, subject: Subject) -> None:
        subject.customer_writes("same")
        for webhook in subject.webhooks():
            assert subject.provider.parse(webhook.body) == subject.provider.parse(webhook.body)

    def test_nothing_the_provider_reports_is_rejected(self, subject: Subject) -> None:
        subject.customer_writes("hello")
        subject.customer_sends_file()
        assert [reason for parsed in subject.parsed() for reason in parsed.rejected] == []

    def test_a_webhook_says_which_channels_it_is_about(self, subject: Subject) -> None:
        subject.customer_writes("whose is it?")
        for parsed in subject.parsed():
            assert {event.channel for event in parsed.events} <= set(parsed.channels)

    def test_unknown_kinds_are_ignored_and_no_error(self, subject: Subject) -> None:
        for body in subject.strangers:
            parsed = subject.provider.parse(body)
            assert parsed.events == ()
            assert parsed.ignored

    def test_junk_is_malformed_and_no_other_error(self, subject: Subject) -> None:
        for junk in (b"", b"\xff\x00", b"[]", b'"x"', b"[" * 50_000):
            with contextlib.suppress(MalformedWebhook):
                assert subject.provider.parse(junk).events == ()
