"""Handling: what members do with a conversation besides writing in it."""

from django.db import transaction

from kaiwa.conversations import manners
from kaiwa.conversations.models import Conversation
from kaiwa.live import publish


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
