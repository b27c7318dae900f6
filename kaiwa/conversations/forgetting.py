"""Forgetting: what is left of a deleted history beside it, in the journal of webhooks and in rows that show nothing."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.channels import blanking
from kaiwa.channels.blanking import History
from kaiwa.conversations.inbound import alone
from kaiwa.conversations.models import Conversation, DeletedHistory
from kaiwa.lib import jobs, locks

# What was on its way when a history was deleted has come by then, and is looked for once more
AGAIN = timedelta(hours=1)
# An edit, a reaction or a receipt may come before what it is about, but not by so much
KEPT = timedelta(days=1)


def deleted(identity: int) -> None:
    """The history of this identity is deleted in the open transaction, its new beginning known."""
    now = timezone.now()
    DeletedHistory.objects.update_or_create(identity_id=identity, defaults={"deleted_at": now, "due_at": now})


def wake() -> None:
    """Have the journal looked through after the open transaction. Forgotten, the sweep does it."""
    jobs.wake(blank_journal)


@app.task(queue="provider")
def blank_journal() -> None:
    """Take what is deleted out of the journal, one history after the other: it is read whole for each."""
    with locks.holding("blank_journal") as mine:
        while mine and (row := DeletedHistory.objects.due().order_by("due_at").first()):
            _blank(row.pk)


def tidy() -> None:
    """Let go of conversations that something younger than a deletion made and that no message followed.

    How the customer came stays for when they write, and so does that another app has the thread.
    """
    with transaction.atomic():
        # Else a message could be on its way into one of them
        alone()
        Conversation.objects.filter(
            last_message_at=None,
            messages=None,
            source__isnull=True,
            held=False,
            identity__history_from__isnull=False,
            created_at__lt=timezone.now() - KEPT,
        ).delete()


def _blank(pk: int) -> None:
    with transaction.atomic():
        rows = DeletedHistory.objects.select_for_update(of=["self"], no_key=True)
        row = rows.select_related("identity__channel").filter(pk=pk).first()
        if row is None:
            return
        identity = row.identity
        assert identity.history_from is not None  # set with the row
        blanking.blank_history(
            History(identity.channel, identity.external_id, identity.history_from, row.deleted_at)
        )
        if row.due_at > row.deleted_at:
            row.delete()
        else:
            row.due_at = row.deleted_at + AGAIN
            row.save(update_fields=["due_at"])
