"""The CRM card of a conversation as the API shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field


def _one_of(*values: str) -> Any:
    """Text of which the OpenAPI tells every value."""
    return Field(json_schema_extra={"enum": list(values)})


Kind = Annotated[str, _one_of("person", "organization", "lead", "deal")]
Status = Annotated[str, _one_of("open", "won", "lost", "archived")]
MatchState = Annotated[str, _one_of("waiting", "no_number", "none", "one", "ambiguous", "suggested")]
CreationState = Annotated[str, _one_of("due", "calling", "refused", "unknown")]


class Shape(BaseModel):
    """Plain pydantic, as the shapes of conversations."""


class ReasonOut(Shape):
    """A code with what its sentence needs."""

    code: str
    params: dict[str, Any]


class RecordNameOut(Shape):
    id: str
    title: str


class OwnerOut(Shape):
    id: str
    name: str


class StageOut(Shape):
    """`place` of `of`, from 1."""

    name: str
    place: int
    of: int
    pipeline: str


class PhoneOut(Shape):
    value: str
    label: str


class RecordOut(Shape):
    """A record of the CRM. Of a `hidden` one only kind and id are told (H-16).

    `page`: where it is in Kaiwa; `url`: where in another CRM. `value` is a decimal number.
    """

    kind: Kind
    id: str
    hidden: bool
    title: str
    status: Status
    person: RecordNameOut | None
    organization: str
    owner: OwnerOut | None
    stage: StageOut | None
    value: str | None
    currency: str
    phones: list[PhoneOut]
    url: str
    page: str | None
    gone: bool
    merged: bool


class CandidateOut(Shape):
    """`record` is null when you may not see it."""

    record: RecordOut | None
    code: str
    params: dict[str, Any]


class ByOut(Shape):
    id: int
    name: str


class LinkOut(Shape):
    """`transcript`: what is said goes into the record. `by` nobody: by Kaiwa."""

    id: int
    record: RecordOut
    transcript: bool
    automatic: bool
    reason: ReasonOut
    rejected: list[CandidateOut]
    by: ByOut | None
    created_at: datetime


class CrmOut(Shape):
    label: str
    pages: bool
    problem: ReasonOut | None
    paused_until: datetime | None


class ReceiverOut(Shape):
    """`how`: a member chose it, it is the deal that changed last, or the newest lead."""

    record: RecordOut | None
    how: Literal["pinned", "latest", "lead", "none"]


class GivenOut(Shape):
    number: str
    message_id: int


class MatchOut(Shape):
    state: MatchState
    reason: ReasonOut | None
    candidates: list[CandidateOut]
    given: list[GivenOut]


class CreatingOut(Shape):
    """What was asked for and is not there."""

    id: int
    kind: Kind
    title: str
    state: CreationState
    error: ReasonOut | None


class MovingOut(Shape):
    done: int
    of: int


class TranscriptOut(Shape):
    """`left`: somebody edited a note in the CRM, so that a new one was begun."""

    state: Literal["off", "waiting", "live", "behind", "paused", "refused"]
    form: Literal["note", "activity"]
    written_at: datetime | None
    due_at: datetime | None
    error: ReasonOut | None
    left: bool
    moving: MovingOut | None


class PanelOut(Shape):
    """What the CRM has to say about a conversation."""

    conversation_id: int
    crm: CrmOut
    private: bool
    short_url: str
    person: LinkOut | None
    items: list[LinkOut]
    open_items: list[RecordOut]
    receives: ReceiverOut
    match: MatchOut
    name_offered: str | None
    creating: list[CreatingOut]
    transcript: TranscriptOut


class ReadersOut(Shape):
    """`everyone`: all users of the CRM. Else `names`, without yours, and how many more."""

    everyone: bool
    names: list[str]
    hidden: int


class ChatLinkTargetOut(Shape):
    """Where a short link leads."""

    conversation: int


class StageNameOut(Shape):
    id: str
    name: str
    place: int


class PipelineOut(Shape):
    id: str
    name: str
    stages: list[StageNameOut]


class CrmInfoOut(Shape):
    """The workspace's CRM. `pages`: its persons, leads and deals have pages in Kaiwa."""

    label: str
    icon: str
    pages: bool
    currency: str
    problem: ReasonOut | None


class AutomationOut(Shape):
    """What a channel's new conversations do in the CRM by themselves. Empty `pipeline`: the default one.

    `frequency`: hours between two writes of a transcript, 0 as it happens. `by_phone`: customers are known by
    their number. Of a private channel `readers` could read its conversations, and nothing happens until you `agreed`.
    """

    frequency: int
    add_persons: bool
    on_new_chat: Literal["lead", "deal", "nothing"]
    pipeline: str
    by_phone: bool
    private: bool
    agreed: bool
    readers: ReadersOut | None
