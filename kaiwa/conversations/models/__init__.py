"""The nouns of the inbox."""

from kaiwa.conversations.models.attachment import Attachment
from kaiwa.conversations.models.contact import Contact, Identity
from kaiwa.conversations.models.conversation import Conversation
from kaiwa.conversations.models.deleted_history import DeletedHistory
from kaiwa.conversations.models.discarded_file import DiscardedFile
from kaiwa.conversations.models.message import EarlyChange, Message, MissingMessage
from kaiwa.conversations.models.search import (
    ConversationIndex,
    MessageIndex,
    UnindexedConversation,
    UnindexedMessage,
)
from kaiwa.conversations.models.section_count import SectionCount

__all__ = [
    "Attachment",
    "Contact",
    "Conversation",
    "ConversationIndex",
    "DeletedHistory",
    "DiscardedFile",
    "EarlyChange",
    "Identity",
    "Message",
    "MessageIndex",
    "MissingMessage",
    "SectionCount",
    "UnindexedConversation",
    "UnindexedMessage",
]
