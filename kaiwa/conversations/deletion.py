"""Deletion: the history of a conversation goes from here for good, and nothing of it is brought back (INB-27..31)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaiwa.conversations import delivery, discarding, forgetting
from kaiwa.conversations.models import Conversation, EarlyChange, Identity
from kaiwa.lib import locks
from kaiwa.lib.api_errors import NOT_FOUND, ApiError, declare
from kaiwa.live import publish_deleted
from kaiwa.workspaces.models import AuditEntry, Member

NOT_INSTALLER = declare(
    "installer_deletes",
    403,
    _("Only %(installer)s, who installed the channel, can delete its conversations."),
)
SENDING = declare("sending_now", 409, _("A message is being sent right now. Try again in a moment."))

# Of what we sent the provider may report a time of its own, by a clock that is not quite ours
CLOCKS_DIFFER = timedelta(seconds=5)


def delete(conversation: Conversation, *, by: Member) -> None:
    """Delete its messages, notes and files; what waits to be sent is not sent. Raises ApiError.

    The contact stays, and the provider's copy. The identity keeps the provider's time of the newest thing that was
    here: what is older, by whatever way it comes, is not brought back; what is newer begins a new conversation.
    """
    installer = conversation.channel.connection.installer
    if installer.pk != by.pk:
        raise ApiError(NOT_INSTALLER, params={"installer": installer.name})
    # A call that is under way cannot be taken back, and what becomes of it has to be noted somewhere
    with locks.holding(delivery.LOCK, conversation.pk) as mine:
        if not mine:
            raise ApiError(SENDING)
        with transaction.atomic():
            _delete(conversation.pk, by)


def _delete(pk: int, by: Member) -> None:
    # Whoever records for it, or writes in it, came before and is deleted too, or finds it gone
    rows = Conversation.objects.select_for_update(of=["self"]).select_related(
        "channel", "identity", "contact"
    )
    row = rows.filter(pk=pk).first()
    if row is None:
        raise ApiError(NOT_FOUND)
    if row.messages.filter(status="sending").exists():
        raise ApiError(SENDING)  # its worker died; the sweep says what is known of it
    Identity.objects.filter(pk=row.identity_id).update(history_from=_newest(row))
    forgetting.deleted(row.identity_id)
    _discard_files(pk)
    _forget_early_changes(row)
    AuditEntry.objects.record(
        by,
        "conversation_deleted",
        conversation=pk,
        name=row.contact.name or row.identity.short_id,
        channel=row.channel.name,
    )
    # Before it goes: who may know of it hangs on its channel
    publish_deleted(row.workspace_id, conversation=pk, channel=row.channel_id)
    row.delete()
    discarding.wake()
    forgetting.wake()


def _newest(row: Conversation) -> datetime:
    """The provider's time of the newest thing we know of in it."""
    now = timezone.now()
    said = row.messages.said().aggregate(at=Max("sent_at"))["at"]
    sent = row.messages.filter(direction="out", elsewhere=False).aggregate(
        at=Max(Coalesce("accepted_at", "sending_since"))
    )["at"]
    echoed = min(now, sent + CLOCKS_DIFFER) if sent else None
    known = [said, echoed, row.last_inbound_at, row.delivered_until, row.read_until, row.held_at]
    known.append(row.identity.history_from)
    return max((at for at in known if at), default=now)


def _discard_files(conversation: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO conversations_discardedfile (name)
            SELECT kept.name FROM conversations_attachment a
            JOIN conversations_message m ON m.id = a.message_id
            CROSS JOIN LATERAL (VALUES (a.file), (a.thumbnail)) AS kept (name)
            WHERE m.conversation_id = %s AND kept.name <> ''
            """,
            [conversation],
        )


def _forget_early_changes(row: Conversation) -> None:
    """Of messages that are named here and were never shown to us."""
    named = row.missing.values("external_id")
    EarlyChange.objects.filter(channel=row.channel_id, external_id__in=named).delete()
