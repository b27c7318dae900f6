"""What was deleted over HTTP: for admins, for 30 days."""

from __future__ import annotations

from datetime import datetime

from ninja import Router, Schema, Status

from kaiwa.crm.builtin import present, shapes
from kaiwa.crm.builtin.pages import deleted as flow
from kaiwa.crm.builtin.records.rows import KINDS
from kaiwa.crm.items import Kind
from kaiwa.lib.api_types import Input, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["deleted"])


class DeletedRow(Schema):
    """A person, organization, lead or deal that is to be seen nowhere else."""

    kind: Kind
    id: int
    title: str
    owner: shapes.NamedShape | None
    deleted_at: datetime
    deleted_by: shapes.NamedShape | None
    gone_at: datetime


class BringBackIn(Input):
    kind: Kind
    id: Pk


@router.get("/deleted-records", response=list[DeletedRow])
def list_deleted_records(request: MemberRequest) -> list[DeletedRow]:
    """Those an admin can still bring back, the last deleted first. `gone_at`: until then."""
    rows = flow.listed(request.member)
    return [
        DeletedRow(
            kind=KINDS[type(row)],
            id=row.pk,
            title=str(row),
            owner=present.member(row.owner),
            deleted_at=row.deleted_at,
            deleted_by=present.member(row.deleted_by),
            gone_at=row.deleted_at + flow.KEPT,
        )
        for row in rows
        if row.deleted_at is not None
    ]


@router.post("/deleted-records/bring-back", response={204: None})
def bring_back_record(request: MemberRequest, body: BringBackIn) -> Status[None]:
    """As it was, with its notes, files and conversations. For admins."""
    flow.bring_back(body.kind, body.id, by=request.member)
    return Status(204, None)
