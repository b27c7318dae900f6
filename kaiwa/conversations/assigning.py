"""Assigning: whose conversation it is. The rows change here; who may have it changed is asked in `handling`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaiwa.conversations import timeline
from kaiwa.conversations.models import Conversation
from kaiwa.notifications import noticing
from kaiwa.workspaces.models import Member


def assign(conversations: Sequence[Conversation], to: Member, *, by: Member) -> None:
    """`conversations` of one workspace, locked by the caller, are `to`'s from now on."""
    moved = [row.pk for row in conversations if row.assignee_id != to.pk]
    if not moved:
        return
    Conversation.objects.filter(pk__in=moved).update(assignee=to)
    # With the name as it was: the line is read after they left, too
    timeline.write(
        to.workspace_id, moved, "taken" if to == by else "assigned", by=by, member=to.pk, name=to.name
    )
    noticing.assigned(moved, to=to, by=by)


def unassign(
    conversations: Sequence[Conversation],
    code: str = "unassigned",
    *,
    by: Member | None = None,
    **params: Any,
) -> list[int]:
    """`conversations` of one workspace, locked by the caller, are nobody's from now on; `code` says why.

    Returns the ids of the lines that say so.
    """
    moved = [row for row in conversations if row.assignee_id is not None]
    if not moved:
        return []
    pks = [row.pk for row in moved]
    Conversation.objects.filter(pk__in=pks).update(assignee=None)
    return timeline.write(moved[0].workspace_id, pks, code, by=by, **params)
