"""Requests to delete a person's data."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone


class DataDeletionQuerySet(models.QuerySet["DataDeletion"]):
    def finished(self, provider: str, *, found: bool) -> DataDeletion:
        """A request that was carried out, under a code that only who asked is told."""
        return self.create(
            code=secrets.token_hex(10), provider=provider, found=found, completed_at=timezone.now()
        )


class DataDeletion(models.Model):
    """A person's request, by way of the provider, to delete what we hold of them; nothing of them is in here."""

    code = models.CharField(max_length=40, unique=True)
    provider = models.CharField(max_length=32)
    # Whether there was anything to delete
    found = models.BooleanField()
    requested_at = models.DateTimeField(default=timezone.now)
    completed_at = models.DateTimeField(null=True, blank=True)

    objects = DataDeletionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code
