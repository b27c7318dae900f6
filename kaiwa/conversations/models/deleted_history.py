"""Histories that were deleted here, until nothing is left of them elsewhere."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils import timezone

from kaiwa.conversations.models.contact import Identity


class DeletedHistoryQuerySet(models.QuerySet["DeletedHistory"]):
    def due(self) -> Self:
        return self.filter(due_at__lte=timezone.now())


class DeletedHistory(models.Model):
    """The journal of webhooks is to be looked through for it. The row goes once that was done for the last time."""

    identity = models.OneToOneField(Identity, models.CASCADE, related_name="+")
    deleted_at = models.DateTimeField()
    due_at = models.DateTimeField()

    objects = DeletedHistoryQuerySet.as_manager()

    def __str__(self) -> str:
        return f"deleted history of {self.identity_id}"
