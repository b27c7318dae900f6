"""A field that was added to a kind of record."""

from __future__ import annotations

from django.db import models

from kaiwa.workspaces.models import Workspace


class Field(models.Model):
    """So far only links: that of the conversation (TL-41)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    entity = models.CharField(max_length=16)
    code = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=16, default="link")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "entity", "code"], name="field_once")]

    def __str__(self) -> str:
        return self.name
