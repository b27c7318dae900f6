"""Invitations: sent and withdrawn by admins, looked up and accepted by whom they are for."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from kaiwa.lib.api_types import Pk, Secret
from kaiwa.workspaces import joining
from kaiwa.workspaces.api.me import enter
from kaiwa.workspaces.auth import MemberRequest, UserRequest, require_browser, user_auth
from kaiwa.workspaces.models import Invitation, User
from kaiwa.workspaces.shapes import AcceptanceIn, InvitationIn, InvitationOut, MeOut, OfferOut, invitation_out

router = Router(tags=["invitations"])


@router.get("/invitations", response=list[InvitationOut])
def list_invitations(request: MemberRequest) -> list[InvitationOut]:
    """Those without an answer, newest first. Admins only."""
    joining.require_admin(request.member)
    found = Invitation.objects.visible_to(request.member).unanswered()
    return [invitation_out(one) for one in found.select_related("invited_by__user").order_by("-pk")]


@router.post("/invitations", response={201: InvitationOut})
def invite(request: MemberRequest, body: InvitationIn) -> Status[InvitationOut]:
    """Mail an invitation. Inviting an address again replaces its link. Admins only."""
    return Status(201, invitation_out(joining.invite(request.member, body.email, body.role)))


@router.get("/invitations/lookup", response=OfferOut, auth=None)
def look_up_invitation(request: HttpRequest, token: Annotated[Secret, Query()]) -> OfferOut:
    """What a link from the mail offers, for whoever holds it."""
    invitation = joining.look_up(token)
    return OfferOut(
        email=invitation.email,
        role=invitation.role,
        workspace=invitation.workspace.name,
        invited_by=invitation.invited_by.name,
        has_account=User.objects.filter(email=invitation.email).exists(),
        expires_at=invitation.expires_at,
    )


@router.post("/invitations/accept", response=MeOut, auth=user_auth)
def accept_invitation(request: UserRequest, body: AcceptanceIn) -> MeOut:
    require_browser(request)
    return enter(request, joining.accept(body.token, request.user))


@router.delete("/invitations/{pk}", response={204: None})
def withdraw_invitation(request: MemberRequest, pk: Pk) -> Status[None]:
    joining.require_admin(request.member)
    found = Invitation.objects.visible_to(request.member).unanswered()
    joining.withdraw(get_object_or_404(found, pk=pk), by=request.member)
    return Status(204, None)
