"""The shapes in which the pages and the stream show records."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

Visibility = Annotated[str, Field(json_schema_extra={"enum": ["everyone", "owner"]})]
DealStatus = Annotated[str, Field(json_schema_extra={"enum": ["open", "won", "lost"]})]


class Shape(BaseModel):
    """Plain pydantic, as in the inbox."""


class NamedShape(Shape):
    """A member, a person or an organization, as somebody's."""

    id: int
    name: str


class MayShape(Shape):
    """`change`: what it says; `decide`: whose it is, who sees it, and whether it is deleted."""

    change: bool
    decide: bool


class DealCard(Shape):
    """`entered_at`: since when it stands in its stage. Who the reader may not see is null."""

    id: int
    title: str
    value: str | None
    currency: str
    stage_id: int
    pipeline_id: int
    status: DealStatus
    person: NamedShape | None
    organization: NamedShape | None
    owner: NamedShape | None
    entered_at: datetime
    updated_at: datetime
    visibility: Visibility


class DealOut(DealCard):
    fields: dict[str, Any]
    chat_link: str
    created_at: datetime
    archived_at: datetime | None
    lost_reason: str
    expected_close: date | None
    may: MayShape


class LeadRow(Shape):
    """`seen`: somebody has opened it."""

    id: int
    title: str
    value: str | None
    currency: str
    person: NamedShape | None
    organization: NamedShape | None
    owner: NamedShape | None
    label: str
    seen: bool
    source: str
    created_at: datetime
    archived_at: datetime | None


class LeadOut(LeadRow):
    """A lead on its own page."""

    chat_link: str
    visibility: Visibility
    updated_at: datetime
    may: MayShape


Label = Annotated[str, Field(json_schema_extra={"enum": ["work", "mobile", "home", "other"]})]


class PhoneShape(Shape):
    """`readable`: a number stands in it, by which who calls or writes is found."""

    value: str
    label: Label
    readable: bool


class EmailShape(Shape):
    value: str
    label: Label


class PersonRow(Shape):
    """A line of the list of persons."""

    id: int
    name: str
    phones: list[PhoneShape]
    emails: list[EmailShape]
    organization: NamedShape | None
    owner: NamedShape | None
    visibility: Visibility
    created_at: datetime


class PersonOut(PersonRow):
    """With the newest of their deals and leads that you may see."""

    chat_link: str
    deals: list[DealCard]
    leads: list[LeadRow]
    may: MayShape


class OrganizationRow(Shape):
    """A line of the list of organizations."""

    id: int
    name: str
    address: str
    owner: NamedShape | None
    visibility: Visibility
    created_at: datetime


class OrganizationOut(OrganizationRow):
    """With the newest of its persons, deals and leads that you may see."""

    persons: list[NamedShape]
    deals: list[DealCard]
    leads: list[LeadRow]
    may: MayShape


class StageRow(Shape):
    id: int
    name: str
    place: int


class PipelineRow(Shape):
    id: int
    name: str
    stages: list[StageRow]


class SumRow(Shape):
    """Of the open deals of a stage that you may see, in one currency; `value` is null where none has one."""

    stage: int
    currency: str
    count: int
    value: str | None
