"""The API about people: oneself, the members, invitations, tokens, and who did what."""

from ninja import Router

from kaiwa.workspaces.api.audit import router as audit
from kaiwa.workspaces.api.invitations import router as invitations
from kaiwa.workspaces.api.me import router as me
from kaiwa.workspaces.api.members import router as members
from kaiwa.workspaces.api.tokens import router as tokens
from kaiwa.workspaces.api.workspace import router as workspace

router = Router()
for part in (me, members, invitations, tokens, audit, workspace):
    router.add_router("", part)

__all__ = ["router"]
