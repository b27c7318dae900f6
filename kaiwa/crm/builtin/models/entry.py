"""What stands in the feed of a record: it hangs on up to four of them, and is seen with any of them."""

from __future__ import annotations

from typing import Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from kaiwa.crm.builtin.models.deal import Deal
from kaiwa.crm.builtin.models.lead import Lead
from kaiwa.crm.builtin.models.organization import Organization
from kaiwa.crm.builtin.models.person import Person
from kaiwa.workspaces.models import Member, Workspace

Row = TypeVar("Row", bound="Entry")
# In this order a record is named where an entry hangs on several
KINDS: tuple[tuple[str, type[Person | Organization | Lead | Deal]], ...] = (
    ("deal", Deal),
    ("lead", Lead),
    ("person", Person),
    ("organization", Organization),
)
_ON_SOMETHING = Q(deal__isnull=False) | Q(lead__isnull=False)
_ON_SOMETHING |= Q(person__isnull=False) | Q(organization__isnull=False)


class EntryQuerySet(models.QuerySet[Row]):
    def visible_to(self, member: Member) -> Self:
        """Those that hang on a record which the member may see."""
        seen = Q()
        for kind, model in KINDS:
            seen |= Q(Exists(model.objects.visible_to(member).filter(pk=OuterRef(kind))))
        return self.for_workspace(member.workspace_id).filter(seen)

    def for_workspace(self, workspace: int) -> Self:
        return self.filter(workspace=workspace, deleted_at=None)


class Entry(models.Model):
    """One thing of a feed. `at` is its place there."""

    class Origin(models.TextChoices):
        MEMBER = "member"
        KAIWA = "kaiwa"

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, models.CASCADE, null=True, blank=True, related_name="+")
    lead = models.ForeignKey(Lead, models.CASCADE, null=True, blank=True, related_name="+")
    deal = models.ForeignKey(Deal, models.CASCADE, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    author = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    origin = models.CharField(
        max_length=8, choices=Origin.choices, db_default=Origin.MEMBER, default=Origin.MEMBER
    )
    key = models.CharField(max_length=64, blank=True, db_default="", default="")
    # Kept for 30 days, so that the same key again does not bring back what somebody deleted
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=_ON_SOMETHING, name="%(class)s_on_something"),
            models.UniqueConstraint(fields=["workspace", "key"], condition=~Q(key=""), name="%(class)s_once"),
        ]
        indexes = [
            models.Index(
                F(kind),
                F("at").desc(),
                F("id").desc(),
                condition=Q(**{f"{kind}__isnull": False}),
                name=f"%(class)s_of_{kind}",
            )
            for kind, _model in KINDS
        ]
