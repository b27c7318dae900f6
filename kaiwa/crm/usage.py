"""What the CRM was asked: counted in memory during a piece of work, and kept by the hour at its end."""

from __future__ import annotations

from collections import Counter

from django.db.models import F
from django.utils import timezone

from kaiwa.crm.base import CallKind
from kaiwa.crm.models import CrmUsage

_COLUMNS: dict[CallKind, str] = {"read": "reads", "list": "lists", "search": "searches", "write": "writes"}


class Ledger:
    """A Meter. A killed worker loses what it has not kept: a handful of counts, no work."""

    def __init__(self, account: int) -> None:
        self._account = account
        self._counted: Counter[str] = Counter()

    def add(self, kind: CallKind, tokens: int = 0) -> None:
        self._counted[_COLUMNS[kind]] += 1
        self._counted["tokens"] += tokens

    def keep(self) -> None:
        """Add what was counted to the hour's row."""
        counted = +self._counted
        if not counted:
            return
        self._counted.clear()
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        row, made = CrmUsage.objects.get_or_create(
            account_id=self._account, hour=hour, defaults=dict(counted)
        )
        if not made:
            CrmUsage.objects.filter(pk=row.pk).update(
                **{column: F(column) + number for column, number in counted.items()}
            )
