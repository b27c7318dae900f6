"""Changed rows as the stream shows them, each with who may see it."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields

from django.db import connection

from kaiwa.channels.models import Channel, Connection
from kaiwa.channels.present import channels as present_channels
from kaiwa.channels.shapes import ChannelOut
from kaiwa.conversations import present
from kaiwa.edge import crm
from kaiwa.edge.row import Row, as_the_api_does
from kaiwa.edge.whereabouts import People, Someone
from kaiwa.live import Told
from kaiwa.notifications.present import notices as present_notices
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.shapes import ColleagueOut

# Of a conversation that is not this workspace's
NOBODY = -1


@dataclass(slots=True)
class Wanted:
    """Ids of rows that changed in one workspace."""

    conversations: set[int] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)
    channels: set[int] = field(default_factory=set)
    # Messages that are no more, each with its conversation
    gone: set[tuple[int, int]] = field(default_factory=set)
    # Conversations that were deleted, each with its channel
    deleted: set[tuple[int, int]] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    # Conversations of which the CRM has something new to say
    chats: set[int] = field(default_factory=set)
    # Of our own CRM: ("deal", 5)
    records: set[tuple[str, int]] = field(default_factory=set)
    # What members are told of on their screens
    notices: set[Told] = field(default_factory=set)
    # Who is at a conversation: not read here, but who may know it is
    presence: People = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(len(getattr(self, each.name)) for each in fields(self) if each.name != "presence")


def read(workspace: int, wanted: Wanted) -> list[Row]:
    """The rows of this workspace among those wanted, in a fixed number of queries."""
    conversations, messages = present.both(workspace, wanted.conversations, wanted.messages)
    threads = _threads(
        workspace,
        {row.id for row in conversations}.union(row.conversation_id for row in messages)
        .union(conversation for conversation, _ in wanted.gone)
        .union(told.conversation for told in wanted.notices)
        .union(wanted.chats)
        .union(wanted.presence),
    )
    channels = _channels(workspace, wanted.channels) if wanted.channels else []
    return [
        *(Row("conversations", threads[row.id], as_the_api_does(row)) for row in conversations),
        *(Row("messages", threads[row.conversation_id], as_the_api_does(row)) for row in messages),
        *(Row("channels", _audience(row), as_the_api_does(row)) for row in channels),
        *_members(workspace, wanted.members),
        *(
            Row("gone", threads[thread], b'{"conversation_id":%d,"id":%d}' % (thread, message))
            for thread, message in sorted(wanted.gone)
            if thread in threads
        ),
        *_deleted(workspace, wanted.deleted),
        *(
            Row("crm", threads[pk], b'{"conversation_id":%d}' % pk)
            for pk in sorted(wanted.chats)
            if pk in threads
        ),
        *(crm.rows(workspace, wanted.records) if wanted.records else ()),
        *(
            Row("notices", member, as_the_api_does(notice))
            for member, notice in (present_notices(workspace, wanted.notices) if wanted.notices else ())
            # A loss names no conversation, and nobody in it
            if notice.conversation_id == 0 or threads.get(notice.conversation_id, NOBODY) in {None, member}
        ),
        *(
            _presence(pk, threads[pk], people)
            for pk, people in sorted(wanted.presence.items())
            if pk in threads
        ),
    ]


def event_of(rows: Sequence[Row]) -> bytes:
    """As the stream sends them; nothing for no rows."""
    if not rows:
        return b""
    nouns = (
        "conversations",
        "messages",
        "channels",
        "gone",
        "deleted",
        "members",
        "notices",
        "presence",
        "crm",
        "deals",
        "leads",
        "records",
    )
    parts = [
        b'"%b":[%b]' % (noun.encode(), b",".join(row.json for row in rows if row.noun == noun))
        for noun in nouns
    ]
    return b"event: change\ndata: {%b}\n\n" % b",".join(parts)


def _channels(workspace: int, pks: Iterable[int]) -> list[ChannelOut]:
    return present_channels(
        Channel.objects.filter(connection__workspace=workspace, pk__in=pks).order_by("pk")
    )


def _deleted(workspace: int, pks: Collection[tuple[int, int]]) -> list[Row]:
    """Conversations that are no more: who saw their channel is told."""
    if not pks:
        return []
    found = Channel.objects.filter(connection__workspace=workspace, pk__in={channel for _, channel in pks})
    audiences = {
        pk: None if visibility == Connection.Visibility.SHARED else installer
        for pk, visibility, installer in found.values_list(
            "pk", "connection__visibility", "connection__installer"
        )
    }
    return [
        Row("deleted", audiences[channel], b'{"id":%d}' % conversation)
        for conversation, channel in sorted(pks)
        if channel in audiences
    ]


def _members(workspace: int, pks: Iterable[int]) -> list[Row]:
    """What colleagues are told of each other: who is there, and who is away."""
    if not pks:
        return []
    found = (
        Member.objects.active().filter(workspace=workspace, pk__in=pks).select_related("user").order_by("pk")
    )
    return [
        Row("members", None, as_the_api_does(ColleagueOut(id=row.pk, name=row.name, available=row.available)))
        for row in found
    ]


def _presence(conversation: int, audience: int | None, people: Sequence[Someone]) -> Row:
    """Without those who looked at it before it was taken from their sight."""
    shown = [
        {"id": each.member, "name": each.name, "doing": each.doing}
        for each in people
        if audience in {None, each.member}
    ]
    told = {"conversation_id": conversation, "people": shown}
    return Row("presence", audience, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())


def _threads(workspace: int, pks: Iterable[int]) -> dict[int, int | None]:
    """Those of the conversations that are this workspace's, each with who may see it.

    By hand: asked up to a hundred times a second, and Django takes longer to word it than PostgreSQL to answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT c.id, CASE WHEN x.visibility = 'shared' THEN NULL ELSE x.installer_id END
            FROM conversations_conversation c
            JOIN channels_channel ch ON ch.id = c.channel_id
            JOIN channels_connection x ON x.id = ch.connection_id
            WHERE c.workspace_id = %s AND c.id = ANY(%s::bigint[])
            """,
            [workspace, list(pks)],
        )
        return dict(cursor.fetchall())


def _audience(channel: ChannelOut) -> int | None:
    return None if channel.visibility == Connection.Visibility.SHARED else channel.installer.id
