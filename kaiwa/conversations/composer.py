"""Whether a member can write in a conversation now, and what stands in the way: one answer for all who ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kaiwa.channels.capabilities import Capabilities
from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.window import Window, reply_window

# Every reason there is; the interface has a sentence for each in both languages
REASONS = (
    "contact_blocked",
    "channel_attention",
    "channel_disconnected",
    "never_wrote",
    "window_closed",
    "no_human_agent",
    "tag_abuse",
    "thread_elsewhere",
    "thread_with_app",
)


@dataclass(frozen=True, slots=True)
class Composer:
    window: Window
    # Whether a late reply by hand may be sent here
    late: bool = False
    reason: str | None = None
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def locked(self) -> bool:
        return self.reason is not None


def composer_of(conversation: Conversation, *, now: datetime) -> Composer:
    """The composer of `conversation`, whose channel is loaded."""
    channel = conversation.channel
    capabilities = provider(channel.provider).capabilities
    inbound = conversation.last_inbound_at
    late = channel.human_agent and not _refused_late(conversation)
    window = reply_window(capabilities, inbound, extended=late, now=now)
    reason, params = _in_the_way(conversation, window, capabilities, now)
    if conversation.blocked:
        reason, params = "contact_blocked", {}
    return Composer(window, late, reason, params)


def _in_the_way(
    conversation: Conversation, window: Window, capabilities: Capabilities, now: datetime
) -> tuple[str | None, dict[str, Any]]:
    channel = conversation.channel
    if channel.state == Channel.State.DISCONNECTED:
        return "channel_disconnected", {"channel": channel.name, "code": channel.problem_code}
    if channel.state == Channel.State.ATTENTION:
        return "channel_attention", {"channel": channel.name, "code": channel.problem_code}
    if window.state == "never":
        return "never_wrote", {}
    if window.state == "closed":
        return _why_closed(conversation, capabilities, now), _since(window)
    if conversation.held:
        app = capabilities.apps.get(conversation.held_by)
        return ("thread_with_app", {"app": app}) if app else ("thread_elsewhere", {})
    return None, {}


def _why_closed(conversation: Conversation, capabilities: Capabilities, now: datetime) -> str:
    inbound, more = conversation.last_inbound_at, capabilities.extended_window
    if not (inbound and more and now < inbound + more):
        return "window_closed"
    return "tag_abuse" if conversation.channel.human_agent else "no_human_agent"


def _refused_late(conversation: Conversation) -> bool:
    """The provider warned of late replies to this person, who has not written since."""
    at, inbound = conversation.late_refused_at, conversation.last_inbound_at
    return at is not None and (inbound is None or at > inbound)


def _since(window: Window) -> dict[str, Any]:
    return {"since": window.closes_at.isoformat() if window.closes_at else None}
