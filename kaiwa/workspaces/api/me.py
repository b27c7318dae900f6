"""Oneself, and the workspace one works in."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from kaiwa.workspaces import accounts, joining, second_factor
from kaiwa.workspaces.auth import WORKSPACE_KEY, UserRequest, guard, membership, require_browser, user_auth
from kaiwa.workspaces.language import speak_to
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.shapes import MeIn, MeOut, WorkspaceChoiceIn, WorkspaceIn, me_out

router = Router(tags=["me"])


@router.get("/me", response=MeOut, auth=user_auth)
def show_me(request: UserRequest) -> MeOut:
    return me_out(request.user, membership(request))


@router.patch("/me", response=MeOut, auth=user_auth)
def change_me(request: UserRequest, body: MeIn) -> MeOut:
    user = request.user
    for field, value in body.dict(exclude_none=True).items():
        setattr(user, field, value)
    user.save(update_fields=["name", "language"])
    speak_to(user)
    return me_out(user, membership(request))


@router.post("/me/workspace", response=MeOut, auth=user_auth)
def choose_workspace(request: UserRequest, body: WorkspaceChoiceIn) -> MeOut:
    require_browser(request)
    mine = Member.objects.active().filter(user=request.user)
    return enter(request, get_object_or_404(mine, workspace=body.id))


@router.post("/workspaces", response={201: MeOut}, auth=user_auth)
def open_workspace(request: UserRequest, body: WorkspaceIn) -> Status[MeOut]:
    require_browser(request)
    return Status(201, enter(request, joining.open_workspace(request.user, body.name)))


@router.post("/me/verification-mail", response={204: None}, auth=None)
def send_verification_mail_again(request: HttpRequest) -> Status[None]:
    """For somebody between sign-up and verification. The answer tells nothing about who has an account."""
    guard(request)
    accounts.send_verification_again(request)
    return Status(204, None)


@router.get("/me/two-step.svg", response={200: bytes}, auth=user_auth, include_in_schema=False)
def draw_two_step(request: UserRequest) -> HttpResponse:
    """The key that was offered to this browser for an authenticator app, as a QR code."""
    require_browser(request)
    drawn = second_factor.offered_as_svg(request.user, request.session)
    if drawn is None:
        raise Http404
    answer = HttpResponse(drawn, content_type="image/svg+xml")
    answer["Cache-Control"] = "no-store"
    return answer


def enter(request: UserRequest, member: Member) -> MeOut:
    """From now on the session is in the member's workspace."""
    request.session[WORKSPACE_KEY] = member.workspace_id
    return me_out(request.user, member)
