"""Notes over HTTP: written to colleagues beside a conversation."""

from __future__ import annotations

from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from kaiwa.conversations import notes, present, shapes
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.outbound import ANOTHER_MEMBER
from kaiwa.lib.api_errors import ApiError
from kaiwa.lib.api_types import Input, Key, Pk, Text
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["inbox"])


class NoteIn(Input):
    """`key` is made by the client for one press of *save*: the same key again is answered with the same note.

    `author` is the member who wrote it, where it may have waited: signed in as somebody else, it is not taken.
    """

    key: Key
    text: Text = ""
    attachments: Annotated[list[Pk], Field(max_length=20)] = []
    author: Pk | None = None


@router.post("/conversations/{pk}/notes", response={200: shapes.MessageShape, 201: shapes.MessageShape})
def write_note(request: MemberRequest, pk: Pk, body: NoteIn) -> Status[shapes.MessageShape]:
    """Write a note to those who may see the conversation. The customer never sees it."""
    conversation = get_object_or_404(Conversation.objects.visible_to(request.member), pk=pk)
    if body.author not in {None, request.member.pk}:
        raise ApiError(ANOTHER_MEMBER)
    made, new = notes.write(conversation, body.text, body.attachments, key=body.key, author=request.member)
    (shape,) = present.messages(Message.objects.filter(pk=made))
    return Status(201 if new else 200, shape)


@router.delete("/notes/{pk}", response={204: None})
def delete_note(request: MemberRequest, pk: Pk) -> Status[None]:
    """Take back a note of your own, for everybody."""
    rows = Message.objects.visible_to(request.member).filter(direction=Message.Direction.NOTE)
    notes.delete(get_object_or_404(rows, pk=pk), by=request.member)
    return Status(204, None)
