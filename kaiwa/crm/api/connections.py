"""What of a connection goes into the CRM: asked before it turns private, where colleagues would go on reading it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status

from kaiwa.channels.models import Connection
from kaiwa.crm import linking
from kaiwa.crm.models import Link
from kaiwa.crm.models.link import LinkQuerySet
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError
from kaiwa.lib.api_types import Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth
from kaiwa.workspaces.models import Member

router = Router(auth=member_auth)


class TranscriptsOut(Schema):
    """Of how many conversations what is said goes into the CRM."""

    conversations: int


@router.get("/connections/{pk}/crm-transcripts", response=TranscriptsOut)
def get_transcripts(request: MemberRequest, pk: Pk) -> TranscriptsOut:
    return TranscriptsOut(conversations=_links(request.member, pk).values("chat").distinct().count())


@router.delete("/connections/{pk}/crm-transcripts", response={204: None})
def stop_transcripts(request: MemberRequest, pk: Pk) -> Status[None]:
    """From now on nothing more of it is written. What is written stays, and so do the links."""
    links = _links(request.member, pk)
    if not Connection.objects.filter(pk=pk, installer=request.member).exists():
        raise ApiError(NOT_ALLOWED)
    for link in links.select_related("record", "chat__conversation").order_by("chat", "pk"):
        linking.change(link, by=request.member, transcript=False, receives=None)
    return Status(204, None)


def _links(member: Member, pk: int) -> LinkQuerySet:
    connection = get_object_or_404(Connection.objects.visible_to(member), pk=pk)
    channel = {"chat__conversation__channel__connection": connection}
    return Link.objects.live().visible_to(member).filter(transcript=True, **channel)
