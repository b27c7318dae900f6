"""The nouns between conversations and a CRM."""

from kaiwa.crm.models.account import CrmAccount, CrmUsage, CrmUser
from kaiwa.crm.models.automation import Automation
from kaiwa.crm.models.chat import Chat, TouchedConversation
from kaiwa.crm.models.creation import Creation
from kaiwa.crm.models.file_copy import FileCopy
from kaiwa.crm.models.link import Known, Link
from kaiwa.crm.models.record import Record
from kaiwa.crm.models.segment import Passage, Segment

__all__ = [
    "Automation",
    "Chat",
    "Creation",
    "CrmAccount",
    "CrmUsage",
    "CrmUser",
    "FileCopy",
    "Known",
    "Link",
    "Passage",
    "Record",
    "Segment",
    "TouchedConversation",
]
