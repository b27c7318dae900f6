"""The list and a thread, at a thousand messages, a hundred thousand and a million."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from bench import load
from bench.house import House
from bench.people import Inbox, open_inbox
from bench.report import Figure

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 5
REQUESTS = 60
_WARM = 20
# Asks for nothing that grows: what this figure does from size to size is the machine
_CONTROL = "/api/v1/me"
_AIM = 1.5
_TEXT = "ご注文の件でご連絡しました。 The delivery of order {} is on its way, 明日届きます。"


class Place(NamedTuple):
    """What is asked for: the first page, and one in the middle."""

    list: str
    list_middle: str
    thread: str
    thread_middle: str


async def measure(house: House) -> tuple[list[Figure], dict[str, Any]]:
    medians: dict[int, dict[str, float]] = {}
    controls: dict[int, float] = {}
    seconds: dict[int, float] = {}
    for size in SIZES:
        began = time.perf_counter()
        inbox = open_inbox(house, f"{size} messages")
        longest = fill(house, inbox, size, conversations=max(120, size // 20))
        place = await _places(house, inbox, longest)
        seconds[size] = round(time.perf_counter() - began, 1)
        medians[size] = await _medians(house, inbox, place._asdict())
        controls[size] = (await _medians(house, inbox, {"control": _CONTROL}))["control"]
    return [_figure(name, medians) for name in Place._fields], {
        "median_ms": medians,
        "control_median_ms": controls,
        "seconds_to_fill": seconds,
    }


def _figure(name: str, medians: dict[int, dict[str, float]]) -> Figure:
    first, middle, last = (medians[size][name] for size in SIZES)
    ratio = last / first
    beside = f"ms at 1,000; {middle:.1f} at 100,000, {last:.1f} at 1,000,000"
    title = name.replace("_", ", ") + ": 1,000,000 ÷ 1,000"
    return Figure(title, round(ratio, 2), "", round(first, 1), beside, f"≤ {_AIM}", ratio <= _AIM)


async def _medians(house: House, inbox: Inbox, paths: dict[str, str]) -> dict[str, float]:
    """Milliseconds over HTTP, one request at a time: of several rounds in turn, the one least disturbed."""
    rounds: dict[str, list[float]] = {name: [] for name in paths}
    for _ in range(ROUNDS):
        for name, path in paths.items():
            request = load.request(house.url, "GET", path, inbox.headers)
            run, _answers = await load.fetch(house.url, [request] * (_WARM + REQUESTS))
            if run.bad:
                raise RuntimeError(f"{path}: {run.bad} bad answers")
            rounds[name].append(load.percentile([answer.milliseconds for answer in run.answers[_WARM:]], 50))
    return {name: min(found) for name, found in rounds.items()}


async def _places(house: House, inbox: Inbox, longest: int) -> Place:
    first = "/api/v1/conversations?limit=50"
    thread = f"/api/v1/conversations/{longest}/messages"
    count = await load.get(house.url, f"{first}&total=true", inbox.headers)
    middle = await load.get(
        house.url, f"/api/v1/conversations?limit=1&offset={max(0, count['total'] - 60) // 2}", inbox.headers
    )
    with house.database() as database:
        row = database.execute(
            """
            SELECT id FROM conversations_message WHERE conversation_id = %s ORDER BY sent_at
            OFFSET (SELECT count(*) / 2 FROM conversations_message WHERE conversation_id = %s) LIMIT 1
            """,
            [longest, longest],
        ).fetchone()
    assert row is not None
    return Place(first, f"{first}&cursor={middle['next_cursor']}", thread, f"{thread}?before={row[0]}")


def fill(
    house: House,
    inbox: Inbox,
    size: int,
    *,
    conversations: int,
    text: Callable[[int], str] | None = None,
) -> int:
    """`size` messages: a tenth of them in one thread, whose id is the answer, the rest in short ones.

    With a `text` for each they can be searched; without, the worker has nothing to read beside what is measured.
    """
    long = size // 10
    say = text or _TEXT.format
    start = datetime(2026, 1, 1, tzinfo=UTC)
    with house.database() as database, database.transaction():
        first = {
            name: _next_id(database, name) for name in ("contact", "identity", "conversation", "message")
        }

        def copy(table: str, columns: str, lines: Any) -> None:
            with database.cursor().copy(f"COPY conversations_{table} ({columns}) FROM STDIN") as stream:
                for line in lines:
                    stream.write(line)

        numbers = range(conversations)
        copy(
            "contact",
            "id, workspace_id, name",
            (f"{first['contact'] + n}\t{inbox.workspace}\tお客様 {n}\n" for n in numbers),
        )
        copy(
            "identity",
            "id, channel_id, external_id, contact_id, name, profile",
            (
                f"{first['identity'] + n}\t{inbox.channel}\t{n:017d}\t{first['contact'] + n}\tお客様 {n}\tknown\n"
                for n in numbers
            ),
        )
        copy(
            "conversation",
            "id, workspace_id, channel_id, identity_id, contact_id",
            (
                f"{first['conversation'] + n}\t{inbox.workspace}\t{inbox.channel}\t{first['identity'] + n}"
                f"\t{first['contact'] + n}\n"
                for n in numbers
            ),
        )

        def message(n: int) -> str:
            # The long thread goes on through all of the time; the others in turn
            thread = 0 if n % 10 == 0 else 1 + n % (conversations - 1)
            at = start + timedelta(seconds=n)
            ours = n % 3 == 0
            side = ("out", "sent", at) if ours else ("in", "received", "\\N")
            return (
                f"{first['message'] + n}\t{first['conversation'] + thread}\t{inbox.channel}\tm_{inbox.channel}_{n}"
                f"\t{at}\t{side[0]}\t{side[1]}\t{side[2]}\t{say(n)}\n"
            )

        copy(
            "message",
            "id, conversation_id, channel_id, external_id, sent_at, direction, status, accepted_at, text",
            ("".join(message(n) for n in range(at, min(at + 1000, size))) for at in range(0, size, 1000)),
        )
        if text is None:
            for noun in ("message", "conversation"):
                database.execute(
                    f"DELETE FROM conversations_unindexed{noun} WHERE {noun}_id >= {first[noun]}"
                )
        # Nobody is told of what was said in the past, and nothing of it goes into the CRM
        database.execute(
            "DELETE FROM crm_touchedconversation WHERE conversation_id >= %s", [first["conversation"]]
        )
        database.execute("UPDATE notifications_mark SET message = %s", [first["message"] + size])
    with house.database() as database:
        _summarise(database, inbox)
    assert long > 0
    return first["conversation"]


def _next_id(database: Any, table: str) -> int:
    """The first of a stretch of ids that nobody else will use."""
    return int(
        database.execute(
            f"SELECT setval(pg_get_serial_sequence('conversations_{table}', 'id'), "
            f"nextval(pg_get_serial_sequence('conversations_{table}', 'id')) + 2000000) - 2000000"
        ).fetchone()[0]
    )


def _summarise(database: Any, inbox: Inbox) -> None:
    """What the drain would have kept of each conversation; most of them read to the end."""
    database.execute(
        """
        UPDATE conversations_conversation c
        SET last_message_id = m.id, last_message_at = m.sent_at, last_inbound_at = m.sent_at,
            newest_inbound_id = m.id, seen_message_id = m.id - CASE WHEN c.id %% 5 = 0 THEN 1 ELSE 0 END
        FROM (
            SELECT DISTINCT ON (conversation_id) conversation_id, id, sent_at
            FROM conversations_message WHERE channel_id = %s ORDER BY conversation_id, sent_at DESC, id DESC
        ) m
        WHERE m.conversation_id = c.id
        """,
        [inbox.channel],
    )
    # And what came and went meanwhile
    passing = ("unindexedmessage", "unindexedconversation")
    for table in ("contact", "identity", "conversation", "message", "attachment", *passing):
        database.execute(f"VACUUM (ANALYZE) conversations_{table}")
    database.execute("VACUUM crm_touchedconversation")
    # What was filled in is on disk now, and is not written while we measure
    database.execute("CHECKPOINT")
