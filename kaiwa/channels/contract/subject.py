"""What the contract is tried on: a provider, a channel of it, and a customer who writes."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from kaiwa.channels.base import ChannelError, Credentials, Outgoing, Provider, Signal
from kaiwa.channels.events import Parsed

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
    def shown(self) -> set[Signal]:
        """Which of *writing* and *seen* the customer sees now; none where the provider shows neither."""

    @abstractmethod
    def webhooks(self) -> list[Webhook]:
        """All that the provider has reported by now, once nothing is on its way."""

    @abstractmethod
    def stop_reporting(self) -> bool:
        """The provider stops telling our webhook of the channel. False: this provider never does."""

    @abstractmethod
    def another_app_takes_the_thread(self) -> bool:
        """Another app at the provider has the conversation from now on. False: there are no others."""

    @abstractmethod
    def refuse(self, situation: str) -> bool:
        """Make the next send fail like `situation` (refusals.SITUATIONS). False: this provider has no such."""

    def parsed(self) -> Iterator[Parsed]:
        yield from (self.provider.parse(webhook.body) for webhook in self.webhooks())

    def events(self) -> list[object]:
        return [event for parsed in self.parsed() for event in parsed.events]

    def refusal(self) -> ChannelError | None:
        """Send something: what the provider has against it."""
        try:
            self.provider.send(self.credentials, Outgoing(to=self.contact, key="key-3", text="x"))
        except ChannelError as error:
            return error
        return None
