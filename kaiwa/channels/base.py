"""The contract between Kaiwa and a provider: what it is asked, what it can do, and how it fails.

A provider translates; it knows nothing of our models. What it reads from webhooks is in `channels/events.py`,
what it can do in `channels/capabilities.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol

from kaiwa.channels.capabilities import Capabilities
from kaiwa.channels.events import Echo, MessageReceived, Parsed
from kaiwa.lib.files import OpenFile
from kaiwa.lib.findings import Finding


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a call for one channel needs: the channel's own id at the provider, and its token."""

    channel: str
    token: str


# --- out: what we send ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One call to the provider: a text or one file. `key` comes back in the echo where the provider can."""

    to: str
    key: str
    text: str = ""
    file: OpenFile | None = None
    reply_to: str = ""
    # Written by a person outside the ordinary window, on a channel that holds the permission for it
    extended: bool = False


# What a customer can be shown besides messages. `not_writing` shows nothing: it tells whether calls are taken
Signal = Literal["writing", "not_writing", "seen"]


@dataclass(frozen=True, slots=True)
class Sent:
    external_id: str


# The button that people who never wrote see first: there is none, we set it, or somebody else did
StartButton = Literal["none", "ours", "other"]


class ChannelError(Exception):
    """A provider refused or failed.

    `permanent`: trying again cannot help until somebody does something. `channel`: the channel itself needs
    attention, not only this message. `retry_after`: when the provider says so, how long to wait. `tries`: how
    often it is worth trying again at all; None leaves it to the caller.
    """

    def __init__(  # noqa: PLR0913 each is a fact of its own
        self,
        message: str,
        *,
        code: str,
        permanent: bool,
        channel: bool = False,
        params: Mapping[str, Any] | None = None,
        retry_after: timedelta | None = None,
        tries: int | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.permanent = permanent
        self.channel = channel
        self.params = dict(params or {})
        self.retry_after = retry_after
        self.tries = tries


class NotYet(ChannelError):
    """Nothing was called, so no attempt was made: a limit of the provider is near and `wait` keeps us below it,
    or something of ours is missing for a while."""

    def __init__(self, wait: timedelta, code: str = "rate_limited") -> None:
        super().__init__(code, code=code, permanent=False, retry_after=wait)


class OutcomeUnknown(ChannelError):
    """The call may or may not have gone through: never tried again by itself (D-16)."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="unknown_outcome", permanent=False)


# --- what a provider knows -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """Name and picture as the provider gives them. Empty where it does not."""

    name: str = ""
    picture_url: str = ""
    locale: str = ""
    utc_offset: float | None = None


@dataclass(frozen=True, slots=True)
class TrialEvent:
    """A signed webhook of our own making; header names in lower case."""

    body: bytes
    headers: Mapping[str, str]


# --- what a round asks ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold for a channel to work. An empty code: it does."""

    name: Literal["login", "permissions", "subscription"]
    code: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Named:
    """A message of which the provider still gives the id and the time, and not what it says."""

    external_id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation as the provider lists it. `events` are what it shows in full, oldest first.

    `before`, where there may be more: asks on for what lies before them, newest first. Each step may be a
    call, so stop where no more is needed. Raises ChannelError.
    """

    contact: str
    changed_at: datetime
    events: tuple[MessageReceived | Echo, ...]
    before: Callable[[], Iterator[Named]] | None = None


# GET an address of this installation itself: status and body, 0 when nothing answers
Fetch = Callable[[str], tuple[int, bytes]]


class Provider(Protocol):
    """The adapter behind a kind of channel. Stateless; one instance serves all."""

    name: str
    capabilities: Capabilities

    def installable(self) -> bool:
        """Whether the operator of this installation has given what connecting needs."""
        ...

    def diagnose(self, public_url: str, fetch: Fetch) -> Iterator[Finding]:
        """What `kaiwa doctor` should know: settings, the provider's answer to them, the way from it to us."""
        ...

    def verify(self, body: bytes, headers: Mapping[str, str]) -> bool:
        """Whether the provider signed these very bytes. Constant time; header names in lower case."""
        ...

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """The answer to the provider's GET that asks whether this address is ours, or None to refuse."""
        ...

    def parse(self, body: bytes) -> Parsed:
        """Pure. Raises MalformedWebhook; unknown kinds are `ignored`, never an error."""
        ...

    def trial(self, channel: str, marker: str) -> TrialEvent:
        """A webhook as the provider would sign it, unlike any other by `marker`, of a kind that `parse` ignores."""
        ...

    def send(self, credentials: Credentials, outgoing: Outgoing) -> Sent:
        """One call. Raises ChannelError, or OutcomeUnknown when it may have been done."""
        ...

    def signal(self, credentials: Credentials, contact: str, signal: Signal) -> None:
        """Show the customer something that is no message. Raises ChannelError. Only with `signals`."""
        ...

    def take_over(self, credentials: Credentials, contact: str) -> None:
        """Have the thread from whichever app holds it. Raises ChannelError. Only with `take_over`."""
        ...

    def start_button(self, credentials: Credentials) -> StartButton:
        """Whose it is. Raises ChannelError. Only with `start_button`, as the next one."""
        ...

    def offer_start(self, credentials: Credentials, *, offered: bool) -> StartButton:
        """Set the button, or take ours away; whose it is then. One of somebody else stays. Raises ChannelError."""
        ...

    def profile(self, credentials: Credentials, contact: str) -> Profile:
        """Raises ChannelError; an empty Profile means that the provider will not tell."""
        ...

    def release(self, credentials: Credentials) -> None:
        """Have the channel's messages no longer reported to us. Raises ChannelError."""
        ...

    def check(self, credentials: Credentials) -> Sequence[Check]:
        """Whether the channel's login, permissions and reporting hold. Raises ChannelError when nobody can tell."""
        ...

    def subscribe(self, credentials: Credentials) -> None:
        """Have what happens on the channel reported to our webhook. Raises ChannelError."""
        ...

    def history(self, credentials: Credentials, since: datetime | None) -> Iterator[Sequence[Listed]]:
        """The conversations that changed after `since`, or all, newest first, as many at once as the provider gives.

        It keeps to the provider's pace by waiting. Nothing, where a provider keeps no list. Raises ChannelError.
        """
        ...

    def download(self, credentials: Credentials, url: str) -> AbstractContextManager[Download]:
        """Open the provider's copy of a file. Raises ChannelError."""
        ...


@dataclass(frozen=True, slots=True)
class Download:
    mime: str
    name: str
    size: int | None
    chunks: Iterator[bytes]
