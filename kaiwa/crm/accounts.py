"""A workspace's CRM: made on first use, asked in somebody's name, and what is remembered of its troubles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.numbers import get_territory_currencies
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, override

from kaiwa.crm import base, provisions, registry, usage
from kaiwa.crm.items import Provision
from kaiwa.crm.models import CrmAccount, CrmUser
from kaiwa.lib.locks import holding
from kaiwa.workspaces.models import Member, Workspace

# A CRM that is not reached is left alone, longer from time to time
_FAILURES_TO_PAUSE = 3
_SHORTEST_PAUSE = timedelta(seconds=10)
_LONGEST_PAUSE = timedelta(minutes=5)
_TROUBLE = ["failures", "paused_until", "problem_code", "problem_params", "problem_since"]
# What ends by itself, once an answer comes
_PASSING = {"crm_unavailable", "crm_exhausted"}


class NoCrm(LookupError):
    """This installation has none, or no longer the one that the workspace uses."""


def of(workspace: Workspace) -> CrmAccount:
    """The workspace's account, made on first use with the first CRM of this installation. Raises NoCrm."""
    account = CrmAccount.objects.for_workspace(workspace).first()
    if account is None:
        account = _make(workspace)
    if account.backend not in registry.backends():
        raise NoCrm
    if account.prepared_at is None:
        _prepare(account)
    return account


def by_itself(workspace: Workspace) -> CrmAccount:
    """As `of`, where nobody asks whose language it could have: then it has that of where the workspace is."""
    with override("ja" if _region(workspace.time_zone) == "JP" else "en"):
        return of(workspace)


def backend(account: CrmAccount) -> base.Backend:
    """Raises NoCrm."""
    try:
        return registry.backend(account.backend)
    except KeyError as error:
        raise NoCrm from error


def calling(account: CrmAccount, member: Member | None = None) -> base.Account:
    """As a backend is asked, in the name of `member` or of Kaiwa. `calls` also keeps what was counted."""
    return _calling(account, member, usage.Ledger(account.pk))


@contextmanager
def calls(account: CrmAccount, member: Member | None = None) -> Iterator[base.Account]:
    """For one piece of work: what it asked is counted, and its trouble, or the end of one, remembered."""
    ledger = usage.Ledger(account.pk)
    try:
        yield _calling(account, member, ledger)
    except base.CrmError as error:
        trouble(account, error)
        raise
    else:
        recovered(account)
    finally:
        ledger.keep()


def trouble(account: CrmAccount, error: base.CrmError) -> None:
    """Remember what concerns the account and not one record only, and leave a CRM alone that is not reached."""
    now = timezone.now()
    match error:
        case base.Unavailable() | base.AnswerLost():
            account.failures = min(account.failures + 1, 100)
            over = account.failures - _FAILURES_TO_PAUSE
            if over < 0:
                account.save(update_fields=["failures"])
                return
            pause = min(_SHORTEST_PAUSE * 2 ** min(over, 10), _LONGEST_PAUSE)
            if isinstance(error, base.Unavailable) and error.retry_after is not None:
                pause = max(pause, error.retry_after)
            _attention(account, "crm_unavailable")
            account.paused_until = now + pause
        case base.Exhausted():
            _attention(account, error.code)
            account.paused_until = error.until or _midnight(account)
        case base.SignedOut():
            _attention(account, error.code)
        case base.Refused(cap=True):
            _attention(account, error.code, error.params)
        case _:
            return
    account.save(update_fields=_TROUBLE)


def needs_somebody(account: CrmAccount, code: str, params: Mapping[str, Any]) -> None:
    """Remember what a person has to look after."""
    _attention(account, code, params)
    account.save(update_fields=_TROUBLE)


def mended(account: CrmAccount) -> None:
    """What somebody had to look after is well again."""
    account.problem_code, account.problem_params, account.problem_since = "", {}, None
    account.save(update_fields=_TROUBLE)


def recovered(account: CrmAccount) -> None:
    """It answered: what passes by itself has passed."""
    passed = account.problem_code in _PASSING
    if not (passed or account.failures):
        return
    account.failures = 0
    account.paused_until = None
    if passed:
        account.problem_code, account.problem_params, account.problem_since = "", {}, None
    account.save(update_fields=_TROUBLE)


def provided(account: CrmAccount, asked: base.Account, wanted: Provision) -> str:
    """The CRM's id of this, made if it was never asked for; "" where its plan refuses. Raises CrmError."""
    if wanted.key not in account.made:
        provisions.keep(account, [wanted], backend(account).prepare(asked, [wanted]))
    return str(account.made[wanted.key])


def abandoned_at(account: CrmAccount, calling_since: datetime | None, patience: timedelta) -> datetime | None:
    """From when on a call without a result may be made again: at once, where the same key makes nothing new."""
    if calling_since is None or backend(account).capabilities.keys:
        return calling_since
    return calling_since + patience


def member_of(account: CrmAccount, user: str) -> int | None:
    """Which of our members this user of the CRM is."""
    return members_of(account, {user}).get(user)


def members_of(account: CrmAccount, users: set[str]) -> dict[str, int]:
    """Those of the CRM's users that are members of ours, by their id there."""
    if backend(account).capabilities.own_users:
        asked = [int(user) for user in users if user.isdecimal()]
        ours = Member.objects.filter(workspace=account.workspace_id, pk__in=asked)
        return {str(pk): pk for pk in ours.values_list("pk", flat=True)}
    known = CrmUser.objects.filter(account=account, external_id__in=users, member__isnull=False)
    return {user: member for user, member in known.values_list("external_id", "member_id") if member}


def _make(workspace: Workspace) -> CrmAccount:
    names = list(registry.backends())
    if not names:
        raise NoCrm
    founder = Member.objects.filter(workspace=workspace).select_related("user").order_by("pk").first()
    region = _region(workspace.time_zone)
    account, _ = CrmAccount.objects.get_or_create(
        workspace=workspace,
        defaults={
            "backend": names[0],
            # Who chose none speaks their browser's, as this request is answered
            "language": (founder.user.language if founder else "")
            or get_language()
            or settings.LANGUAGE_CODE,
            "region": region,
            "currency": _currency(region),
        },
    )
    return account


def _prepare(account: CrmAccount) -> None:
    """Have the CRM make what it needs; when that fails, the next use tries again."""
    with holding("crm-prepare", account.pk, wait=True):
        account.refresh_from_db()
        if account.prepared_at is not None:
            return
        with calls(account) as asked:
            wanted = provisions.wanted(account)
            provisions.keep(account, wanted, backend(account).prepare(asked, wanted))
        account.prepared_at = timezone.now()
        account.save(update_fields=["prepared_at"])


def _calling(account: CrmAccount, member: Member | None, meter: base.Meter) -> base.Account:
    return base.Account(
        workspace=account.workspace_id,
        meter=meter,
        user=user_of(account, member),
        origin=account.origin,
        token=account.credentials,
        language=account.language,
        made=account.made,
    )


def user_of(account: CrmAccount, member: Member | None) -> str:
    """By what the CRM knows this member; empty where it does not."""
    if member is None:
        return ""
    if backend(account).capabilities.own_users:
        return str(member.pk)
    known = CrmUser.objects.filter(account=account, member=member)
    return known.values_list("external_id", flat=True).first() or ""


def _attention(account: CrmAccount, code: str, params: Mapping[str, Any] | None = None) -> None:
    if account.problem_code != code:
        account.problem_since = timezone.now()
        account.problem_code, account.problem_params = code, {}
    account.problem_params = dict(params or account.problem_params)


def _midnight(account: CrmAccount) -> datetime:
    """When a day's budget begins anew."""
    local = timezone.now().astimezone(ZoneInfo(account.workspace.time_zone))
    return (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def _region(time_zone: str) -> str:
    """The country of a time zone: "JP" for Asia/Tokyo."""
    return str(get_global("zone_territories").get(time_zone, ""))


def _currency(region: str) -> str:
    """What is paid with there; yen where nobody knows."""
    used = get_territory_currencies(region) if region else []
    return str(used[0]) if used else "JPY"
