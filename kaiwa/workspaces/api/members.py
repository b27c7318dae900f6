"""The members of the workspace."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from ninja import Router

from kaiwa.lib.api_types import Pk
from kaiwa.workspaces import membership
from kaiwa.workspaces.auth import MemberRequest
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.shapes import MemberIn, MemberOut, member_out

router = Router(tags=["members"])


@router.get("/members", response=list[MemberOut])
def list_members(request: MemberRequest) -> list[MemberOut]:
    members = Member.objects.visible_to(request.member).select_related("user").order_by("pk")
    return [member_out(member, request.member) for member in members]


@router.patch("/members/{pk}", response=MemberOut)
def change_member(request: MemberRequest, pk: Pk, body: MemberIn) -> MemberOut:
    found = Member.objects.visible_to(request.member).select_related("user", "workspace")
    member = get_object_or_404(found, pk=pk)
    with transaction.atomic():
        if body.role is not None:
            membership.change_role(member, body.role, by=request.member)
        if body.can_change_settings is not None:
            membership.allow_settings(member, body.can_change_settings, by=request.member)
        if body.available is not None:
            membership.set_available(member, body.available, by=request.member)
    return member_out(member, request.member)
