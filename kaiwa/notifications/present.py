"""What a page is told, as the stream carries it; the page words it in its own language."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Q
from ninja import Schema

from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.live import Told
from kaiwa.notifications.about import shortened
from kaiwa.notifications.models import Event, Loss
from kaiwa.workspaces.models import Member

_BEGINNING = 140


class NoticeShape(Schema):
    """`name` is the customer's; `by` the colleague's who assigned it; `kind` words a message without a text.

    A loss (*lost*, *freed*) is of `count` conversations and says no more than whose they were, as `by`.
    `conversation_id` is 0 unless it is one, and one that the member may see.
    """

    event: str
    conversation_id: int
    message_id: int
    name: str
    text: str
    kind: str
    by: str
    count: int


def notices(workspace: int, told: Collection[Told]) -> Iterator[tuple[int, NoticeShape]]:
    """Each with the member whom it is for, in a fixed number of queries. Who may see it, the caller asks."""
    rows = Conversation.objects.filter(workspace=workspace, pk__in={each.conversation for each in told})
    conversations = {row.pk: row for row in rows.select_related("contact", "identity")}
    found = Message.objects.filter(
        Q(direction=Message.Direction.IN),
        conversation__in=conversations,
        pk__in={each.message for each in told},
        deleted_at=None,
    )
    messages = found.in_bulk()
    kinds = dict(
        Attachment.objects.filter(message__in=messages)
        .order_by("-position")
        .values_list("message_id", "kind")
    )
    colleagues = Member.objects.filter(workspace=workspace).select_related("user")
    names = {row.pk: str(row) for row in colleagues.filter(pk__in={each.by for each in told})}
    for each in sorted(told):
        if each.event in Loss.values:
            shape = NoticeShape(
                event=each.event,
                conversation_id=each.conversation,
                message_id=each.message,
                name="",
                text="",
                kind="",
                by=names.get(each.by, ""),
                count=each.number,
            )
            yield from ((member, shape) for member in each.members)
            continue
        conversation, message = conversations.get(each.conversation), messages.get(each.message)
        if conversation is None or (message is None and each.event != Event.ASSIGNED):
            continue
        shape = NoticeShape(
            event=each.event,
            conversation_id=conversation.pk,
            message_id=each.message,
            name=conversation.contact.name or conversation.identity.short_id,
            text=shortened(message.text, _BEGINNING) if message else "",
            kind=kinds.get(message.pk, message.kind) if message else "",
            by=names.get(each.by, ""),
            count=each.number,
        )
        for member in each.members:
            yield member, shape
