"""What the pages take, and the rows that it names: each as far as the member may see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404
from pydantic import BeforeValidator, Field

from kaiwa.crm import accounts
from kaiwa.crm.builtin.models import Deal, Lead, Organization, Person, Pipeline, Stage
from kaiwa.crm.builtin.records.persons import Address
from kaiwa.crm.items import Phone
from kaiwa.lib.api_types import Email, Input
from kaiwa.workspaces.models import Member

_LINE = r"^[^\u0000-\u001f\u007f]*[^\s\u0000-\u001f\u007f][^\u0000-\u001f\u007f]*$"
_Row = TypeVar("_Row", Person, Organization, Lead, Deal)

Title = Annotated[str, Field(min_length=1, max_length=255, pattern=_LINE)]
Line = Annotated[str, Field(max_length=255, pattern=r"^[^\u0000-\u001f\u007f]*$")]
Sought = Annotated[str, Field(max_length=200, pattern=r"^[^\u0000]*$")]
# Amounts are written out: a number would lose the last yen
Value = Annotated[str, Field(max_length=19, pattern=r"^[0-9]{1,16}(\.[0-9]{1,2})?$")]
Currency = Annotated[str, Field(pattern=r"^([A-Z]{3})?$")]
Visible = Literal["everyone", "owner"]
PhoneValue = Annotated[str, Field(min_length=1, max_length=120, pattern=_LINE)]


def _day(value: Any) -> Any:
    if not (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        raise ValueError("not a day as RFC 3339 writes it")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day)]


Label = Literal["work", "mobile", "home", "other"]


class PhoneIn(Input):
    """As somebody wrote it: what is no number is kept, too."""

    value: PhoneValue
    label: Label = "work"


class EmailIn(Input):
    value: Email
    label: Label = "work"


Phones = Annotated[list[PhoneIn], Field(max_length=20)]
Emails = Annotated[list[EmailIn], Field(max_length=20)]


def columns(body: Input, member: Member) -> dict[str, Any]:
    """What of the body was given, as the columns of a row. Raises Http404 for what the member may not see."""
    given: dict[str, Any] = {name: getattr(body, name) for name in body.model_fields_set if name != "key"}
    for name, find in _REFERENCES.items():
        if given.get(name) is not None:
            given[name] = find(given[name], member)
    if given.get("value") is not None:
        given["value"] = Decimal(given["value"])
    if "phones" in given:
        given["phones"] = tuple(Phone(each.value, each.label) for each in given["phones"])
    if "emails" in given:
        given["emails"] = tuple(Address(each.value, each.label) for each in given["emails"])
    return given


def priced(body: Input, row: Deal | Lead, member: Member) -> dict[str, Any]:
    """The same for a row whose first amount it may be: that is in the workspace's currency too."""
    given = columns(body, member)
    if given.get("value") is not None and not given.get("currency", row.currency):
        given["currency"] = accounts.of(member.workspace).currency
    return given


def drafted(body: Input, member: Member) -> dict[str, Any]:
    """The same for something new: it is whoever makes it who has it, and an amount is in the workspace's currency."""
    given = {name: value for name, value in columns(body, member).items() if value is not None}
    given.setdefault("owner", member)
    if given.get("value") is not None and not given.get("currency"):
        given["currency"] = accounts.of(member.workspace).currency
    return given | {"key": getattr(body, "key", "")}


def visible(model: type[_Row], pk: int, member: Member) -> _Row:
    rows: Any = model.objects
    row: _Row = get_object_or_404(rows.visible_to(member), pk=pk)
    return row


def stage_of(pk: int, member: Member) -> Stage:
    """A removed one too: to move there is refused with a reason."""
    return get_object_or_404(Stage, pk=pk, pipeline__workspace=member.workspace_id)


def first_stage(pipeline: int | None, stage: int | None, member: Member) -> Stage:
    """Where a deal begins. Raises Http404."""
    if stage is not None:
        return stage_of(stage, member)
    if pipeline is None:
        # Makes the first pipeline where there is none
        accounts.of(member.workspace)
    else:
        get_object_or_404(Pipeline.objects.visible_to(member), pk=pipeline)
    there = Stage.objects.visible_to(member)
    found = there.filter(pipeline=pipeline).first() if pipeline else there.first()
    if found is None:
        raise Http404
    return found


def member_for(pk: int, member: Member) -> Member:
    return get_object_or_404(Member.objects.visible_to(member).select_related("user"), pk=pk)


_REFERENCES: Mapping[str, Any] = {
    "person": lambda pk, member: visible(Person, pk, member),
    "organization": lambda pk, member: visible(Organization, pk, member),
    "owner": member_for,
    "stage": stage_of,
}
