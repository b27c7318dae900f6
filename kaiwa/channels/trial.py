"""A trial event: we sign one ourselves and send it to our own public address, to see how far it comes."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.db.models import Max

from kaiwa.channels.base import Provider
from kaiwa.channels.models import Channel, WebhookEvent
from kaiwa.channels.registry import provider
from kaiwa.lib import http, locks

Name = Literal["reached", "signed", "stored", "handled"]
STEPS: tuple[Name, ...] = ("reached", "signed", "stored", "handled")

# Why a step failed. The sentences are for logs; the interface has its own, with what to do
FAILURES = {
    "trial_unreachable": "The public address did not answer.",
    "trial_certificate": "The certificate of the public address is not accepted.",
    "trial_timeout": "The public address did not answer in time.",
    "trial_answered_otherwise": "Something else answered at the public address.",
    "trial_signature_refused": "The signature was refused.",
    "trial_not_stored": "The event was taken and is not in the database.",
    "trial_journal_away": "The event could not be stored.",
    "trial_not_handled": "The event is stored and was not looked at yet.",
    "trial_set_aside": "The event was set aside.",
}

STORED_WITHIN = 1.0
HANDLED_WITHIN = 4.0
_EVERY = 0.02
_BUSY = {"busy", "starting"}


@dataclass(frozen=True, slots=True)
class Step:
    """`ok` is None for one that was not come to. `seconds` since the beginning."""

    name: Name
    ok: bool | None = None
    seconds: float | None = None
    code: str = ""
    params: dict[str, Any] = field(default_factory=dict)


class _Failed(Exception):
    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def send(channel: Channel) -> list[Step] | None:
    """Each step of the way, or None while another trial is under way. Nothing of it shows in the inbox."""
    with locks.holding("trial event") as alone:
        return _Trial(channel).run() if alone else None


class _Trial:
    def __init__(self, channel: Channel) -> None:
        self.provider: Provider = provider(channel.provider)
        self.event = self.provider.trial(channel.external_id, secrets.token_hex(8))
        self.before = WebhookEvent.objects.aggregate(last=Max("pk"))["last"] or 0
        self.answer: http.Answer | None = None

    def run(self) -> list[Step]:
        ways: dict[Name, Callable[[], None]] = {
            "reached": self._reach,
            "signed": self._sign,
            "stored": self._store,
            "handled": self._handle,
        }
        began = time.monotonic()
        steps: list[Step] = []
        for name in STEPS:
            try:
                ways[name]()
            except _Failed as failed:
                steps.append(Step(name, False, time.monotonic() - began, failed.code, failed.params))
                break
            steps.append(Step(name, True, time.monotonic() - began))
        return [*steps, *(Step(name) for name in STEPS[len(steps) :])]

    def _reach(self) -> None:
        try:
            self.answer = http.call_ourselves(
                f"/webhooks/{self.provider.name}", self.event.body, self.event.headers
            )
        except http.FAILURES as error:
            raise _Failed(f"trial_{http.why(error)}") from error
        if self.answer.status != 200 and self.answer.code not in {"bad_signature", *_BUSY}:
            raise _Failed("trial_answered_otherwise", status=self.answer.status)

    def _sign(self) -> None:
        if self.answer and self.answer.code == "bad_signature":
            raise _Failed("trial_signature_refused")

    def _store(self) -> None:
        if self.answer and self.answer.code in _BUSY:
            raise _Failed("trial_journal_away")
        if not _within(STORED_WITHIN, lambda: self._state() is not None):
            raise _Failed("trial_not_stored")

    def _handle(self) -> None:
        if not _within(HANDLED_WITHIN, lambda: self._state() != WebhookEvent.State.PENDING):
            ahead = WebhookEvent.objects.filter(state=WebhookEvent.State.PENDING, pk__lte=self.before)
            raise _Failed("trial_not_handled", ahead=ahead.count())
        if self._state() == WebhookEvent.State.SET_ASIDE:
            raise _Failed("trial_set_aside")

    def _state(self) -> int | None:
        mine = WebhookEvent.objects.filter(pk__gt=self.before, body=self.event.body)
        return mine.values_list("state", flat=True).first()


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(_EVERY)
    return True
