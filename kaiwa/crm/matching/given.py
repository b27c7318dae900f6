"""Numbers that the customer gave in the thread: offered, never assumed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import phonenumbers

from kaiwa.conversations.models import Conversation, Message
from kaiwa.crm.matching import numbers
from kaiwa.crm.models import CrmAccount, Record

# What is looked through: the newest messages, the beginning of each
_MESSAGES = 100
_CHARACTERS = 2_000
_MOST = 3
# Eight digits somewhere near to each other: nothing else can be a number
_MAY_BE = re.compile(r"(?:\d[^\d\n]{0,3}){7}\d")


@dataclass(frozen=True, slots=True)
class Given:
    """A number in international form, and the message that it stands in."""

    number: str
    message: int


def numbers_in(account: CrmAccount, conversation: Conversation, person: Record | None) -> list[Given]:
    """The newest first, without the one they write from and those that `person` has. Asks no CRM."""
    own = conversation.identity.phone
    stored = [phone["value"] for phone in person.phones] if person else []
    rows = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, deleted_at=None
    ).exclude(text="")
    found: dict[str, Given] = {}
    for pk, text in rows.order_by("-pk").values_list("pk", "text")[:_MESSAGES]:
        for number in _numbers(text, account.region):
            had = numbers.best(number, stored, account.region)
            if number != own and not (had and had.same):
                found.setdefault(number, Given(number, pk))
        if len(found) >= _MOST:
            break
    return list(found.values())[:_MOST]


def _numbers(text: str, region: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text[:_CHARACTERS])
    if not _MAY_BE.search(plain):
        return []
    matches = phonenumbers.PhoneNumberMatcher(plain, region or None, leniency=phonenumbers.Leniency.VALID)
    return [
        phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164) for match in matches
    ]
