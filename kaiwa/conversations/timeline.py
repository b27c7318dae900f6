"""The timeline: small lines in a thread that say what was done with the conversation, and by whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection

from kaiwa.live import publish
from kaiwa.workspaces.models import Member

# Codes of the lines, which the interface words
LINES = (
    "taken",
    "assigned",
    "unassigned",
    "closed",
    "reopened",
    "reopened_by_contact",
    "unassigned_away",
    "unassigned_no_access",
    "unassigned_left",
    "contact_renamed",
    "blocked_by_member",
    "contact_unblocked",
    "contact_moved",
    "contact_merged",
)


def write(
    workspace: int, conversations: Sequence[int], code: str, *, by: Member | None = None, **params: Any
) -> list[int]:
    """Write a line at the end of each of these threads of a workspace, and show them changed; `by` nobody: by Kaiwa.

    Returns the lines' ids.

    A line does not move its conversation in the list: it is not what the customer and we say to each other.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO conversations_message (
                conversation_id, channel_id, direction, kind, code, params, sent_at, author_id, status
            )
            -- Never above what is on screen, whatever the clocks say
            SELECT c.id, c.channel_id, 'event', 'event', %s, %s::jsonb,
                GREATEST(now(), c.last_message_at), %s, 'received'
            FROM conversations_conversation c WHERE c.id = ANY(%s::bigint[]) ORDER BY c.id
            RETURNING id
            """,
            [code, json.dumps(params), by.pk if by else None, list(conversations)],
        )
        lines = [pk for (pk,) in cursor.fetchall()]
    publish(workspace, conversations=conversations, messages=lines)
    return lines
