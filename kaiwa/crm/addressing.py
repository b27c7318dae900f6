"""The chat link in the CRM: each linked record has the conversation's short link in a field of its own (TL-41)."""

from __future__ import annotations

import logging

from django.db.models import Q, QuerySet
from django.utils import timezone

from kaiwa.crm import accounts, base, provisions
from kaiwa.crm.models import CrmAccount, Link
from kaiwa.crm.transcripts.failing import REFUSED, WAITS

logger = logging.getLogger(__name__)


def unaddressed() -> QuerySet[Link]:
    """Links to a record that does not have it yet, or has it still; organizations have no such field."""
    wrong = Q(removed_at=None, addressed=False) | Q(removed_at__isnull=False, addressed=True)
    return Link.objects.filter(wrong, record__gone_at=None).exclude(kind="organization")


def address(account: CrmAccount, pk: int) -> None:
    """Have the record's field hold it, or no longer. Never raises what a CRM raises; twice does no harm."""
    link = unaddressed().select_related("record", "chat").filter(pk=pk).first()
    if link is None:
        return
    try:
        with accounts.calls(account) as asked:
            _tell(account, asked, link) if link.removed_at is None else _take_back(account, asked, link)
    except base.CrmError as error:
        _failed(link, error)
    except Exception:
        # What a mistake in an adapter did is not known: as if the answer were lost
        logger.exception("The CRM %s failed on the chat link of %s", account.backend, link)
        _failed(link, base.AnswerLost())
    else:
        Link.objects.filter(pk=link.pk).update(addressed=link.removed_at is None, next_attempt_at=None)


def _tell(account: CrmAccount, asked: base.Account, link: Link) -> None:
    field = provisions.chat_link_field(account, link.kind)
    # "": its plan has no room for the field, and everything else goes on without
    if accounts.provided(account, asked, field):
        accounts.backend(account).set_chat_link(asked, link.record.ref, link.chat.short_url)


def _take_back(account: CrmAccount, asked: base.Account, link: Link) -> None:
    if Link.objects.live().filter(chat=link.chat_id, record=link.record_id).exists():
        # It was linked again meanwhile
        return
    if accounts.provided(account, asked, provisions.chat_link_field(account, link.kind)):
        accounts.backend(account).clear_chat_link(asked, link.record.ref, link.chat.short_url)


def _failed(link: Link, error: base.CrmError) -> None:
    attempts = min(link.attempts + 1, 1000)
    # Where it is gone a report will tell, and nothing is left to do
    lasting = isinstance(error, base.Refused | base.Gone)
    wait = REFUSED if lasting else WAITS[min(attempts, len(WAITS)) - 1]
    Link.objects.filter(pk=link.pk).update(attempts=attempts, next_attempt_at=timezone.now() + wait)
