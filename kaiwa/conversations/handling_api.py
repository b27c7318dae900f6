"""Handling over HTTP: who has a conversation, and whether it is closed. One, or several at once."""

from __future__ import annotations

from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from kaiwa.conversations import handling, present, shapes
from kaiwa.conversations.models import Conversation
from kaiwa.lib.api_errors import NOT_FOUND, ApiError
from kaiwa.lib.api_types import Input, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth
from kaiwa.workspaces.models import Member

router = Router(auth=member_auth, tags=["inbox"])

Several = Annotated[list[Pk], Field(min_length=1, max_length=100)]


class AssigneeOut(Schema):
    """Somebody who can have the conversation. `available`: new ones can be given to them."""

    id: int
    name: str
    available: bool
    you: bool


class AssignIn(Input):
    """`member`: who is to have them; null: nobody."""

    conversations: Several
    member: Pk | None


class CloseIn(Input):
    """`seen`: the newest message you had before your eyes. Newer ones of the customer refuse the closing."""

    conversations: Several
    seen: Pk | None = None


class ReopenIn(Input):
    conversations: Several


class ConversationList(Schema):
    items: list[shapes.ConversationShape]


@router.get("/conversations/{pk}/assignees", response=list[AssigneeOut])
def list_assignees(request: MemberRequest, pk: Pk) -> list[AssigneeOut]:
    """The members who may see the conversation, in the order in which they joined."""
    rows = Conversation.objects.visible_to(request.member).select_related("channel__connection")
    return [
        AssigneeOut(
            id=member.pk, name=member.name, available=member.available, you=member.pk == request.member.pk
        )
        for member in handling.assignees(get_object_or_404(rows, pk=pk))
    ]


@router.post("/conversations/assign", response=ConversationList)
def assign(request: MemberRequest, body: AssignIn) -> ConversationList:
    """Give conversations to a member, or to nobody: all of them, or none when one cannot be."""
    rows = _find(request, body.conversations)
    to = body.member and get_object_or_404(Member.objects.visible_to(request.member), pk=body.member)
    handling.assign(rows, to or None, by=request.member)
    return _shown(rows)


@router.post("/conversations/close", response=ConversationList)
def close(request: MemberRequest, body: CloseIn) -> ConversationList:
    """Close conversations. The customer's next message opens one again."""
    rows = _find(request, body.conversations)
    handling.close(rows, by=request.member, seen=body.seen)
    return _shown(rows)


@router.post("/conversations/reopen", response=ConversationList)
def reopen(request: MemberRequest, body: ReopenIn) -> ConversationList:
    rows = _find(request, body.conversations)
    handling.reopen(rows, by=request.member)
    return _shown(rows)


def _find(request: MemberRequest, pks: list[int]) -> list[Conversation]:
    rows = list(Conversation.objects.visible_to(request.member).filter(pk__in=pks))
    if len(rows) != len(set(pks)):
        raise ApiError(NOT_FOUND)
    return rows


def _shown(rows: list[Conversation]) -> ConversationList:
    found = Conversation.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    return ConversationList(items=present.conversations(found))
