"""New persons, leads and deals over HTTP, made from a conversation."""

from __future__ import annotations

from typing import Annotated, Literal

from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from kaiwa.crm import creating, present, readers, working
from kaiwa.crm.api.asking import ExternalId, account_of, conversation_of, refusals
from kaiwa.crm.base import AnswerLost
from kaiwa.crm.drafting import Wish
from kaiwa.crm.models import Creation
from kaiwa.crm.shapes import PanelOut
from kaiwa.lib.api_types import Email, Input, Key, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth)

# One line; empty where it is not given
Line = Annotated[str, Field(max_length=255, pattern=r"^[^\u0000-\u001f\u007f]*$")]
Number = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\u0000-\u001f\u007f]*$")]


class RecordIn(Input):
    """`name`: the person's; of a lead or deal, the person's who is made with it where nobody is linked.

    Without a name it is the one that we call the customer by, and without a title the person's name.
    `key` is made by the client for one press of the button: the same key again makes nothing new. `value` is a
    decimal number. Without pipeline: the default one; without stage: its first.
    """

    kind: Literal["person", "lead", "deal"]
    key: Key
    name: Line = ""
    title: Line = ""
    phones: Annotated[list[Number], Field(max_length=20)] = []
    emails: Annotated[list[Email], Field(max_length=20)] = []
    value: Annotated[str, Field(max_length=20, pattern=r"^([0-9]{1,15}(\.[0-9]{1,2})?)?$")] = ""
    currency: Annotated[str, Field(max_length=3, pattern=r"^([A-Z]{3})?$")] = ""
    pipeline: ExternalId | None = None
    stage: ExternalId | None = None
    visibility: Literal["everyone", "owner"] | None = None
    transcript: bool = True
    agreed: bool = False


@router.post("/conversations/{pk}/crm/records", response={201: PanelOut, 202: PanelOut})
def create_record(request: MemberRequest, pk: Pk, body: RecordIn) -> Status[PanelOut]:
    """Make a person, lead or deal and link it. 202: whether it was made is not known; the same key asks again."""
    conversation = conversation_of(request.member, pk)
    account = account_of(request.member)
    wish = _wish(body, account.currency)
    if body.transcript and not body.agreed and readers.is_private(conversation):
        readers.require_agreed(readers.of_new(body.visibility or "", asked_by=request.member))
    status = 201
    try:
        with refusals():
            creating.create(account, conversation, wish, by=request.member)
    except AnswerLost:
        status = 202
    working.wake_for(conversation.pk)
    return Status(status, present.panel(account, conversation, request.member))


@router.delete("/crm-creations/{pk}", response=PanelOut)
def drop_creation(request: MemberRequest, pk: Pk) -> PanelOut:
    """What the CRM refused is not asked for any more. What may have been made is not dropped so: 409 `conflict`."""
    rows = Creation.objects.visible_to(request.member).select_related(
        "chat__conversation__channel__connection"
    )
    creation = get_object_or_404(rows, pk=pk)
    assert creation.chat is not None
    creating.drop(creation)
    return present.panel(account_of(request.member), creation.chat.conversation, request.member)


def _wish(body: RecordIn, currency: str) -> Wish:
    return Wish(
        kind=body.kind,
        key=body.key,
        name=body.name.strip(),
        title=body.title.strip(),
        phones=tuple(body.phones),
        emails=tuple(body.emails),
        value=body.value,
        currency=body.currency or currency,
        pipeline=body.pipeline or "",
        stage=body.stage or "",
        visibility=body.visibility or "",
        transcript=body.transcript,
    )
