"""Whether a member can write in a conversation now, and what stands in the way: one answer for all who ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.window import Window, reply_window

# Every reason there is; the interface has a sentence for each in both languages
REASONS = ("channel_attention", "channel_disconnected", "never_wrote", "window_closed", "no_human_agent")


@dataclass(frozen=True, slots=True)
class Composer:
    window: Window
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
    window = reply_window(capabilities, inbound, extended=channel.human_agent, now=now)
    if channel.state == Channel.State.DISCONNECTED:
        return Composer(window, "channel_disconnected", {"channel": channel.name})
    if channel.state == Channel.State.ATTENTION:
        return Composer(window, "channel_attention", {"channel": channel.name, "code": channel.problem_code})
    if window.state == "never":
        return Composer(window, "never_wrote")
    if window.state == "closed":
        more = capabilities.extended_window
        could_extend = bool(inbound and more and not channel.human_agent and now < inbound + more)
        return Composer(window, "no_human_agent" if could_extend else "window_closed", _since(window))
    return Composer(window)


def _since(window: Window) -> dict[str, Any]:
    return {"since": window.closes_at.isoformat() if window.closes_at else None}
