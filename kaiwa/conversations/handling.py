"""Handling: what members do with a conversation besides writing in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models.functions import Greatest, Now
from django.utils.translation import gettext_lazy as _

from kaiwa.channels.models import Connection
from kaiwa.conversations import assigning, manners, timeline
from kaiwa.conversations.models import Conversation
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.live import publish
from kaiwa.notifications import noticing
from kaiwa.workspaces.models import Member

AWAY = declare("member_away", 409, _("%(name)s is away and takes no new conversations."))
YOU_ARE_AWAY = declare("you_are_away", 409, _("You are away. Make yourself available to take conversations."))
NO_ACCESS = declare("member_without_access", 409, _("%(name)s cannot see this channel's conversations."))
NEWS = declare("stale_close", 409, _("The customer has written since you last looked. Read it, then close."))


def look_at(conversation: Conversation, message: int) -> None:
    """A member has seen all that arrived up to `message`; for the team it is not unread any more."""
    with transaction.atomic():
        newest = (
            conversation.messages.filter(pk__lte=message).order_by("-pk").values_list("pk", flat=True).first()
        )
        if newest is None:
            return
        moved = Conversation.objects.filter(pk=conversation.pk, seen_message_id__lt=newest).update(
            seen_message_id=newest
        )
        if moved:
            publish(conversation.workspace_id, conversations=[conversation.pk])
            manners.was_seen(conversation)


def assignees(conversation: Conversation) -> list[Member]:
    """Who can have it: the members with access to its channel, those who are away too (INB-18)."""
    members = Member.objects.active().filter(workspace=conversation.workspace_id).select_related("user")
    channel = conversation.channel
    return [member for member in members.order_by("pk") if channel.connection.is_visible_to(member)]


def assign(conversations: Iterable[Conversation], to: Member | None, *, by: Member) -> None:
    """Give them to `to`, or to nobody. All of them or none. Raises ApiError: away, or without access (INB-15, 18)."""
    with transaction.atomic():
        rows = _locked(conversations)
        if to is None:
            assigning.unassign(rows, by=by)
            return
        _require_able(rows, to, by)
        assigning.assign(rows, to, by=by)


def close(conversations: Iterable[Conversation], *, by: Member, seen: int | None = None) -> None:
    """Close those that are open. Raises ApiError when the customer wrote after message `seen`: read that first."""
    with transaction.atomic():
        rows = [row for row in _locked(conversations) if row.closed_at is None]
        news = [row.pk for row in rows if seen is not None and row.newest_inbound_id > seen]
        if news:
            raise ApiError(NEWS)
        pks = [row.pk for row in rows]
        # What is there is settled by closing, with or without an answer
        Conversation.objects.filter(pk__in=pks).update(
            closed_at=Now(), waiting_since=None, answered_until=Greatest("answered_until", "last_message_at")
        )
        if pks:
            timeline.write(by.workspace_id, pks, "closed", by=by)


def reopen(conversations: Iterable[Conversation], *, by: Member) -> None:
    """Open those that are closed, each where its assignment says (INB-25)."""
    with transaction.atomic():
        pks = [row.pk for row in _locked(conversations) if row.closed_at is not None]
        Conversation.objects.filter(pk__in=pks).update(closed_at=None)
        if pks:
            timeline.write(by.workspace_id, pks, "reopened", by=by)


def release(member: Member, code: str, *, by: Member, connection: Connection | None = None) -> None:
    """Take from a member the conversations they may not have any more: of one connection, or all (H-11).

    `by` did what it follows from, and is not told of it.
    """
    with transaction.atomic():
        theirs = Conversation.objects.filter(workspace=member.workspace_id, assignee=member)
        if connection is not None:
            theirs = theirs.filter(channel__connection=connection)
        lines = assigning.unassign(_locked(theirs), code, member=member.pk, name=member.name, caused_by=by.pk)
        if lines:
            noticing.released(member, lines, by=by)


def release_unseen(connection: Connection, *, by: Member) -> None:
    """Who sees the connection changed: take its conversations from those who may not see them any more (H-11)."""
    with transaction.atomic():
        having = Conversation.objects.filter(channel__connection=connection).exclude(assignee=None)
        for member in Member.objects.filter(pk__in=having.values("assignee")).select_related("user"):
            if not connection.is_visible_to(member):
                release(member, "unassigned_no_access", by=by, connection=connection)


def _locked(conversations: Iterable[Conversation]) -> list[Conversation]:
    """In the order of their ids, as everybody takes several."""
    pks = [row.pk for row in conversations]
    rows = Conversation.objects.select_for_update(of=["self"], no_key=True).order_by("pk")
    return list(rows.filter(pk__in=pks).select_related("channel__connection"))


def _require_able(rows: Sequence[Conversation], to: Member, by: Member) -> None:
    # What they have already is not new: it stays, whether they are there or not (INB-16)
    if not to.available and any(row.assignee_id != to.pk for row in rows):
        raise ApiError(YOU_ARE_AWAY if to.pk == by.pk else AWAY, params={"name": to.name})
    if not all(row.channel.connection.is_visible_to(to) for row in rows):
        raise ApiError(NO_ACCESS, params={"name": to.name})
