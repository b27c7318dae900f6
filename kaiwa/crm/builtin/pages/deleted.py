"""What was deleted, and how an admin brings it back."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain
from typing import Any

from django.http import Http404
from django.utils import timezone

from kaiwa.crm.builtin.crm_write import KINDS
from kaiwa.crm.builtin.models import Deal
from kaiwa.crm.builtin.pages import telling
from kaiwa.crm.builtin.records import deals, rows
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.crm.items import Kind
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError
from kaiwa.workspaces.models import Member

KEPT = timedelta(days=30)
# Of each kind; who deleted more in a month looks for what they miss by its page's address
_SHOWN = 200


def listed(by: Member) -> list[Record]:
    """The last deleted first. Raises ApiError."""
    _require(by)
    found = chain.from_iterable(_deleted(kind, by).order_by("-deleted_at")[:_SHOWN] for kind in KINDS)
    return sorted(found, key=lambda row: row.deleted_at, reverse=True)


def bring_back(kind: Kind, pk: int, *, by: Member) -> None:
    """Raises ApiError, Http404."""
    _require(by)
    row = _deleted(kind, by).filter(pk=pk).first()
    if row is None:
        raise Http404
    with telling.worded():
        back = deals.bring_back(row, by=by) if isinstance(row, Deal) else rows.bring_back(row, by=by)
    telling.changed(back)


def _deleted(kind: Kind, by: Member) -> Any:
    model: Any = KINDS[kind]
    there = model.objects.deleted(by.workspace_id).filter(deleted_at__gte=timezone.now() - KEPT)
    return there.select_related("deleted_by__user", "owner__user")


def _require(member: Member) -> None:
    if not member.is_admin:
        raise ApiError(NOT_ALLOWED)
