"""Whose conversation it is, over HTTP: looking again, and answering what the panel asks."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

from ninja import Router
from pydantic import Field

from kaiwa.crm import automation, correcting, present, working
from kaiwa.crm.api.asking import ExternalId, account_of, conversation_of, refusals
from kaiwa.crm.base import AnswerLost
from kaiwa.crm.items import Kind, Ref
from kaiwa.crm.shapes import PanelOut
from kaiwa.lib.api_types import Input, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth)

# In international form
PhoneNumber = Annotated[str, Field(max_length=20, pattern=r"^(\+[0-9]{8,15})?$")]


class RecordRef(Input):
    kind: Kind
    id: ExternalId


class LookAgainIn(Input):
    """`number`: one that the customer gave in the conversation, to be looked for instead of theirs."""

    number: PhoneNumber = ""


class DismissIn(Input):
    record: RecordRef


class PersonChangeIn(Input):
    """`use_name`: the one that the panel offers. `add_phone`: the customer's number, or one that they gave."""

    use_name: bool = False
    add_phone: PhoneNumber = ""


@router.post("/conversations/{pk}/crm/look-again", response=PanelOut)
def look_again(request: MemberRequest, pk: Pk, body: LookAgainIn) -> PanelOut:
    """Look for the person once more. One that is certain is linked, others are offered; nothing is made."""
    conversation = conversation_of(request.member, pk)
    account = account_of(request.member)
    with refusals():
        automation.look_again(account, conversation, given=body.number)
    working.wake_for(conversation.pk)
    return present.panel(account, conversation, request.member)


@router.post("/conversations/{pk}/crm/dismiss", response=PanelOut)
def dismiss(request: MemberRequest, pk: Pk, body: DismissIn) -> PanelOut:
    """It is not this person. They are not offered here again."""
    conversation = conversation_of(request.member, pk)
    account = account_of(request.member)
    with refusals():
        ref = Ref(body.record.kind, body.record.id)
        correcting.dismiss(account, conversation, ref, by=request.member)
    return present.panel(account, conversation, request.member)


@router.post("/conversations/{pk}/crm/person", response=PanelOut)
def change_linked_person(request: MemberRequest, pk: Pk, body: PersonChangeIn) -> PanelOut:
    """Give the linked person the name or the number that the panel offers."""
    conversation = conversation_of(request.member, pk)
    account = account_of(request.member)
    with refusals():
        correcting.change_person(
            account, conversation, by=request.member, use_name=body.use_name, add_phone=body.add_phone
        )
    return present.panel(account, conversation, request.member)


@router.post("/conversations/{pk}/crm/retry", response=PanelOut)
def retry_refused(request: MemberRequest, pk: Pk) -> PanelOut:
    """Have the CRM make and write what it refused for this conversation, or what waits for its next attempt."""
    conversation = conversation_of(request.member, pk)
    account = account_of(request.member)
    # Where an answer was lost, the panel says so
    with refusals(), suppress(AnswerLost):
        automation.retry(account, conversation, by=request.member)
    working.hurry(conversation.pk)
    return present.panel(account, conversation, request.member)
