"""What happened on a channel, in our words: the events that a provider reads from its webhooks.

Times are aware datetimes by the provider's clock; ids are the provider's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

AttachmentKind = Literal["image", "voice", "video", "file", "sticker", "link", "location", "template"]
ReceiptKind = Literal["delivered", "read"]
# An ad, a link to chat (m.me), a scanned code, a site's chat window, a product of a shop
ReferralSource = Literal["ad", "link", "code", "site", "product", "other"]

# An app other than ours, of which we know nothing more
SOME_APP = "?"


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
    # Who may answer: we, or SOME_APP; None where nothing tells, as in a list of past messages
    holder: str | None = ""
    # The writer's number as +819012345678, and the name they gave themselves, where the provider says so with each
    phone: str = ""
    name: str = ""


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
class ThreadControl(Event):
    """Who may answer changed hands, or another app asks for it. `app` is its id there, SOME_APP, or empty for us.

    *seen*: that it holds the thread shows from what it wrote. `name` is the app's, where known.
    """

    act: Literal["passed", "taken", "requested", "seen"]
    app: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Event):
    """The customer called. Nobody can answer here."""

    external_id: str


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


ContactEvent = (
    MessageReceived | Echo | Edited | Deleted | Reacted | Receipt | Referred | ThreadControl | Called
)
AnyEvent = ContactEvent | ChannelNotice


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one webhook body holds. `ignored` names the kinds we know of and leave alone, and unknown ones.

    `rejected` says where and why an item could not be read: the body's other items are handled all the
    same, and then the whole is set aside with these reasons, to be replayed. `channels` says whose it is: the
    channel of each of its parts, and "" for a part that does not tell.
    """

    events: tuple[AnyEvent, ...] = ()
    ignored: tuple[str, ...] = ()
    rejected: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()


class MalformedWebhook(ValueError):
    """A signed body that cannot be read. It is set aside with this reason."""
