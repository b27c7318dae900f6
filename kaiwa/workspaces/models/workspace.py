"""The company account."""

from django.db import models
from django.utils import timezone


class Workspace(models.Model):
    """A company account: its members share one inbox."""

    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="Asia/Tokyo")
    # D-69: who replies in an unassigned conversation has it from then on
    assign_on_reply = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
