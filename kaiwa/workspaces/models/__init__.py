"""WHO: users, workspaces, their members, and how they come in."""

from kaiwa.workspaces.models.audit import AuditEntry
from kaiwa.workspaces.models.invitation import Invitation
from kaiwa.workspaces.models.member import Member, MemberQuerySet
from kaiwa.workspaces.models.token import ApiToken
from kaiwa.workspaces.models.user import User, UserManager
from kaiwa.workspaces.models.workspace import Workspace

__all__ = [
    "ApiToken",
    "AuditEntry",
    "Invitation",
    "Member",
    "MemberQuerySet",
    "User",
    "UserManager",
    "Workspace",
]
