"""The workspace itself: its name, and the time zone of its days."""

from django.db import transaction
from ninja import Router

from kaiwa.workspaces import membership
from kaiwa.workspaces.auth import MemberRequest
from kaiwa.workspaces.models import Workspace
from kaiwa.workspaces.shapes import WorkspaceChangeIn, WorkspaceOut

router = Router(tags=["workspace"])


@router.get("/workspace", response=WorkspaceOut)
def show_workspace(request: MemberRequest) -> Workspace:
    return request.member.workspace


@router.patch("/workspace", response=WorkspaceOut)
def change_workspace(request: MemberRequest, body: WorkspaceChangeIn) -> Workspace:
    """Name and time zone: admins only. `assign_on_reply`: members with access to the account settings."""
    member = request.member
    with transaction.atomic():
        if body.assign_on_reply is not None:
            membership.assign_on_reply(body.assign_on_reply, by=member)
        if body.name is not None or body.time_zone is not None:
            membership.change_workspace(by=member, name=body.name, time_zone=body.time_zone)
    return Workspace.objects.get(pk=member.workspace_id)
