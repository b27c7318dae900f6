"""Telling the admins that the CRM needs them: once for each trouble, by mail, in their language (P-07)."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from procrastinate.contrib.django import app

from kaiwa.crm import accounts, letters
from kaiwa.crm.models import CrmAccount
from kaiwa.lib import jobs, locks
from kaiwa.lib.api_errors import ApiError
from kaiwa.workspaces import mail
from kaiwa.workspaces.models import Member

log = logging.getLogger(__name__)

# A trouble that comes back within a day is the one they know of
KNOWN_FOR = timedelta(days=1)


def trouble(account: CrmAccount, code: str, **params: Any) -> None:
    """Somebody has to act before trying again can help. Who knows of it is not told again."""
    accounts.needs_somebody(account, code, params)
    jobs.wake(tell_crm_admins)


def mended(account: CrmAccount, kind: str) -> None:
    """One of this kind was made: whatever stood in its way does not any more."""
    code = account.problem_code
    if code in {f"{kind}_cap", "crm_flood"} or (code and account.problem_params.get("kind") == kind):
        accounts.mended(account)


@app.task
def tell_crm_admins() -> None:
    """Write of every trouble that nobody was told of yet."""
    with locks.holding("tell_crm_admins") as mine:
        if mine:
            for account in untold():
                _tell(account)


def untold() -> QuerySet[CrmAccount]:
    """CRMs whose trouble is news to the people who can help, and does not pass by itself."""
    old = Q(told_at=None) | Q(told_at__lt=F("problem_since"))
    news = ~Q(told_code=F("problem_code")) | Q(told_at=None) | Q(told_at__lt=timezone.now() - KNOWN_FOR)
    rows = CrmAccount.objects.filter(old, news, problem_code__in=letters.WHAT).order_by("pk")
    return rows.select_related("workspace")


def _tell(account: CrmAccount) -> None:
    # Noted first: one who is told twice after a crash is worse off than one who sees the banner
    CrmAccount.objects.filter(pk=account.pk).update(told_code=account.problem_code, told_at=timezone.now())
    label = accounts.backend(account).capabilities.label
    write = partial(
        letters.trouble, label, account.problem_code, account.problem_params, f"{settings.PUBLIC_URL}/leads"
    )
    admins = Member.objects.active().admins().filter(workspace=account.workspace_id).select_related("user")
    for member in admins.order_by("pk"):
        try:
            mail.send(member.user.email, write, language=member.user.language)
        except ApiError:
            log.warning("member %s was not told of the CRM's trouble by mail", member.pk)
