"""Asking the index for messages: what a member may see and holds every term, newest first, page by page."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from kaiwa.conversations.models import Attachment, Message
from kaiwa.conversations.search import places
from kaiwa.conversations.search.places import Place, Scope
from kaiwa.conversations.search.words import Wanted

# A page that takes longer ends early, and can be continued
SECONDS = 0.2
_CHUNK = 50


@dataclass(frozen=True, slots=True)
class Page:
    """It may be short, and not the last. `after`: below what the next one begins; None when all was looked at."""

    found: Sequence[Message] = ()
    after: Place | None = None


def messages(wanted: Wanted, scope: Scope, *, after: Place | None, limit: int) -> Page:
    """Those that hold every term, in their text or in what their files are called."""
    if not wanted or not scope.tokens:
        return Page()
    until = time.monotonic() + SECONDS
    found: list[Message] = []
    chunk: list[Place] = []
    for place, named in places.newest_first(wanted, scope, after):
        if named:
            chunk.append(place)
        if named and len(chunk) < _CHUNK:
            continue
        found += _compared(chunk, wanted)
        chunk = []
        if len(found) > limit:
            break
        if time.monotonic() > until:
            return Page(found, place)
    found += _compared(chunk, wanted)
    if len(found) <= limit:
        return Page(found)
    last = found[limit - 1]
    return Page(found[:limit], (last.sent_at, last.pk))


def texts_of(message: Message) -> list[str]:
    """The texts in which a message is found, its own first."""
    return [message.text, *(f"{file.name} {file.title}" for file in message.attachments.all())]


def _compared(chunk: Sequence[Place], wanted: Wanted) -> list[Message]:
    """With what they say now: the index may be a moment behind, and knows pairs of letters only."""
    if not chunk:
        return []
    rows = Message.objects.filter(pk__in=[pk for _, pk in chunk], deleted_at=None)
    joined = rows.select_related("conversation__contact", "conversation__identity", "author__user")
    files = Prefetch("attachments", Attachment.objects.order_by("position"))
    found = {row.pk: row for row in joined.prefetch_related(files)}
    rows_in_order = (found[pk] for _, pk in chunk if pk in found)
    return [row for row in rows_in_order if wanted.is_in(texts_of(row))]
