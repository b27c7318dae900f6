"""Who looks at which conversation, and who writes in it (D-73): known by word alone, for as long as streams are open.

A browser tells the API, which asks whether it may see the conversation and passes the word on in a notification. The
edge that has the browser's stream vouches for it to all edges. What it vouched for ends with the stream; of an edge
that is not heard any more, all of it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection

from kaiwa.edge.database import Models
from kaiwa.live import WHEREABOUTS

if TYPE_CHECKING:
    from kaiwa.edge.stream import Stream

log = logging.getLogger(__name__)

# Somebody in two tabs does what they do most
_DOINGS = ("looking", "noting", "replying")


@dataclass(frozen=True, slots=True)
class Someone:
    """A member at a conversation, and what they do there."""

    member: int
    name: str
    doing: str


@dataclass(frozen=True, slots=True)
class Word:
    """What one stream's browser is at: conversations, and what is done in each. `edge` vouches for it."""

    edge: str
    stream: str
    workspace: int
    member: int
    name: str
    looking: dict[int, str]
    at: float = field(default_factory=time.monotonic)


@dataclass(frozen=True, slots=True)
class Patience:
    """For how many seconds a word holds: of one who writes, who looks, and of an edge that falls silent."""

    writing: float = 10.0
    looking: float = 15 * 60.0
    edge: float = 30.0


People = dict[int, tuple[Someone, ...]]


class Whereabouts:
    """All that is known here. `changed` is told the workspace and who is now at each conversation that changed."""

    def __init__(self, changed: Callable[[int, People], None], patience: Patience) -> None:
        self._changed = changed
        self._patience = patience
        self._edge = secrets.token_hex(8)
        self._streams: dict[str, Stream] = {}
        self._words: dict[str, Word] = {}
        self._heard: dict[str, float] = {}
        self._to_say: list[dict[str, Any]] = []
        self._news = asyncio.Event()

    def opened(self, stream: Stream) -> None:
        self._streams[stream.id] = stream

    def closed(self, stream: Stream) -> None:
        self._streams.pop(stream.id, None)
        if word := self._words.get(stream.id):
            self._vouch(replace(word, looking={}))

    def at(self, workspace: int, conversations: Iterable[int] | None = None) -> People:
        """Who is at each of these conversations; of all where there is somebody."""
        words = [word for word in self._words.values() if word.workspace == workspace]
        wanted = (
            {pk for word in words for pk in word.looking} if conversations is None else set(conversations)
        )
        return {pk: _people(words, pk) for pk in wanted}

    def hear(self, payload: str) -> None:
        """A notification: of a browser by way of the API, or of an edge."""
        told = json.loads(payload)
        edge = told.get("edge", "")
        if edge == self._edge:
            return
        if edge:
            self._heard[edge] = time.monotonic()
        if told.get("ask"):
            self._say_all()
        elif "stream" in told:
            looking = {int(pk): doing for pk, doing in told.pop("looking").items()}
            word = Word(edge=told.pop("edge", self._edge), looking=looking, **told)
            if word.edge != self._edge:
                self._take(word)
            elif (stream := self._streams.get(word.stream)) and stream.member == word.member:
                self._vouch(replace(word, workspace=stream.workspace))

    def listening(self) -> None:
        """From here on nothing goes unheard. What did before is asked for, and said again."""
        self._forget(lambda word: word.edge != self._edge)
        self._say({"ask": True})
        self._say_all()

    async def run(self, models: Models) -> None:
        """Pass on what is to be said, and let go of what holds no more."""
        beat = min(1.0, self._patience.writing / 5)
        next_sign = 0.0
        while True:
            try:
                async with asyncio.timeout(beat if self._words else None):
                    await self._news.wait()
            except TimeoutError:
                pass
            self._news.clear()
            self._expire()
            if time.monotonic() >= next_sign and any(
                word.edge == self._edge for word in self._words.values()
            ):
                self._say({})
                next_sign = time.monotonic() + self._patience.edge / 3
            notes, self._to_say = self._to_say, []
            try:
                await models.run(_notify, notes)
            except DatabaseError as error:
                # Whoever listens again says all of it again
                log.warning("word of who is where cannot reach the database: %s", error)

    def _expire(self) -> None:
        now = time.monotonic()
        for word in [word for word in self._words.values() if word.edge == self._edge]:
            if word.at + self._patience.looking < now:
                self._vouch(replace(word, looking={}))
            elif word.at + self._patience.writing < now and set(word.looking.values()) != {"looking"}:
                self._vouch(replace(word, looking=dict.fromkeys(word.looking, "looking")))
        gone = {edge for edge, at in self._heard.items() if at + self._patience.edge < now}
        for edge in gone:
            del self._heard[edge]
        self._forget(lambda word: word.edge in gone)

    def _vouch(self, word: Word) -> None:
        self._take(word)
        self._say_word(word)

    def _take(self, word: Word) -> None:
        old = self._words.get(word.stream)
        touched = word.looking.keys() | (old.looking.keys() if old else set())
        before = self.at(word.workspace, touched)
        if word.looking:
            self._words[word.stream] = word
        else:
            self._words.pop(word.stream, None)
        after = self.at(word.workspace, touched)
        if changed := {pk: people for pk, people in after.items() if people != before[pk]}:
            self._changed(word.workspace, changed)
        self._news.set()

    def _forget(self, which: Callable[[Word], bool]) -> None:
        for word in [word for word in self._words.values() if which(word)]:
            self._take(replace(word, looking={}))

    def _say_all(self) -> None:
        for word in self._words.values():
            if word.edge == self._edge:
                self._say_word(word)

    def _say_word(self, word: Word) -> None:
        said = {name: getattr(word, name) for name in ("stream", "workspace", "member", "name", "looking")}
        self._say(said)

    def _say(self, note: dict[str, Any]) -> None:
        self._to_say.append({"edge": self._edge, **note})
        self._news.set()


def _people(words: Iterable[Word], conversation: int) -> tuple[Someone, ...]:
    found: dict[int, Someone] = {}
    for word in words:
        if doing := word.looking.get(conversation):
            known = found.get(word.member)
            if known is None or _DOINGS.index(doing) > _DOINGS.index(known.doing):
                found[word.member] = Someone(word.member, word.name, doing)
    return tuple(found[member] for member in sorted(found))


def _notify(notes: list[dict[str, Any]]) -> None:
    with connection.cursor() as cursor:
        for note in notes:
            cursor.execute("SELECT pg_notify(%s, %s)", [WHEREABOUTS, json.dumps(note, separators=(",", ":"))])
