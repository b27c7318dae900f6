"""How many conversations stand in each section, told to every open browser: asked for once a second for all of them."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations import present, sections
from kaiwa.conversations.sections import Tally
from kaiwa.edge.database import Models

if TYPE_CHECKING:
    from kaiwa.edge.stream import Stream

log = logging.getLogger(__name__)

_SECONDS = 1.0
# What changes together is counted together
_MOMENT = 0.03


class Counts:
    """Counts workspaces in which something changed, while somebody looks."""

    def __init__(self, streams: Mapping[int, set[Stream]]) -> None:
        self._streams = streams
        # A thread of its own: what changed is shown before it is counted
        self._models = Models(1, "counts")
        self._due: dict[int, float] = {}
        self._rested: dict[int, float] = {}
        self._news = asyncio.Event()

    def changed(self, workspace: int) -> None:
        """Its conversations changed: they are counted anew, at most once a second."""
        now = time.monotonic()
        self._due.setdefault(workspace, max(now + _MOMENT, self._rested.get(workspace, 0.0)))
        self._news.set()

    def close(self) -> None:
        self._models.close()

    async def run(self) -> None:
        while True:
            self._news.clear()
            await self._until_due()
            now = time.monotonic()
            for workspace in [workspace for workspace, at in self._due.items() if at <= now]:
                del self._due[workspace]
                await self._count(workspace)

    async def _until_due(self) -> None:
        wait = min(self._due.values()) - time.monotonic() if self._due else None
        if wait is not None and wait <= 0:
            return
        try:
            async with asyncio.timeout(wait):
                await self._news.wait()
        except TimeoutError:
            pass

    async def _count(self, workspace: int) -> None:
        if workspace not in self._streams:
            self._rested.pop(workspace, None)
            return
        self._rested[workspace] = time.monotonic() + _SECONDS
        try:
            tally, audiences = await self._models.run(_read, workspace)
        except Exception:  # the browsers keep the numbers they have
            log.exception("conversations cannot be counted")
            tally = None
        if tally:
            self._tell(workspace, tally, audiences)

    def _tell(self, workspace: int, tally: Tally, audiences: Mapping[int, int | None]) -> None:
        events: dict[int, bytes] = {}
        for stream in list(self._streams.get(workspace, ())):
            member = stream.member
            if member not in events:
                seen = {channel for channel, audience in audiences.items() if audience in {None, member}}
                counts = present.counts(tally.of(member, seen)).model_dump_json()
                events[member] = b"event: counts\ndata: %b\n\n" % counts.encode()
            if stream.counts != events[member]:
                stream.counts = events[member]
                stream.push(events[member])


def _read(workspace: int) -> tuple[Tally, dict[int, int | None]]:
    """The counts of a workspace, and who may see each of its channels: one member, or None for all."""
    rows = Channel.objects.filter(connection__workspace=workspace)
    channels = rows.values_list("pk", "connection__visibility", "connection__installer")
    shared = Connection.Visibility.SHARED
    return sections.tally(workspace), {
        pk: None if visibility == shared else installer for pk, visibility, installer in channels
    }
