"""A person, and the addresses they write from."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now

from kaiwa.channels.models import Channel
from kaiwa.workspaces.models import Member, Workspace


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, member: Member) -> Self:
        """Those with an address on a channel that the member may see."""
        return self.filter(Exists(_addresses(member)), workspace=member.workspace_id)

    def named(self, beginning: str, *, member: Member) -> Self:
        """Those whose name begins like this: the one we call them by, or their own where the member may see it."""
        theirs = _addresses(member).filter(name__istartswith=beginning)
        return self.filter(Q(name__istartswith=beginning) | Exists(theirs))


class IdentityQuerySet(models.QuerySet["Identity"]):
    def visible_to(self, member: Member) -> Self:
        return self.filter(channel__in=Channel.objects.visible_to(member))


def _addresses(member: Member) -> IdentityQuerySet:
    return Identity.objects.visible_to(member).filter(contact=OuterRef("pk"))


class Contact(models.Model):
    """A person who wrote to us."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="contacts")
    # Empty until the provider or a member says it: a name is never invented (D-53)
    name = models.CharField(max_length=255, blank=True, db_default="")
    # Since when what they write calls nobody
    blocked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("workspace"), F("created_at").desc(), F("id").desc(), name="contact_newest")
        ]

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
    # Whose it was before a member moved it: the way back
    moved_from = models.ForeignKey(Contact, models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=255, blank=True, db_default="")
    # Their number in international form, where the provider tells it: +819012345678
    phone = models.CharField(max_length=20, blank=True, db_default="")
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

    objects = IdentityQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "external_id"], name="identity_once")]
        indexes = [
            models.Index(fields=["profile_due_at"], condition=models.Q(profile="due"), name="identity_due"),
            models.Index(fields=["phone"], condition=~models.Q(phone=""), name="identity_phone"),
        ]

    def __str__(self) -> str:
        return self.name or self.short_id

    @property
    def short_id(self) -> str:
        """What is shown while no name is known: their number, or the end of the provider's id tells people apart."""
        return self.phone or self.external_id[-6:]
