"""Who will be able to read what goes into a record (H-04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from kaiwa.channels.models import Connection
from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts
from kaiwa.crm.items import Ref
from kaiwa.crm.models import CrmAccount, Record
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.models import Member

AGREE_FIRST = declare(
    "agree_first",
    409,
    _("This channel is private to you. Others will be able to read what goes into the CRM: agree first."),
)

_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """`names`: of those who can read it, you not among them; `hidden`: how many more there are."""

    everyone: bool
    names: tuple[str, ...]
    hidden: int


def is_private(conversation: Conversation) -> bool:
    return conversation.channel.connection.visibility == Connection.Visibility.PRIVATE


def of(account: CrmAccount, ref: Ref, *, asked_by: Member) -> Reading:
    """Raises CrmError."""
    with accounts.calls(account, asked_by) as asked:
        found = accounts.backend(account).readers(asked, ref)
    others = [user.name for user in found.users if user.active and user.id != asked.user]
    return _reading(others, everyone=found.everyone)


def of_new(audience: str, *, asked_by: Member) -> Reading:
    """Of a record that the member is about to make."""
    if audience != Record.Audience.OWNER:
        return Reading(everyone=True, names=(), hidden=0)
    admins = Member.objects.visible_to(asked_by).admins().exclude(pk=asked_by.pk).select_related("user")
    return _reading([member.name for member in admins.order_by("pk")], everyone=False)


def require_agreed(reading: Reading) -> None:
    """Raise ApiError with who will read it."""
    names = list(reading.names)
    params = {"everyone": reading.everyone, "names": names, "hidden": reading.hidden}
    raise ApiError(AGREE_FIRST, params=params)


def _reading(names: Sequence[str], *, everyone: bool) -> Reading:
    return Reading(everyone, tuple(names[:_MOST_NAMES]), max(0, len(names) - _MOST_NAMES))
