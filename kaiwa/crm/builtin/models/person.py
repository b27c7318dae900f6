"""A person of the CRM, with the numbers and addresses they are reached at."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from kaiwa.crm.builtin.models.organization import Organization
from kaiwa.crm.builtin.models.visible import Visible, VisibleQuerySet
from kaiwa.workspaces.models import Workspace


class PersonQuerySet(VisibleQuerySet["Person"]):
    def with_addresses(self) -> Self:
        return self.prefetch_related("phones", "emails")


class Person(Visible):
    """Somebody one does business with."""

    name = models.CharField(max_length=255)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="persons"
    )
    # Where their conversation opens
    chat_link = models.TextField(blank=True, db_default="", default="")
    fields = models.JSONField(default=dict, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta(Visible.Meta):
        abstract = False
        indexes = [*Visible.Meta.indexes, GinIndex(fields=["tokens"], name="person_tokens")]

    def __str__(self) -> str:
        return self.name


class _Address(models.Model):
    class Label(models.TextChoices):
        WORK = "work"
        MOBILE = "mobile"
        HOME = "home"
        OTHER = "other"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    label = models.CharField(max_length=8, choices=Label.choices, db_default=Label.WORK, default=Label.WORK)
    primary = models.BooleanField(db_default=False, default=False)

    class Meta:
        abstract = True
        ordering = ["-primary", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(primary=True), name="one_primary_%(class)s"
            )
        ]


class Phone(_Address):
    """A number as somebody wrote it: it is never rewritten, only read (PhoneTail)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="phones")
    value = models.CharField(max_length=120)

    class Meta(_Address.Meta):
        abstract = False

    def __str__(self) -> str:
        return self.value


class PhoneTail(models.Model):
    """How a number ends that a phone's text holds: by this it is looked for, whatever stands before it."""

    phone = models.ForeignKey(Phone, models.CASCADE, related_name="tails")
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    tail = models.CharField(max_length=8)

    class Meta:
        indexes = [models.Index(F("workspace"), F("tail"), name="phone_tail")]

    def __str__(self) -> str:
        return self.tail


class Email(_Address):
    """An address of theirs."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="emails")
    value = models.CharField(max_length=254)

    class Meta(_Address.Meta):
        abstract = False
        indexes = [models.Index(F("workspace"), Lower("value"), name="email_of_person")]

    def __str__(self) -> str:
        return self.value
