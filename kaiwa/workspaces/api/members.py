"""The members of the workspace."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from kaiwa.lib.api_types import Pk
from kaiwa.workspaces import membership
from kaiwa.workspaces.auth import MemberRequest
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.second_factor import has_second_factor
from kaiwa.workspaces.shapes import MemberIn, MemberOut, member_out

router = Router(tags=["members"])


@router.get("/members", response=list[MemberOut])
def list_members(request: MemberRequest) -> list[MemberOut]:
    members = (
        Member.objects.visible_to(request.member)
        .select_related("user")
        .annotate(second_factor=has_second_factor())
        .order_by("pk")
    )
    return [member_out(member, request.member) for member in members]


@router.patch("/members/{pk}", response=MemberOut)
def change_member(request: MemberRequest, pk: Pk, body: MemberIn) -> MemberOut:
    found = (
        Member.objects.visible_to(request.member)
        .select_related("user", "workspace")
        .annotate(second_factor=has_second_factor())
    )
    member = get_object_or_404(found, pk=pk)
    with transaction.atomic():
        if body.role is not None:
            membership.change_role(member, body.role, by=request.member)
        if body.can_change_settings is not None:
            membership.allow_settings(member, body.can_change_settings, by=request.member)
        if body.available is not None:
            membership.set_available(member, body.available, by=request.member)
    return member_out(member, request.member)


@router.delete("/members/{pk}", response={204: None})
def remove_member(request: MemberRequest, pk: Pk) -> Status[None]:
    """End somebody's access at once. What they wrote stays; what they connected goes to an admin. Admins only."""
    found = Member.objects.visible_to(request.member).select_related("user", "workspace")
    membership.remove(get_object_or_404(found, pk=pk), by=request.member)
    return Status(204, None)
