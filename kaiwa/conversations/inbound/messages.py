"""New messages: one row each, once, whatever arrives how often and in which order (D-13)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from kaiwa.channels.events import Called, Echo, Media, MessageReceived, Referred, ThreadControl
from kaiwa.conversations.changes import milliseconds
from kaiwa.conversations.inbound.threads import MessageRow, Pair, Thread

# What a person reads, and nothing is to be fetched for
WITHOUT_FILE = {"link", "location", "template"}

# Digits of the number of a call: it fits a smallint
LONGEST_PART = 4

# Codes of timeline lines
EVENTS = (
    "referred",
    "messages_missing",
    "thread_to_us",
    "thread_to_app",
    "thread_to_other",
    "thread_requested",
    "call_missed",
)

Content = MessageReceived | Echo | Referred | ThreadControl | Called
Key = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Written:
    """`new`: rows inserted. `settled`: our own sends that an echo found. `media`: files are to be fetched."""

    new: Sequence[MessageRow]
    settled: Sequence[MessageRow]
    media: bool


def write(pairs: Iterable[Pair], *, imported: bool = False) -> Written:
    """Insert what is new among `pairs`, and settle our own sends by their echoes.

    `imported`: it is from before the channel was connected, and nobody is to be told of it.
    """
    content = [(event, thread) for event, thread in pairs if isinstance(event, Content) and _is_shown(event)]
    settled = _settle([(event, thread) for event, thread in content if isinstance(event, Echo)])
    done = {(row.channel, row.external_id) for row in settled}
    candidates: dict[Key, tuple[Content, Thread]] = {}
    for event, thread in content:
        key = (thread.channel, external_id(event))
        if key not in done:
            candidates.setdefault(key, (event, thread))
    new = _insert(candidates, imported=imported) if candidates else []
    media = _attach([(row, *candidates[row.channel, row.external_id]) for row in new])
    return Written(new, settled, media)


def external_id(event: Content) -> str:
    """The id that makes it one message. A referral has none of its own: who and when stand for it."""
    if isinstance(event, Referred):
        return f"referral:{event.contact}:{milliseconds(event.at)}"
    if isinstance(event, ThreadControl):
        return f"thread:{event.act}:{event.app}:{event.contact}:{milliseconds(event.at)}"
    return event.external_id


def _is_shown(event: Content) -> bool:
    """That another app holds the thread shows from each word it writes: one line of it would be said too often."""
    return not (isinstance(event, ThreadControl) and event.act == "seen")


def _settle(echoes: Sequence[tuple[Echo, Thread]]) -> list[MessageRow]:
    """Find our own sends by the key they carried; the echo may be here before the answer to the send is."""
    found = []
    for echo, thread in echoes:
        key, _, part = echo.key.rpartition(":")
        # Another system may use the same app, and write there what it likes
        if echo.ours and key and part.isdecimal() and len(part) <= LONGEST_PART:
            found.append((thread.conversation, key, int(part), echo.external_id, echo.at))
    if not found:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE conversations_message m
            SET external_id = v.external_id, status = 'sent', accepted_at = v.at,
                error_code = '', error_params = '{}', next_attempt_at = NULL, sending_since = NULL
            FROM unnest(%s::bigint[], %s::text[], %s::int[], %s::text[], %s::timestamptz[])
                AS v (conversation_id, key, part, external_id, at)
            WHERE m.conversation_id = v.conversation_id AND m.key = v.key AND m.part = v.part
              AND (m.external_id IS NULL OR m.external_id = v.external_id)
              AND (m.status <> 'sent' OR m.accepted_at IS DISTINCT FROM v.at)
            RETURNING m.id, m.conversation_id, m.channel_id, m.external_id, m.sent_at
            """,
            [list(column) for column in zip(*found, strict=True)],
        )
        return [MessageRow(*row) for row in cursor.fetchall()]


def _insert(candidates: Mapping[Key, tuple[Content, Thread]], *, imported: bool) -> list[MessageRow]:
    # In order of arrival, which decides between messages of one instant of the provider's clock
    rows = [_columns(event, thread) for event, thread in candidates.values()]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO conversations_message (
                conversation_id, channel_id, external_id, sent_at, direction, kind, text, code, params,
                reply_to_external_id, elsewhere, status, accepted_at, imported
            )
            SELECT *, %s FROM unnest(
                %s::bigint[], %s::bigint[], %s::text[], %s::timestamptz[], %s::text[], %s::text[], %s::text[],
                %s::text[], %s::jsonb[], %s::text[], %s::boolean[], %s::text[], %s::timestamptz[]
            )
            ON CONFLICT (channel_id, external_id) WHERE external_id IS NOT NULL DO NOTHING
            RETURNING id, conversation_id, channel_id, external_id, sent_at
            """,
            [imported, *(list(column) for column in zip(*rows, strict=True))],
        )
        return [MessageRow(*row) for row in cursor.fetchall()]


def _columns(event: Content, thread: Thread) -> tuple[Any, ...]:
    start = (thread.conversation, thread.channel, external_id(event), event.at)
    match event:
        case MessageReceived():
            content = ("in", event.kind, event.text, "", Jsonb({}), event.reply_to)
            return (*start, *content, False, "received", None)
        case Echo():
            content = ("out", "text", event.text, "", Jsonb({}), event.reply_to)
            return (*start, *content, True, "sent", event.at)
        case Referred() | ThreadControl() | Called():
            code, params = _line(event)
            return (*start, "event", "event", "", code, Jsonb(params), "", False, "received", None)


def _line(event: Referred | ThreadControl | Called) -> tuple[str, dict[str, Any]]:
    """What the timeline says, as a code with parameters."""
    match event:
        case Referred():
            return "referred", asdict(event.referral)
        case Called():
            return "call_missed", {}
        case ThreadControl(act="requested"):
            return "thread_requested", {"app": event.name}
    if not event.app:
        return "thread_to_us", {}
    return ("thread_to_app", {"app": event.name}) if event.name else ("thread_to_other", {})


def _attach(new: Sequence[tuple[MessageRow, Content, Thread]]) -> bool:
    """Insert the attachments of new messages. Returns whether any is to be fetched."""
    rows = [
        (thread.workspace, row.pk, position, *_media_columns(media))
        for row, event, thread in new
        if isinstance(event, MessageReceived | Echo)
        for position, media in enumerate(event.attachments)
    ]
    if not rows:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO conversations_attachment (
                workspace_id, message_id, position, kind, name, title, link, source_url, params, state,
                error_code, next_attempt_at
            )
            SELECT v.*, now() FROM unnest(
                %s::bigint[], %s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[], %s::text[],
                %s::text[], %s::jsonb[], %s::text[], %s::text[]
            ) AS v
            """,
            [list(column) for column in zip(*rows, strict=True)],
        )
    return True


def _media_columns(media: Media) -> tuple[Any, ...]:
    has_file = media.kind not in WITHOUT_FILE
    # The provider names a file and gives no address: there is nothing to try again
    lost = has_file and not media.url
    state = "failed" if lost else "pending" if has_file else "stored"
    source = media.url if has_file else ""
    params = Jsonb(dict(media.params))
    error = "file_gone" if lost else ""
    return (media.kind, media.name[:255], media.title[:500], media.link, source, params, state, error)
