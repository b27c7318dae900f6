"""A person, and the addresses they write from."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from kaiwa.channels.models import Channel
from kaiwa.workspaces.models import Workspace


class Contact(models.Model):
    """A person who wrote to us."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contacts")
    # Empty until the provider or a member says it: a name is never invented (D-53)
    name = models.CharField(max_length=255, blank=True, db_default="")
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.name or f"contact {self.pk}"


class Identity(models.Model):
    """One address of a contact on one channel; for Messenger a PSID."""

    class Profile(models.TextChoices):
        """What became of asking the provider for name and picture."""

        DUE = "due"
        KNOWN = "known"
        REFUSED = "refused"

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="identities")
    external_id = models.CharField(max_length=128)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="identities")
    name = models.CharField(max_length=255, blank=True, db_default="")
    # Where storage keeps the picture; the provider's own link expires
    picture = models.CharField(max_length=255, blank=True, db_default="")
    locale = models.CharField(max_length=16, blank=True, db_default="")
    utc_offset = models.DecimalField(max_digits=4, decimal_places=2, null=True, blank=True)
    profile = models.CharField(max_length=8, choices=Profile.choices, db_default=Profile.DUE)
    profile_attempts = models.SmallIntegerField(db_default=0)
    profile_due_at = models.DateTimeField(db_default=Now())
    # Provider's time of a deletion: nothing from up to then is brought back, by whatever way it comes
    history_from = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "external_id"], name="identity_once")]
        indexes = [
            models.Index(fields=["profile_due_at"], condition=models.Q(profile="due"), name="identity_due")
        ]

    def __str__(self) -> str:
        return self.name or self.short_id

    @property
    def short_id(self) -> str:
        """What is shown while no name is known: the end of the provider's id tells people apart."""
        return self.external_id[-6:]
