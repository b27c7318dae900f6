"""The workspace itself: its name, and the time zone of its days."""

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
    """Admins only."""
    return membership.change_workspace(by=request.member, **body.dict())
