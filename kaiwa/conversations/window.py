"""May we write now, until when, and how: one pure function, for the composer, the API and the sender alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kaiwa.channels.capabilities import Capabilities

State = Literal["open", "extended", "closed", "never"]


@dataclass(frozen=True, slots=True)
class Window:
    """`open`: an ordinary reply. `extended`: by hand, with the channel's permission for it (H-08).

    `closed`: nothing until the customer writes. `never`: the customer has not written yet.
    `closes_at` is when the present state ends, or ended; None where there is no limit.
    """

    state: State
    closes_at: datetime | None
    # When even the extended window ends; equal to closes_at without one
    locked_at: datetime | None

    @property
    def may_write(self) -> bool:
        return self.state in {"open", "extended"}


def reply_window(
    capabilities: Capabilities, last_inbound_at: datetime | None, *, extended: bool, now: datetime
) -> Window:
    """The window at `now`; `extended` says that the channel holds the permission for late replies by hand."""
    if capabilities.window is None:
        return Window("open", None, None)
    if last_inbound_at is None:
        return Window("open" if capabilities.may_start else "never", None, None)
    ordinary = last_inbound_at + capabilities.window
    last = ordinary
    if extended and capabilities.extended_window:
        last = last_inbound_at + capabilities.extended_window
    if now < ordinary:
        return Window("open", ordinary, last)
    if now < last:
        return Window("extended", last, last)
    return Window("closed", last, last)
