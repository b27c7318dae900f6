"""The thread at the provider: what it shows the customer besides messages, and which app may answer in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from kaiwa.channels import codes
from kaiwa.channels.base import ChannelError, Credentials, Signal
from kaiwa.channels.contract.subject import Subject
from kaiwa.channels.events import Echo, ThreadControl


class ThreadContract:
    """`signal` and `take_over`, of providers whose capabilities name them."""

    def test_that_somebody_writes_is_shown_until_they_stop(self, subject: Subject) -> None:
        if not subject.provider.capabilities.signals:
            return
        assert subject.shown() == set()
        _show(subject, "writing")
        assert subject.shown() == {"writing"}
        _show(subject, "not_writing")
        assert subject.shown() == set()

    def test_that_a_message_was_looked_at_is_shown_until_the_next_comes(self, subject: Subject) -> None:
        if not subject.provider.capabilities.signals:
            return
        _show(subject, "seen")
        assert subject.shown() == {"seen"}
        subject.customer_writes("and another thing")
        assert subject.shown() == set()

    def test_no_signal_is_a_message(self, subject: Subject) -> None:
        if not subject.provider.capabilities.signals:
            return
        for signal in get_args(Signal):
            _show(subject, signal)
        assert subject.received() == []
        assert [event for event in subject.events() if isinstance(event, Echo)] == []

    def test_another_app_s_thread_refuses_replies_until_it_is_taken_over(self, subject: Subject) -> None:
        held = subject.another_app_takes_the_thread()
        assert held == subject.provider.capabilities.take_over
        if not held:
            return
        refused = subject.refusal()
        assert refused is not None
        assert (refused.code, refused.permanent, refused.channel) == ("thread_elsewhere", True, False)
        subject.provider.take_over(subject.credentials, subject.contact)
        assert subject.refusal() is None
        assert subject.received() == ["x"]

    def test_who_has_the_thread_is_reported(self, subject: Subject) -> None:
        if not subject.another_app_takes_the_thread():
            return
        told = [event for event in subject.events() if isinstance(event, ThreadControl)]
        assert [(event.channel, event.contact) for event in told] == [
            (subject.credentials.channel, subject.contact)
        ]
        # An id of its own: empty would be us
        assert told[0].app

    def test_a_channel_whose_login_ended_may_do_neither(self, subject: Subject) -> None:
        able, ended = (
            subject.provider.capabilities,
            Credentials(subject.credentials.channel, "no token at all"),
        )
        if able.signals:
            error = _refusal(subject.provider.signal, ended, subject.contact, "writing")
            assert error.channel and error.code in codes.FAILURES
        if able.take_over:
            error = _refusal(subject.provider.take_over, ended, subject.contact)
            assert error.channel and error.code in codes.FAILURES


def _show(subject: Subject, signal: Signal) -> None:
    subject.provider.signal(subject.credentials, subject.contact, signal)


def _refusal(call: Callable[..., None], *given: object) -> ChannelError:
    try:
        call(*given)
    except ChannelError as error:
        return error
    raise AssertionError("it was not refused")
