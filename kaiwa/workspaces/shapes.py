"""What the API shows and takes about people and workspaces."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.conf import settings
from ninja import Schema
from pydantic import Field

from kaiwa.lib.api_types import Email, Input, Language, Name, Pk, Secret, TimeZone
from kaiwa.workspaces.models import Invitation, Member, User, Workspace

Role = Literal["admin", "member"]
# What we show comes from the database as text; the OpenAPI tells which texts there are
RoleShown = Annotated[str, Field(json_schema_extra={"enum": ["admin", "member"]})]
LanguageShown = Annotated[str, Field(json_schema_extra={"enum": ["", "ja", "en"]})]


class UserOut(Schema):
    id: int
    email: str
    name: str
    language: LanguageShown
    verified: bool


class MyMembershipOut(Schema):
    id: int
    role: RoleShown
    can_change_settings: bool
    available: bool


class WorkspaceOut(Schema):
    """`assign_on_reply`: who replies in an unassigned conversation has it from then on."""

    id: int
    name: str
    time_zone: str
    assign_on_reply: bool


class WorkspaceLineOut(Schema):
    id: int
    name: str


class MeOut(Schema):
    """Who is signed in, where they work, and what the screens need to know of this installation."""

    user: UserOut
    member: MyMembershipOut | None
    workspace: WorkspaceOut | None
    workspaces: list[WorkspaceLineOut]
    sandbox: bool
    public_url: str
    mail_to_files: bool


class MemberOut(Schema):
    id: int
    name: str
    email: str
    role: RoleShown
    can_change_settings: bool
    available: bool
    # Whether signing in asks them for a code. Told to admins, and about oneself
    two_factor: bool | None
    you: bool


class ColleagueOut(Schema):
    """What the stream tells of a member whose availability changed."""

    id: int
    name: str
    available: bool


class PersonOut(Schema):
    id: int
    name: str


class InvitationOut(Schema):
    id: int
    email: str
    role: RoleShown
    invited_by: PersonOut
    created_at: datetime
    expires_at: datetime
    expired: bool


class OfferOut(Schema):
    """An invitation as the invited person sees it. `has_account`: sign in rather than sign up."""

    email: str
    role: RoleShown
    workspace: str
    invited_by: str
    has_account: bool
    expires_at: datetime


class TokenOut(Schema):
    id: int
    name: str
    created_at: datetime
    last_used_at: datetime | None


class MeIn(Input):
    name: Name | None = None
    language: Language | None = None


class WorkspaceChoiceIn(Input):
    id: Pk


class WorkspaceIn(Input):
    name: Name


class WorkspaceChangeIn(Input):
    name: Name | None = None
    time_zone: TimeZone | None = None
    assign_on_reply: bool | None = None


class MemberIn(Input):
    role: Role | None = None
    can_change_settings: bool | None = None
    available: bool | None = None


class InvitationIn(Input):
    email: Email
    role: Role = "member"


class AcceptanceIn(Input):
    token: Secret


def me_out(user: User, member: Member | None) -> MeOut:
    mine = Workspace.objects.filter(members__in=Member.objects.active().filter(user=user)).order_by("pk")
    return MeOut(
        user=UserOut(
            id=user.pk,
            email=user.email,
            name=user.name,
            language=user.language,
            verified=user.emailaddress_set.filter(verified=True, email__iexact=user.email).exists(),
        ),
        member=MyMembershipOut.from_orm(member) if member else None,
        workspace=WorkspaceOut.from_orm(member.workspace) if member else None,
        workspaces=[WorkspaceLineOut.from_orm(workspace) for workspace in mine],
        sandbox=settings.SANDBOX,
        public_url=settings.PUBLIC_URL,
        mail_to_files=settings.MAIL_TO_FILES,
    )


def member_out(member: Member, asker: Member) -> MemberOut:
    """`member` is annotated with `second_factor`."""
    second_factor: bool = member.second_factor  # type: ignore[attr-defined]  # the annotation
    return MemberOut(
        id=member.pk,
        name=member.name,
        email=member.user.email,
        role=member.role,
        can_change_settings=member.can_change_settings,
        available=member.available,
        two_factor=bool(second_factor) if asker.is_admin or member.pk == asker.pk else None,
        you=member.pk == asker.pk,
    )


def invitation_out(invitation: Invitation) -> InvitationOut:
    by = invitation.invited_by
    return InvitationOut(
        id=invitation.pk,
        email=invitation.email,
        role=invitation.role,
        invited_by=PersonOut(id=by.pk, name=by.name),
        created_at=invitation.created_at,
        expires_at=invitation.expires_at,
        expired=invitation.has_expired,
    )
