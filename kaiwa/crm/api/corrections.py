"""Undo over HTTP: whose the conversation really is."""

from __future__ import annotations

from typing import Literal

from ninja import Router

from kaiwa.crm import linking, present, readers, undoing, working
from kaiwa.crm.api.asking import ExternalId, account_of, conversation_of, refusals
from kaiwa.crm.items import Ref
from kaiwa.crm.models import Link
from kaiwa.crm.shapes import PanelOut
from kaiwa.lib.api_types import Input, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth)


class RightIn(Input):
    kind: Literal["person"]
    id: ExternalId


class UndoIn(Input):
    """`to`: whose it is; null: nobody we know. `agreed` as for a new link."""

    to: RightIn | None
    agreed: bool = False


@router.post("/conversations/{pk}/crm/undo", response=PanelOut)
def undo_link(request: MemberRequest, pk: Pk, body: UndoIn) -> PanelOut:
    """It was somebody else: notes, activities and files follow, or are taken back but for what a person edited."""
    conversation = conversation_of(request.member, pk)
    account = account_of(request.member)
    right = None
    if body.to is not None:
        ref = Ref(body.to.kind, body.to.id)
        with refusals():
            right = linking.find(account, ref, by=request.member)
            told = Link.objects.live().filter(chat=conversation.pk, kind="person", transcript=True)
            if told.exists() and not body.agreed and readers.is_private(conversation):
                readers.require_agreed(readers.of(account, ref, asked_by=request.member))
    undoing.undo(conversation, right, by=request.member)
    working.wake()
    return present.panel(account, conversation, request.member)
