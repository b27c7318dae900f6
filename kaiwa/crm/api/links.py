"""Links over HTTP: which records a conversation belongs to."""

from __future__ import annotations

from django.shortcuts import get_object_or_404
from ninja import Router

from kaiwa.crm import linking, present, readers, working
from kaiwa.crm.api.asking import ExternalId, account_of, conversation_of, refusals
from kaiwa.crm.items import Kind, Ref
from kaiwa.crm.models import Link
from kaiwa.crm.shapes import PanelOut
from kaiwa.lib.api_types import Input, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth)


class LinkIn(Input):
    """`transcript`: what is said goes into the record. `receives`: a deal or lead gets it from now on.

    `agreed`: you have seen who reads it there; needed where the channel is private.
    """

    kind: Kind
    id: ExternalId
    transcript: bool = True
    receives: bool = True
    agreed: bool = False


class LinkChangeIn(Input):
    """`move`: with `receives`, the note that runs now goes there too."""

    transcript: bool | None = None
    receives: bool | None = None
    move: bool = False
    agreed: bool = False


@router.post("/conversations/{pk}/crm/links", response=PanelOut)
def link_record(request: MemberRequest, pk: Pk, body: LinkIn) -> PanelOut:
    """Link the conversation to a record of the CRM."""
    conversation = conversation_of(request.member, pk)
    account = account_of(request.member)
    ref = Ref(body.kind, body.id)
    with refusals():
        record = linking.find(account, ref, by=request.member)
        if body.transcript and not body.agreed and readers.is_private(conversation):
            readers.require_agreed(readers.of(account, ref, asked_by=request.member))
    linking.link(
        conversation, [record], by=request.member, transcript=body.transcript, receives=body.receives
    )
    working.wake_for(conversation.pk)
    return present.panel(account, conversation, request.member)


@router.patch("/crm-links/{pk}", response=PanelOut)
def change_link(request: MemberRequest, pk: Pk, body: LinkChangeIn) -> PanelOut:
    """Give the record what is said, or not; have it get the messages, or whichever would by itself."""
    link = _find(request, pk)
    conversation = link.chat.conversation
    account = account_of(request.member)
    turned_on = body.transcript and not link.transcript
    if turned_on and not body.agreed and readers.is_private(conversation):
        with refusals():
            readers.require_agreed(readers.of(account, link.record.ref, asked_by=request.member))
    linking.change(
        link, by=request.member, transcript=body.transcript, receives=body.receives, move=body.move
    )
    working.wake_for(conversation.pk)
    return present.panel(account, conversation, request.member)


@router.delete("/crm-links/{pk}", response=PanelOut)
def unlink_record(request: MemberRequest, pk: Pk) -> PanelOut:
    """From now on nothing goes there. What was written stays."""
    link = _find(request, pk)
    account = account_of(request.member)
    linking.unlink(link, by=request.member)
    working.wake_for(link.chat_id)
    return present.panel(account, link.chat.conversation, request.member)


def _find(request: MemberRequest, pk: int) -> Link:
    rows = Link.objects.live().visible_to(request.member)
    return get_object_or_404(rows.select_related("record", "chat__conversation__channel__connection"), pk=pk)
