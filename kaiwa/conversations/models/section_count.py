"""How many conversations stand where."""

from __future__ import annotations

from django.db import models


class SectionCount(models.Model):
    """Conversations of a channel that one assignee has (0: nobody), open or closed. A sum of several rows.

    The database counts by itself, with whatever changes a conversation, in the same transaction. Each of its
    connections adds in rows of its own, so that nobody waits for another to commit; `sections.fold` adds them up.
    """

    # No foreign keys: what is left when a channel or a member goes is a row of zeros
    channel_id = models.BigIntegerField()
    assignee_id = models.BigIntegerField()
    closed = models.BooleanField()
    # The process id of the connection at the database, or 0
    writer = models.IntegerField()
    conversations = models.BigIntegerField()
    unread = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel_id", "assignee_id", "closed", "writer"], name="section_count_of_a_writer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.conversations} of channel {self.channel_id}"
