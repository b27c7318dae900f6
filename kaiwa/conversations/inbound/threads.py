"""Whose events these are: the identity and conversation of each, made where they are new (D-10, D-14)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Self

from django.db import connection

from kaiwa.channels.events import ContactEvent
from kaiwa.channels.health import ConnectedChannel
from kaiwa.conversations.models import Identity, Message


@dataclass(frozen=True, slots=True)
class Thread:
    """The rows that events between one contact and one channel belong to, by primary key."""

    workspace: int
    channel: int
    identity: int
    conversation: int
    profile_due: bool
    # What was said up to here was deleted here, and stays so
    history_from: datetime | None = None


class MessageRow(NamedTuple):
    """What the steps of recording need to know of a message's row."""

    pk: int
    conversation: int
    channel: int
    external_id: str
    sent_at: datetime

    @classmethod
    def of(cls, message: Message) -> Self:
        external_id = message.external_id or ""
        return cls(message.pk, message.conversation_id, message.channel_id, external_id, message.sent_at)


Pair = tuple[ContactEvent, Thread]
Key = tuple[int, str]


def find(channels: Mapping[str, ConnectedChannel], events: Iterable[ContactEvent]) -> list[Pair]:
    """Each event beside its thread, in the order given, without those that a deletion here was about.

    The conversations are ours from here on: messages of one get their ids in the order in which they can be seen,
    so that nobody has looked at, or answered past, one that is not there yet.
    """
    keyed = [((channels[event.channel].pk, event.contact), event) for event in events]
    workspace_of = {channel.pk: channel.workspace for channel in channels.values()}
    # Sorted, so that two writers would take the same rows in the same order
    keys = sorted({key for key, _ in keyed})
    threads = _known(keys, workspace_of)
    missing = [key for key in keys if key not in threads]
    deleted = _deleted(missing)
    alive = [(key, event) for key, event in keyed if not _is_before(event, _tombstone(key, threads, deleted))]
    needed = {key for key, _ in alive}
    if again := [key for key in missing if key in deleted and key in needed]:
        _reopen(again)
        threads |= _known(again, workspace_of)
    if new := [key for key in missing if key not in deleted]:
        threads |= _make(new, workspace_of)
    return [(event, threads[key]) for key, event in alive]


def _tombstone(
    key: Key, threads: Mapping[Key, Thread], deleted: Mapping[Key, datetime | None]
) -> datetime | None:
    return threads[key].history_from if key in threads else deleted.get(key)


def _is_before(event: ContactEvent, tombstone: datetime | None) -> bool:
    """Also of a receipt or a reaction: what it is about is gone. A receipt by ids alone has no time of its own."""
    return tombstone is not None and event.at <= tombstone


def _known(keys: Sequence[Key], workspace_of: Mapping[int, int]) -> dict[Key, Thread]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT i.channel_id, i.external_id, i.id, c.id, i.profile, i.history_from
            FROM unnest(%s::bigint[], %s::text[]) AS k (channel_id, external_id)
            JOIN conversations_identity i USING (channel_id, external_id)
            JOIN conversations_conversation c ON c.identity_id = i.id
            ORDER BY c.id FOR NO KEY UPDATE OF c
            """,
            _columns(keys, 2),
        )
        return {
            (channel, external_id): Thread(
                workspace_of[channel],
                channel,
                identity,
                conversation,
                profile == Identity.Profile.DUE,
                history_from,
            )
            for channel, external_id, identity, conversation, profile, history_from in cursor.fetchall()
        }


def _deleted(keys: Sequence[Key]) -> dict[Key, datetime | None]:
    """Those whose identity is known and whose conversation was deleted, with the time of that."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT i.channel_id, i.external_id, i.history_from
            FROM unnest(%s::bigint[], %s::text[]) AS k (channel_id, external_id)
            JOIN conversations_identity i USING (channel_id, external_id)
            """,
            _columns(keys, 2),
        )
        return {
            (channel, external_id): history_from for channel, external_id, history_from in cursor.fetchall()
        }


def _reopen(keys: Sequence[Key]) -> None:
    """They write again after their conversation was deleted: a new one, with the person who is known."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO conversations_conversation (workspace_id, channel_id, identity_id, contact_id, blocked)
            SELECT t.workspace_id, i.channel_id, i.id, i.contact_id, t.blocked_at IS NOT NULL
            FROM unnest(%s::bigint[], %s::text[]) AS k (channel_id, external_id)
            JOIN conversations_identity i USING (channel_id, external_id)
            JOIN conversations_contact t ON t.id = i.contact_id
            ORDER BY i.id
            """,
            _columns(keys, 2),
        )


def _make(keys: Sequence[Key], workspace_of: Mapping[int, int]) -> dict[Key, Thread]:
    workspaces = [workspace_of[channel] for channel, _ in keys]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO conversations_contact (workspace_id) SELECT unnest(%s::bigint[]) RETURNING id",
            [workspaces],
        )
        contacts = [pk for (pk,) in cursor.fetchall()]
        # One statement for both: an identity without its conversation cannot exist (D-09)
        cursor.execute(
            """
            WITH new AS (
                SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bigint[])
                AS v (workspace_id, channel_id, external_id, contact_id)
            ), identity AS (
                INSERT INTO conversations_identity (channel_id, external_id, contact_id)
                SELECT channel_id, external_id, contact_id FROM new
                RETURNING id, channel_id, external_id, contact_id
            )
            INSERT INTO conversations_conversation (workspace_id, channel_id, identity_id, contact_id)
            SELECT new.workspace_id, identity.channel_id, identity.id, identity.contact_id
            FROM identity JOIN new USING (contact_id)
            RETURNING contact_id, identity_id, id
            """,
            [workspaces, *_columns(keys, 2), contacts],
        )
        rows = {contact: (identity, conversation) for contact, identity, conversation in cursor.fetchall()}
    return {
        key: Thread(workspace_of[key[0]], key[0], *rows[contact], True)
        for key, contact in zip(keys, contacts, strict=True)
    }


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[index] for row in rows] for index in range(width)]
