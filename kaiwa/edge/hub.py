"""From PostgreSQL's notifications to the browsers that are looking.

One connection listens. What is told within a few milliseconds is read from the database at once, encoded once,
and pushed to every stream that may see it.
"""

import asyncio
import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from django.db import DatabaseError

from kaiwa.edge import metrics
from kaiwa.edge.counts import Counts
from kaiwa.edge.database import Connection, Models, connect
from kaiwa.edge.presence import Presence
from kaiwa.edge.row import Row
from kaiwa.edge.rows import Wanted, event_of, read
from kaiwa.edge.stream import Stream
from kaiwa.edge.whereabouts import Patience, People, Whereabouts
from kaiwa.edge.who import members_behind
from kaiwa.live import CHANNEL, WHEREABOUTS, Told

log = logging.getLogger(__name__)

RESYNC = b"event: resync\ndata: {}\n\n"

# Between two looks at what changed; what is told meanwhile is read together
_SHORTEST_REST = 0.005
_LONGEST_REST = 0.03
# More than so many rows at once are not worth pushing: the browsers then fetch what they show
_MANY = 500
_BETWEEN_RESYNCS = 1.0
_HEARTBEAT_SECONDS = 20.0
_HEARTBEAT = b":\n\n"
_CHECK_AT_ONCE = 50
_LONGEST_PAUSE = 1.0


class Hub:
    """All open streams. `run` serves them for as long as the process lives."""

    def __init__(self, *, check_seconds: float = 60.0, patience: Patience | None = None) -> None:
        self._check_seconds = check_seconds
        # One thread: what is told meanwhile is read together next time
        self._models = Models(1, "live")
        self._presence = Presence(self._models)
        self._streams: dict[int, set[Stream]] = defaultdict(set)
        self._wanted: dict[int, Wanted] = defaultdict(Wanted)
        self._told = asyncio.Event()
        self._unchecked = asyncio.Event()
        self._next_resync: dict[int, float] = {}
        self._counts = Counts(self._streams)
        self._whereabouts = Whereabouts(self._take_whereabouts, patience or Patience())
        # Streams that have not been told who is where
        self._newcomers: dict[int, list[Stream]] = defaultdict(list)
        self.closed = False

    def add(self, stream: Stream) -> None:
        self._streams[stream.workspace].add(stream)
        self._presence.came(stream.credentials.session)
        self._whereabouts.opened(stream)
        if self._whereabouts.at(stream.workspace):
            self._newcomers[stream.workspace].append(stream)
            self._told.set()
        metrics.STREAMS.inc()

    def remove(self, stream: Stream) -> None:
        streams = self._streams[stream.workspace]
        streams.discard(stream)
        self._presence.left(stream.credentials.session)
        self._whereabouts.closed(stream)
        metrics.STREAMS.dec()
        if not streams:
            del self._streams[stream.workspace]

    def close(self) -> None:
        """End all streams, asking the browsers to come back a little later."""
        self.closed = True
        for stream in self._all():
            stream.end(ask_back=True)

    async def run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._listen())
                tasks.create_task(self._push_what_is_told())
                tasks.create_task(self._beat())
                tasks.create_task(self._check())
                tasks.create_task(self._counts.run())
                tasks.create_task(self._whereabouts.run(self._models))
                tasks.create_task(self._presence.run())
        finally:
            self._models.close()
            self._counts.close()

    # --- changes ------------------------------------------------------------------------------------------

    async def _listen(self) -> None:
        missed, pause = False, 0.0
        while True:
            try:
                connection = await connect("live")
                async with connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    await connection.execute(f"LISTEN {WHEREABOUTS}")
                    self._whereabouts.listening()
                    if missed:
                        # Whatever was told meanwhile went unheard
                        self._push(self._all(), RESYNC)
                    missed, pause = True, 0.0
                    await self._hear(connection)
            except (psycopg.Error, OSError) as error:
                log.warning("live updates cannot reach the database: %s", error)
            pause = min(pause * 2 or 0.05, _LONGEST_PAUSE)
            await asyncio.sleep(pause)

    async def _hear(self, connection: Connection) -> None:
        async for note in connection.notifies():
            if note.channel == WHEREABOUTS:
                self._whereabouts.hear(note.payload)
                continue
            told = json.loads(note.payload)
            if told["workspace"] in self._streams:
                self._take(told)

    def _take(self, told: dict[str, Any]) -> None:
        workspace = told["workspace"]
        if told.get("access"):
            for stream in self._streams[workspace]:
                stream.doubted = True
            self._unchecked.set()
            self._take_whereabouts(workspace, self._whereabouts.at(workspace))
            return
        wanted = self._wanted[workspace]
        wanted.conversations.update(told.get("conversations", ()))
        wanted.messages.update(told.get("messages", ()))
        wanted.channels.update(told.get("channels", ()))
        wanted.gone.update((thread, message) for thread, message in told.get("gone", ()))
        wanted.deleted.update((thread, channel) for thread, channel in told.get("deleted", ()))
        wanted.members.update(told.get("members", ()))
        wanted.chats.update(told.get("chats", ()))
        wanted.records.update((kind, record) for kind, record in told.get("records", ()))
        wanted.notices.update(Told.of(row) for row in told.get("notices", ()))
        self._told.set()

    def _take_whereabouts(self, workspace: int, people: People) -> None:
        if workspace in self._streams and people:
            self._wanted[workspace].presence.update(people)
            self._told.set()

    async def _push_what_is_told(self) -> None:
        while True:
            await self._told.wait()
            self._told.clear()
            began = time.monotonic()
            wanted, self._wanted = self._wanted, defaultdict(Wanted)
            for workspace, what in wanted.items():
                await self._push_changes(workspace, what)
            await self._welcome()
            # A third of the time at most, while it goes fast: the same process has webhooks to take, and what is
            # read and pushed together costs hardly more than one change does
            took = time.monotonic() - began
            await asyncio.sleep(min(max(2 * took, _SHORTEST_REST), _LONGEST_REST))

    async def _push_changes(self, workspace: int, wanted: Wanted) -> None:
        if len(wanted) > _MANY:
            await self._resync(workspace)
            self._counts.changed(workspace)
            wanted = Wanted(presence=wanted.presence)
        try:
            rows = await self._models.run(read, workspace, wanted)
        except Exception:  # a row that cannot be shown must not end everybody's stream
            log.exception("live updates cannot be read")
            await self._resync(workspace)
            return
        self._distribute(list(self._streams.get(workspace, ())), rows)
        if wanted.conversations or wanted.deleted:
            self._counts.changed(workspace)

    async def _welcome(self) -> None:
        """Tell those who came who is where."""
        newcomers, self._newcomers = self._newcomers, defaultdict(list)
        for workspace, streams in newcomers.items():
            people = Wanted(presence=self._whereabouts.at(workspace))
            try:
                rows = await self._models.run(read, workspace, people)
            except DatabaseError as error:
                log.warning("who is where cannot be told: %s", error)
                return
            self._distribute(streams, rows)

    async def _resync(self, workspace: int) -> None:
        """At most once a second: each asks every browser for its first page."""
        now = time.monotonic()
        due = self._next_resync.get(workspace, 0.0)
        self._next_resync[workspace] = max(now, due) + _BETWEEN_RESYNCS
        if due > now:
            await asyncio.sleep(due - now)
        self._push(self._streams.get(workspace, ()), RESYNC)

    def _distribute(self, streams: Sequence[Stream], rows: Sequence[Row]) -> None:
        """Each stream gets what everybody may see, and what only its member may; each event is encoded once."""
        private = {row.audience for row in rows}
        events: dict[int | None, bytes] = {}
        for stream in streams:
            reader = stream.member if stream.member in private else None
            if reader not in events:
                events[reader] = event_of([row for row in rows if row.audience in {None, reader}])
            if events[reader]:
                stream.push(events[reader])

    def _push(self, streams: Iterable[Stream], data: bytes) -> None:
        for stream in list(streams):
            stream.push(data)

    def _all(self) -> list[Stream]:
        return [stream for streams in self._streams.values() for stream in streams]

    # --- who still may ------------------------------------------------------------------------------------

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(_HEARTBEAT_SECONDS)
            self._push(self._all(), _HEARTBEAT)

    async def _check(self) -> None:
        """Ask again who is behind each stream: now and then, and as soon as somebody's access changed."""
        while True:
            try:
                async with asyncio.timeout(self._check_seconds / 60):
                    await self._unchecked.wait()
            except TimeoutError:
                pass
            self._unchecked.clear()
            old = time.monotonic() - self._check_seconds
            due = [stream for stream in self._all() if stream.doubted or stream.checked_at < old]
            for start in range(0, len(due), _CHECK_AT_ONCE):
                await self._check_these(due[start : start + _CHECK_AT_ONCE])

    async def _check_these(self, streams: Sequence[Stream]) -> None:
        doubted = [stream for stream in streams if stream.doubted]
        for stream in doubted:
            stream.doubted = False
        try:
            members = await self._models.run(members_behind, {stream.credentials for stream in streams})
        except DatabaseError:
            for stream in doubted:
                stream.doubted = True
            return
        for stream in streams:
            stream.checked_at = time.monotonic()
            if members[stream.credentials] != (stream.workspace, stream.member):
                stream.end()
        self._push((stream for stream in doubted if not stream.ended), RESYNC)
        for workspace in {stream.workspace for stream in doubted}:
            self._counts.changed(workspace)
