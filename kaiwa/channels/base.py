"""The contract between Kaiwa and a provider: our events, what a provider can do, and how it fails.

A provider translates; it knows nothing of our models. Times are aware datetimes by the provider's clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import IO, Any, Literal, Protocol

AttachmentKind = Literal["image", "voice", "video", "file", "sticker", "link", "location", "template"]
ReceiptKind = Literal["delivered", "read"]
# An ad, a link to chat (m.me), a scanned code, a site's chat window, a product of a shop
ReferralSource = Literal["ad", "link", "code", "site", "product", "other"]


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a call for one channel needs: the channel's own id at the provider, and its token."""

    channel: str
    token: str


# --- in: what a webhook says ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Media:
    """An attachment as the provider announced it. `url` lives a while; `link` and `title` are for people."""

    kind: AttachmentKind
    url: str = ""
    name: str = ""
    title: str = ""
    link: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Referral:
    """How a customer came to us."""

    source: ReferralSource
    ref: str = ""
    ad_id: str = ""
    ad_title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened between one channel and one contact."""

    channel: str
    contact: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageReceived(Event):
    """The customer wrote. `kind` is text, postback (a button; `text` is its title) or unsupported."""

    external_id: str
    kind: Literal["text", "postback", "unsupported"] = "text"
    text: str = ""
    attachments: tuple[Media, ...] = ()
    reply_to: str = ""
    referral: Referral | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo(Event):
    """Something was written on our side. `ours`: this very app sent it; `key` is what we gave with it."""

    external_id: str
    text: str = ""
    attachments: tuple[Media, ...] = ()
    reply_to: str = ""
    ours: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited(Event):
    """`revision` counts up: the highest one is the text."""

    external_id: str
    text: str
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted(Event):
    """The writer took the message back. Final."""

    external_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reacted(Event):
    """`emoji` is empty when the reaction was taken back."""

    external_id: str
    by: Literal["contact", "channel"]
    emoji: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt(Event):
    """All that was sent up to `until` is delivered, or read. `external_ids` may name some of it.

    A provider that names messages without a watermark gives 1970 for `until`.
    """

    kind: ReceiptKind
    until: datetime
    external_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Referred(Event):
    """The customer came (again) by a link or an ad, without writing yet."""

    referral: Referral


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelNotice:
    """Something happened to the channel itself: a policy block, the thread handed to another app."""

    channel: str
    at: datetime
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


ContactEvent = MessageReceived | Echo | Edited | Deleted | Reacted | Receipt | Referred
AnyEvent = ContactEvent | ChannelNotice


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one webhook body holds. `ignored` names the kinds we know of and leave alone, and unknown ones.

    `rejected` says where and why an item could not be read: the body's other items are handled all the
    same, and then the whole is set aside with these reasons, to be replayed.
    """

    events: tuple[AnyEvent, ...] = ()
    ignored: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()


class MalformedWebhook(ValueError):
    """A signed body that cannot be read. It is set aside with this reason."""


# --- out: what we send ------------------------------------------------------------------------------------


class OpenFile(Protocol):
    """A stored file as a provider uploads it. Size in bytes."""

    @property
    def name(self) -> str: ...
    @property
    def mime(self) -> str: ...
    @property
    def size(self) -> int: ...

    def open(self) -> AbstractContextManager[IO[bytes]]: ...


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


@dataclass(frozen=True, slots=True)
class Sent:
    external_id: str


class ChannelError(Exception):
    """A provider refused or failed.

    `permanent`: trying again cannot help until somebody does something. `channel`: the channel itself needs
    attention, not only this message. `retry_after`: when the provider says so, how long to wait.
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
    ) -> None:
        super().__init__(message)
        self.code = code
        self.permanent = permanent
        self.channel = channel
        self.params = dict(params or {})
        self.retry_after = retry_after


class OutcomeUnknown(ChannelError):
    """The call may or may not have gone through: never tried again by itself (D-16)."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="unknown_outcome", permanent=False)


# --- what a provider knows and can do ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """Name and picture as the provider gives them. Empty where it does not."""

    name: str = ""
    picture_url: str = ""
    locale: str = ""
    utc_offset: float | None = None


@dataclass(frozen=True, slots=True)
class Permission:
    """What we ask the provider's user for, by the provider's name; `why_code` is worded by the interface."""

    name: str
    why_code: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What differs between providers, as data; nothing outside `channels/` asks for a provider's name."""

    label: str
    icon: str
    # None: no limit. The window counts from the customer's latest act
    window: timedelta | None
    # With the channel's permission for answers by hand
    extended_window: timedelta | None
    text_limit: int
    attachment_limit: int
    # MIME types or patterns ("image/*"); files of other types are refused before upload
    attachment_types: tuple[str, ...]
    may_start: bool
    webhook: bool = True
    admins_only: bool = True
    # All of them must be granted when it is connected (TS-08)
    permissions: tuple[Permission, ...] = ()


class Provider(Protocol):
    """The adapter behind a kind of channel. Stateless; one instance serves all."""

    name: str
    capabilities: Capabilities

    def installable(self) -> bool:
        """Whether the operator of this installation has given what connecting needs."""
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

    def send(self, credentials: Credentials, outgoing: Outgoing) -> Sent:
        """One call. Raises ChannelError, or OutcomeUnknown when it may have been done."""
        ...

    def profile(self, credentials: Credentials, contact: str) -> Profile:
        """Raises ChannelError; an empty Profile means that the provider will not tell."""
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
