"""A workspace's choices for its CRM, what it was asked today, and what it refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from kaiwa.crm import accounts
from kaiwa.crm.models import Chat, Creation, CrmAccount, CrmUsage, FileCopy, Segment
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError
from kaiwa.workspaces.models import AuditEntry, Member

_KINDS = ("reads", "lists", "searches", "writes", "tokens")


@dataclass(slots=True)
class Refusal:
    """So many of a kind were refused for one reason."""

    kind: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
    count: int = 0


def require(member: Member) -> None:
    """Raises ApiError."""
    if not member.can_change_settings:
        raise ApiError(NOT_ALLOWED)


def change(account: CrmAccount, changes: Mapping[str, Any], *, by: Member) -> CrmAccount:
    """What is written from now on goes by them; what is written stays."""
    require(by)
    with transaction.atomic():
        row = CrmAccount.objects.select_for_update().get(pk=account.pk)
        differing = {name: value for name, value in changes.items() if getattr(row, name) != value}
        for name, value in differing.items():
            setattr(row, name, value)
        if differing:
            row.save(update_fields=list(differing))
            AuditEntry.objects.record(by, "crm_settings_changed", **differing)
    return row


def used_today(account: CrmAccount) -> dict[str, int]:
    """How often the CRM was asked since midnight, as the workspace has it."""
    now = timezone.now().astimezone(ZoneInfo(account.workspace.time_zone))
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = CrmUsage.objects.filter(account=account, hour__gte=midnight)
    found = rows.aggregate(**{name: Sum(name) for name in _KINDS})
    return {name: found[name] or 0 for name in _KINDS}


def budget(account: CrmAccount) -> int | None:
    """Tokens a day."""
    return account.budget or accounts.backend(account).capabilities.budget


def refused(account: CrmAccount) -> list[Refusal]:
    """What the CRM did not make or take, by kind and reason; of whom it is is not told."""
    found: dict[tuple[str, str], Refusal] = {}
    segments = _segments(account).values_list("form", "error_code", "error_params")
    copies = _copies(account).values_list("error_code", "error_params")
    records = refused_records(account).values_list("kind", "error_code", "error_params")
    for kind, code, params in (*records, *segments, *(("file", *row) for row in copies)):
        each = found.setdefault((kind, code), Refusal(kind, code, params))
        each.count += 1
    return sorted(found.values(), key=lambda each: (-each.count, each.kind, each.code))


def refused_records(account: CrmAccount) -> QuerySet[Creation]:
    """Persons, leads and deals that conversations would have."""
    rows = Creation.objects.filter(workspace=account.workspace_id, chat__isnull=False)
    return rows.filter(state=Creation.State.REFUSED).order_by("pk")


def retry(account: CrmAccount) -> int:
    """Have notes, activities and files tried again. How many those are."""
    segments, copies = _segments(account), _copies(account)
    chats = {*segments.values_list("chat", flat=True), *copies.values_list("chat", flat=True)}
    with transaction.atomic():
        count = segments.update(next_attempt_at=None) + copies.update(next_attempt_at=None)
        Chat.objects.filter(pk__in=chats).update(due_at=timezone.now())
        CrmAccount.objects.filter(pk=account.pk).update(paused_until=None)
    return count


def _segments(account: CrmAccount) -> QuerySet[Segment]:
    return Segment.objects.filter(chat__workspace=account.workspace_id, state=Segment.State.REFUSED)


def _copies(account: CrmAccount) -> QuerySet[FileCopy]:
    return FileCopy.objects.filter(chat__workspace=account.workspace_id, state=FileCopy.State.REFUSED)
