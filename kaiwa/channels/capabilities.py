"""What differs between providers, as data: so nothing outside `channels/` asks for a provider's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Permission:
    """What we ask the provider's user for, by the provider's name; `why_code` is worded by the interface."""

    name: str
    why_code: str
    # Asked for only where somebody wants what it is for
    optional: bool = False


@dataclass(frozen=True, slots=True)
class ChatLink:
    """A link that opens a chat with the channel. What is given as `parameter` comes back as the referral's ref."""

    # {channel} stands for the channel's own id
    url: str
    parameter: str
    # What the provider lets through, whole; and how many characters of it
    pattern: str
    limit: int


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
    # The customer can be shown that somebody writes, and that their message was looked at
    signals: bool = False
    # A message can be sent as the answer to a particular one
    quotes: bool = False
    # Other apps may hold a thread, and it can be taken back from them; `apps` names those that are known by id
    take_over: bool = False
    apps: Mapping[str, str] = field(default_factory=dict)
    # Where at the provider a trouble of this code is looked into
    places: Mapping[str, str] = field(default_factory=dict)
    # All that are asked for must be granted when it is connected (TS-08)
    permissions: tuple[Permission, ...] = ()
    # What people who never wrote are shown first can be a button, which tells us by which link they came
    start_button: bool = False
    # What its conversations are best in a CRM: notes of 24 hours, or activities of a day (H-13)
    transcript: Literal["note", "activity"] = "note"
    # A connection is one channel: there is nothing to choose from
    one_channel: bool = False
    # Its customers are known by their phone number
    numbers: bool = False
    # How a deal or lead is called that a new conversation makes (TL-30)
    item_title: str = "{label} {kind}({address})"
    # None: customers cannot be invited by a link
    chat_link: ChatLink | None = None
