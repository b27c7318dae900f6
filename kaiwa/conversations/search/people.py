"""Asking the index for people: conversations by the names of who they are with, the liveliest first."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from kaiwa.conversations.models import Conversation
from kaiwa.conversations.search.places import Scope
from kaiwa.conversations.search.words import Wanted

# As with messages: the newest are walked, and only if they do not suffice the index is asked
_WALKED = 2000
_NAMED = 500


def conversations(wanted: Wanted, scope: Scope, limit: int) -> list[Conversation]:
    """One conversation of each contact: the one with the newest message."""
    if not wanted or not scope.tokens or scope.conversations is not None:
        return []
    found: dict[int, Conversation] = {}
    for ask in (_newest, _named):
        rows = Conversation.objects.filter(pk__in=ask(wanted.tsquery(scope.tokens), scope))
        for row in (
            rows.filter(last_message_at__isnull=False).select_related("contact", "identity").newest_first()
        ):
            if row.contact_id not in found and wanted.is_in(names_of(row)):
                found[row.contact_id] = row
            if len(found) == limit:
                return list(found.values())
    return list(found.values())


def names_of(conversation: Conversation) -> list[str]:
    """By what they are found: our name for them, their own, and the provider's id or its end."""
    identity = conversation.identity
    return [conversation.contact.name, identity.name, identity.external_id, identity.short_id]


def _newest(query: str, scope: Scope) -> list[int]:
    return _ask(
        """
        SELECT i.conversation_id FROM (
            SELECT id FROM conversations_conversation WHERE workspace_id = %s AND last_message_at IS NOT NULL
            ORDER BY last_message_at DESC, id DESC LIMIT %s
        ) c
        JOIN conversations_conversationindex i ON i.conversation_id = c.id WHERE i.tokens @@ %s::tsquery
        """,
        [scope.workspace, _WALKED, query],
    )


def _named(query: str, scope: Scope) -> list[int]:
    return _ask(
        "SELECT conversation_id FROM conversations_conversationindex WHERE tokens @@ %s::tsquery LIMIT %s",
        [query, _NAMED],
    )


def _ask(question: str, parameters: Sequence[int | str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(question, parameters)
        return [pk for (pk,) in cursor.fetchall()]
