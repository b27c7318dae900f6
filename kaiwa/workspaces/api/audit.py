"""The audit trail, for admins."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import Field

from kaiwa.lib.api_types import Cursor, Limit, Moment, Pk
from kaiwa.workspaces import audit, joining
from kaiwa.workspaces.auth import MemberRequest
from kaiwa.workspaces.models import AuditEntry
from kaiwa.workspaces.shapes import PersonOut

router = Router(tags=["audit"])

_KIND = Field(json_schema_extra={"enum": [*audit.KINDS, None]})


class ActorOut(Schema):
    """Who did it. Somebody whose membership is deleted has a name and no id; `null` is Kaiwa itself."""

    id: int | None
    name: str


class AuditEntryOut(Schema):
    """What was done, as a code with parameters; the interface has the words."""

    id: int
    at: datetime
    actor: ActorOut | None
    kind: Annotated[str | None, _KIND]
    code: str
    params: dict[str, Any]


class AuditPageOut(Schema):
    """`people`: who can be asked for; on the first page only."""

    items: list[AuditEntryOut]
    next_cursor: str | None
    people: list[PersonOut]


class AuditFilters(Schema):
    member: Pk | None = None
    kind: audit.Kind | None = None
    since: Moment | None = None
    until: Moment | None = None


@router.get("/audit", response=AuditPageOut)
def list_audit_entries(
    request: MemberRequest, filters: Query[AuditFilters], cursor: Cursor = "", limit: Limit = 50
) -> AuditPageOut:
    """Who did what to the workspace's settings, newest first. Admins only."""
    joining.require_admin(request.member)
    before = int(cursor) if cursor.isdecimal() and len(cursor) < 19 else None
    asked = audit.Filters(filters.member, filters.kind, filters.since, filters.until)
    rows, more = audit.page(request.member, asked, before=before, limit=limit)
    people = [] if before else audit.people(request.member)
    return AuditPageOut(
        items=[_entry(row) for row in rows],
        next_cursor=str(rows[-1].pk) if more else None,
        people=[PersonOut(id=pk, name=name) for pk, name in people],
    )


def _entry(row: AuditEntry) -> AuditEntryOut:
    return AuditEntryOut(
        id=row.pk,
        at=row.at,
        actor=_actor(row),
        kind=audit.kind_of(row.code),
        code=row.code,
        params=row.params,
    )


def _actor(row: AuditEntry) -> ActorOut | None:
    if row.actor is not None:
        return ActorOut(id=row.actor.pk, name=row.actor.name)
    return ActorOut(id=None, name=row.actor_name) if row.actor_name else None
