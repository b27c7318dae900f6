"""What the CRM's routes have in common: whose CRM it is, and what its refusals are to a program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from kaiwa.conversations.models import Conversation
from kaiwa.crm import accounts, base
from kaiwa.crm.creating import REFUSED
from kaiwa.crm.models import CrmAccount
from kaiwa.lib.api_errors import NOT_FOUND, ApiError, declare
from kaiwa.workspaces.models import Member

GONE = declare("crm_gone", 409, _("This is not in the CRM any more, or you have no access to it there."))
CHANGED = declare("crm_changed", 409, _("This was changed in the CRM in the meantime."))
UNAVAILABLE = declare("crm_unavailable", 503, _("The CRM does not answer. Try again in a moment."))
PAUSED = declare("crm_paused", 503, _("The CRM takes no more requests for now. Try again later."))

# An id as the CRM has it
ExternalId = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[\x21-\x7e]+$")]


def account_of(member: Member) -> CrmAccount:
    """Raises ApiError where the installation has no CRM."""
    try:
        return accounts.of(member.workspace)
    except accounts.NoCrm as error:
        raise ApiError(NOT_FOUND) from error


def conversation_of(member: Member, pk: int) -> Conversation:
    rows = Conversation.objects.visible_to(member).select_related("channel__connection")
    return get_object_or_404(rows, pk=pk)


@contextmanager
def refusals() -> Iterator[None]:
    """A CRM's errors as the API's. An answer that was lost is the caller's to handle."""
    try:
        yield
    except base.Gone as error:
        raise ApiError(GONE) from error
    except base.Changed as error:
        raise ApiError(CHANGED) from error
    except base.Refused as error:
        raise ApiError(REFUSED, params={**error.params, "code": error.code}) from error
    except base.Exhausted as error:
        until = error.until.isoformat() if error.until else None
        raise ApiError(PAUSED, params={"until": until}) from error
    except (base.Unavailable, base.SignedOut) as error:
        raise ApiError(UNAVAILABLE) from error
