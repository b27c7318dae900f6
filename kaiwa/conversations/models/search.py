"""The index of search: what is held of each message and each conversation, and which of them wait to be read."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F

from kaiwa.conversations.models.conversation import Conversation
from kaiwa.conversations.models.message import Message


class MessageIndex(models.Model):
    """What a message says and what its files are called, as search looks for it.

    Apart from the message, which changes with every tick and would take its tokens along each time.
    """

    # The database deletes it with its message, whoever deletes that
    message = models.OneToOneField(
        Message, models.CASCADE, primary_key=True, related_name="index", db_constraint=False
    )
    workspace_id = models.BigIntegerField()
    channel_id = models.BigIntegerField()
    sent_at = models.DateTimeField()
    tokens = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["tokens"], name="message_index_tokens"),
            models.Index(
                F("workspace_id"), F("sent_at").desc(), F("message").desc(), name="message_index_newest"
            ),
        ]

    def __str__(self) -> str:
        return f"index of message {self.pk}"


class ConversationIndex(models.Model):
    """The names of who a conversation is with."""

    conversation = models.OneToOneField(
        Conversation, models.CASCADE, primary_key=True, related_name="index", db_constraint=False
    )
    tokens = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["tokens"], name="conversation_index_tokens")]

    def __str__(self) -> str:
        return f"index of conversation {self.pk}"


class UnindexedMessage(models.Model):
    """A message that was written or changed since it was last read for the index. The database notes it itself."""

    message_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"unindexed message {self.message_id}"


class UnindexedConversation(models.Model):
    """A conversation whose names are to be read, noted likewise."""

    conversation_id = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"unindexed conversation {self.conversation_id}"
