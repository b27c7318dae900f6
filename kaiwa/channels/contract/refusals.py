"""Refusals of a send: can trying again help, and is it the channel itself?"""

from __future__ import annotations

from kaiwa.channels import codes
from kaiwa.channels.base import OutcomeUnknown
from kaiwa.channels.contract.subject import Subject

# What a refusal in each situation must say: permanent, and about the channel itself
SITUATIONS: dict[str, tuple[bool, bool]] = {
    "login_invalid": (True, True),
    "window_closed": (True, False),
    "contact_unavailable": (True, False),
    "rate_limited": (False, False),
    "provider_failed": (False, False),
}


class RefusalsContract:
    """How `send` fails."""

    def test_each_refusal_says_whether_trying_again_can_help(self, subject: Subject) -> None:
        for situation, (permanent, channel) in SITUATIONS.items():
            if not subject.refuse(situation):
                continue
            error = subject.refusal()
            assert error is not None, situation
            assert not isinstance(error, OutcomeUnknown), situation
            assert (error.permanent, error.channel) == (permanent, channel), situation
            assert error.code in codes.FAILURES, situation

    def test_a_call_cut_after_it_left_is_of_unknown_outcome(self, subject: Subject) -> None:
        if subject.refuse("cut"):
            assert isinstance(subject.refusal(), OutcomeUnknown)
