"""A company that persons belong to."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from kaiwa.crm.builtin.models.visible import Visible, VisibleQuerySet


class OrganizationQuerySet(VisibleQuerySet["Organization"]):
    pass


class Organization(Visible):
    """A company."""

    name = models.CharField(max_length=255)
    address = models.CharField(max_length=255, blank=True, db_default="", default="")

    objects = OrganizationQuerySet.as_manager()

    class Meta(Visible.Meta):
        abstract = False
        indexes = [*Visible.Meta.indexes, GinIndex(fields=["tokens"], name="organization_tokens")]

    def __str__(self) -> str:
        return self.name
