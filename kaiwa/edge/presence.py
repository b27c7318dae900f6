"""Which browsers have a page of ours open, told to the database: what is pushed goes to the others only."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

from django.db import DatabaseError

from kaiwa.edge.database import Models
from kaiwa.notifications import presence

log = logging.getLogger(__name__)


class Presence:
    """The sessions behind the open streams. `run` tells of them for as long as the process lives."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._streams: Counter[str] = Counter()
        self._came: set[str] = set()
        self._left: set[str] = set()
        self._news = asyncio.Event()

    def came(self, session: str) -> None:
        if session:
            self._streams[session] += 1
            self._came.add(session)
            self._left.discard(session)
            self._news.set()

    def left(self, session: str) -> None:
        if not session:
            return
        self._streams[session] -= 1
        if self._streams[session] <= 0:
            del self._streams[session]
            self._came.discard(session)
            self._left.add(session)
            self._news.set()

    async def run(self) -> None:
        while True:
            everybody = False
            try:
                async with asyncio.timeout(presence.SAY_EVERY.total_seconds()):
                    await self._news.wait()
            except TimeoutError:
                everybody = True
            self._news.clear()
            came, left = set(self._streams) if everybody else self._came, self._left
            self._came, self._left = set(), set()
            await self._tell(came, left)

    async def _tell(self, came: set[str], left: set[str]) -> None:
        try:
            if left:
                await self._models.run(presence.closed, left)
            if came:
                await self._models.run(presence.opened, came)
        except DatabaseError as error:
            # Told again within the minute; until then a push may say what a page has said
            log.warning("open pages could not be noted: %s", error)
