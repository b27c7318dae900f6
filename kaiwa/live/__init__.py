"""Live updates: what tells every open browser.

It sends ids, in PostgreSQL's NOTIFY, which goes out when the caller's transaction commits. Each edge reads the
rows once and pushes them to the streams that may see them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Self

from django.db import connection

CHANNEL = "kaiwa_live"
# Who is where: nothing of it is in the database (kaiwa/edge/whereabouts.py)
WHEREABOUTS = "kaiwa_whereabouts"
# PostgreSQL refuses payloads of 8,000 bytes; 300 ids of up to 19 digits stay below
IDS_PER_NOTE = 300

Id = int | tuple[str, int]
Parts = Mapping[str, Sequence[Id]]


def publish(  # noqa: PLR0913 one for each noun
    workspace: int,
    *,
    conversations: Sequence[int] = (),
    messages: Sequence[int] = (),
    channels: Sequence[int] = (),
    members: Sequence[int] = (),
    chats: Sequence[int] = (),
    records: Sequence[tuple[str, int]] = (),
    access: bool = False,
) -> None:
    """Tell the workspace's open browsers that these rows changed, or (`access`) who may see what.

    `chats`: what the CRM has to say about these conversations. `records`: ("deal", 5) and the like, of our own CRM.
    """
    parts: Parts = {
        "conversations": conversations,
        "messages": messages,
        "channels": channels,
        "members": members,
        "chats": chats,
        "records": records,
    }
    with connection.cursor() as cursor:
        for note in _notes(parts):
            payload = {"workspace": workspace, **note}
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(payload, separators=(",", ":"))])
        if access:
            payload = {"workspace": workspace, "access": True}
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(payload)])


def publish_gone(workspace: int, *, conversation: int, message: int) -> None:
    """Tell the workspace's open browsers that a message is no more: it was found to be another one's double."""
    payload = {"workspace": workspace, "gone": [[conversation, message]]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(payload)])


def publish_deleted(workspace: int, *, conversation: int, channel: int) -> None:
    """Tell the open browsers that may see the channel that a conversation of it was deleted."""
    payload = {"workspace": workspace, "deleted": [[conversation, channel]]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(payload)])


class Told(NamedTuple):
    """What some members are told on their screens: of a conversation, by a message (0: by none) or a colleague.

    Of a loss (H-11): of one conversation, or 0 for a `number` of them.
    """

    conversation: int
    message: int
    event: str
    by: int
    members: tuple[int, ...]
    number: int = 0

    @classmethod
    def of(cls, row: Sequence[Any]) -> Self:
        """As it comes out of a notification."""
        conversation, message, event, by, members, number = row
        return cls(conversation, message, event, by, tuple(members), number)


def publish_notices(workspace: int, told: Sequence[Told]) -> None:
    """Tell the open browsers of these members, and nobody else's."""
    with connection.cursor() as cursor:
        for group in _groups(told):
            payload = {"workspace": workspace, "notices": group}
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(payload, separators=(",", ":"))])


def _groups(told: Sequence[Told]) -> Iterator[list[Told]]:
    """As many at once as a notification holds."""
    group: list[Told] = []
    ids = 0
    for each in told:
        for start in range(0, len(each.members), IDS_PER_NOTE // 2):
            part = each._replace(members=each.members[start : start + IDS_PER_NOTE // 2])
            if group and ids + len(part.members) + 4 > IDS_PER_NOTE:
                yield group
                group, ids = [], 0
            group.append(part)
            ids += len(part.members) + 4
    if group:
        yield group


def publish_whereabouts(
    stream: str, workspace: int, member: int, name: str, looking: Mapping[int, str]
) -> None:
    """Tell the edge that has this stream what its browser is at: conversations, and what is done in each."""
    word = {"stream": stream, "workspace": workspace, "member": member, "name": name, "looking": looking}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [WHEREABOUTS, json.dumps(word, separators=(",", ":"))])


def _notes(parts: Parts) -> Iterator[dict[str, list[Id]]]:
    """Chunks of ids, no more than a notification holds."""
    note: dict[str, list[Id]] = {}
    room = IDS_PER_NOTE
    for name, pk in ((name, pk) for name, pks in parts.items() for pk in pks):
        # A record's kind takes as much room as an id
        takes = 2 if isinstance(pk, tuple) else 1
        if takes > room:
            yield note
            note, room = {}, IDS_PER_NOTE
        note.setdefault(name, []).append(pk)
        room -= takes
    if note:
        yield note
