"""What a customer's new message asks of the team: it is unread, it waits, and it reopens what was closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection

from kaiwa.channels.events import Echo, MessageReceived
from kaiwa.conversations import assigning, timeline
from kaiwa.conversations.inbound.threads import MessageRow, Pair
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.waiting import FIRST_UNANSWERED
from kaiwa.workspaces.models import Member


def ask(pairs: Iterable[Pair], new: Sequence[MessageRow], *, imported: bool) -> None:
    """Bring the batch's new messages to the team's attention."""
    written = {(row.channel, row.external_id): row for row in new}
    inbound: dict[int, int] = {}
    answered: dict[int, MessageRow] = {}
    for event, thread in pairs:
        if not isinstance(event, MessageReceived | Echo):
            continue
        row = written.get((thread.channel, event.external_id))
        if row is None:
            continue
        if isinstance(event, Echo):
            answered[row.conversation] = max(
                answered.get(row.conversation, row), row, key=lambda r: r.sent_at
            )
        elif not imported:
            inbound[row.conversation] = max(inbound.get(row.conversation, 0), row.pk)
    # Whoever is blocked calls nobody
    for blocked in Conversation.objects.filter(pk__in=inbound, blocked=True).values_list("pk", flat=True):
        del inbound[blocked]
    touched = sorted(inbound.keys() | answered.keys())
    if touched:
        _count(touched, inbound, answered)
    if inbound:
        _reopen(sorted(inbound))
        _take_from_absent(sorted(inbound))


def _count(touched: Sequence[int], inbound: dict[int, int], answered: dict[int, MessageRow]) -> None:
    """Order does not matter: who waits is asked of the messages, wherever each of them stands."""
    first = FIRST_UNANSWERED.format(row="c", answered="GREATEST(c.answered_until, v.answered)")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            UPDATE conversations_conversation c
            SET newest_inbound_id = GREATEST(c.newest_inbound_id, v.inbound),
                answered_until = GREATEST(c.answered_until, v.answered),
                waiting_since = ({first})
            FROM unnest(%s::bigint[], %s::bigint[], %s::timestamptz[]) AS v (id, inbound, answered)
            WHERE c.id = v.id
            """,  # noqa: S608 - no value is in it
            [
                list(touched),
                [inbound.get(pk, 0) for pk in touched],
                [answered[pk].sent_at if pk in answered else None for pk in touched],
            ],
        )


def _reopen(conversations: Sequence[int]) -> None:
    """INB-26: in the section that its assignment says."""
    closed = Conversation.objects.filter(pk__in=conversations, closed_at__isnull=False)
    found: dict[int, list[int]] = defaultdict(list)
    for workspace, pk in closed.values_list("workspace", "pk").order_by("pk"):
        found[workspace].append(pk)
    if not found:
        return
    closed.update(closed_at=None)
    for workspace, pks in found.items():
        timeline.write(workspace, pks, "reopened_by_contact")


def _take_from_absent(conversations: Sequence[int]) -> None:
    """D-66, where the channel is set to it: whoever is away is not waited for."""
    rows = Conversation.objects.filter(pk__in=conversations, channel__return_when_away=True)
    absent: dict[Member, list[Conversation]] = defaultdict(list)
    for row in rows.filter(assignee__available=False).select_related("assignee__user").order_by("pk"):
        assert row.assignee is not None  # the filter
        absent[row.assignee].append(row)
    for member, theirs in absent.items():
        assigning.unassign(theirs, "unassigned_away", member=member.pk, name=member.name)
