"""One's own API tokens. They are made on the server: `kaiwa token create`."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from kaiwa.lib.api_types import Pk
from kaiwa.workspaces.auth import MemberRequest
from kaiwa.workspaces.models import ApiToken, AuditEntry
from kaiwa.workspaces.shapes import TokenOut

router = Router(tags=["tokens"])


@router.get("/tokens", response=list[TokenOut])
def list_tokens(request: MemberRequest) -> list[ApiToken]:
    return list(ApiToken.objects.valid().filter(member=request.member).order_by("-pk"))


@router.delete("/tokens/{pk}", response={204: None})
def revoke_token(request: MemberRequest, pk: Pk) -> Status[None]:
    token = get_object_or_404(ApiToken.objects.valid().filter(member=request.member), pk=pk)
    with transaction.atomic():
        token.revoke()
        AuditEntry.objects.record(request.member, "token_revoked", name=token.name)
    return Status(204, None)
