"""A conversation over HTTP: its messages, and files to go with them."""

from __future__ import annotations

from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import File, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from kaiwa.conversations import (
    deletion,
    holders,
    manners,
    media,
    outbound,
    pages,
    present,
    shapes,
    uploads,
)
from kaiwa.conversations.handling import look_at
from kaiwa.conversations.models import Attachment, Conversation, Message
from kaiwa.lib.api_errors import NOT_FOUND, ApiError
from kaiwa.lib.api_types import Input, Key, Limit, Pk, Text
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["inbox"])


class MessagePage(Schema):
    """Oldest first. `has_more` says that older ones stand above, `has_newer` that newer ones stand below."""

    items: list[shapes.MessageShape]
    has_more: bool
    has_newer: bool


class MessageList(Schema):
    items: list[shapes.MessageShape]


class ThreadQuery(Schema):
    """One of them at a time; of several, the last counts."""

    before: Pk | None = None
    after: Pk | None = None
    around: Pk | None = None
    limit: Limit = 30


class SendIn(Input):
    """`key` is made by the client for one press of *send*: the same key again is answered with the same messages.

    `seen` is the last message the writer had before their eyes: what is newer refuses the send once, with `stale`.
    `author` is the member who wrote it, where it may have waited: signed in as somebody else, it is not sent.
    """

    key: Key
    text: Text = ""
    attachments: Annotated[list[Pk], Field(max_length=20)] = []
    seen: Pk | None = None
    reply_to: Pk | None = None
    author: Pk | None = None


class ReadIn(Input):
    message_id: Pk


class SettleIn(Input):
    """`sent`: it arrived. Else it is sent again, which what is newer than message `seen` holds back with `stale`."""

    sent: bool
    seen: Pk | None = None


@router.get("/conversations/{pk}", response=shapes.ConversationShape)
def get_conversation(request: MemberRequest, pk: Pk) -> shapes.ConversationShape:
    return _conversation_shape(_find(request, pk))


@router.delete("/conversations/{pk}", response={204: None})
def delete_conversation(request: MemberRequest, pk: Pk) -> Status[None]:
    """Delete its history here for good, files too. Only whoever installed its channel. The provider's copy stays."""
    deletion.delete(_find(request, pk), by=request.member)
    return Status(204, None)


@router.get("/conversations/{pk}/messages", response=MessagePage)
def list_messages(request: MemberRequest, pk: Pk, query: Query[ThreadQuery]) -> MessagePage:
    """The latest messages; or those above message `before`, below message `after`, or on both sides of `around`."""
    conversation = _find(request, pk)
    if query.around:
        page = pages.around(conversation, query.around, query.limit)
    elif query.after:
        page = pages.after(conversation, query.after, query.limit)
    elif query.before:
        page = pages.before(conversation, query.before, query.limit)
    else:
        page = pages.latest(conversation, query.limit)
    return MessagePage(items=present.messages(page.rows), has_more=page.has_more, has_newer=page.has_newer)


@router.post("/conversations/{pk}/messages", response={200: MessageList, 201: MessageList})
def send(request: MemberRequest, pk: Pk, body: SendIn) -> Status[MessageList]:
    """Write to the customer. Answers the messages made of it; 200 when this key had made them before."""
    conversation = _find(request, pk)
    if body.author not in {None, request.member.pk}:
        raise ApiError(outbound.ANOTHER_MEMBER)
    draft = outbound.Draft(body.key, body.text, body.attachments, body.seen, body.reply_to)
    made, new = outbound.send(conversation, draft, author=request.member)
    items = present.messages(Message.objects.filter(pk__in=made).order_by("part"))
    return Status(201 if new else 200, MessageList(items=items))


@router.post("/conversations/{pk}/read", response=shapes.ConversationShape)
def read(request: MemberRequest, pk: Pk, body: ReadIn) -> shapes.ConversationShape:
    """Everything that arrived up to `message_id` has been looked at."""
    conversation = _find(request, pk)
    look_at(conversation, body.message_id)
    return _conversation_shape(conversation)


@router.post("/conversations/{pk}/take-over", response=shapes.ConversationShape)
def take_over(request: MemberRequest, pk: Pk) -> shapes.ConversationShape:
    """Have the conversation from the other app that answers in it at the provider."""
    conversation = _find(request, pk)
    holders.take_over(conversation)
    return _conversation_shape(conversation)


@router.post("/conversations/{pk}/writing", response={204: None})
def writing(request: MemberRequest, pk: Pk) -> Status[None]:
    """You are writing. The customer is shown it where the channel's settings say so."""
    manners.is_writing(_find(request, pk))
    return Status(204, None)


@router.post("/messages/{pk}/retry", response=shapes.MessageShape)
def retry(request: MemberRequest, pk: Pk, seen: Pk | None = None) -> shapes.MessageShape:
    """Send a failed message again. What is newer than message `seen` holds it back with `stale`."""
    message = _find_message(request, pk)
    outbound.retry(message, by=request.member, seen=seen)
    return _message_shape(message)


@router.post("/messages/{pk}/settle", response=shapes.MessageShape)
def settle(request: MemberRequest, pk: Pk, body: SettleIn) -> shapes.MessageShape:
    """Say what became of a message with the status *unknown*: it was `sent`, or it is to be sent again."""
    message = _find_message(request, pk)
    outbound.settle(message, sent=body.sent, by=request.member, seen=body.seen)
    return _message_shape(message)


@router.post("/attachments", response={201: shapes.AttachmentShape})
def upload(request: MemberRequest, file: File[UploadedFile]) -> Status[shapes.AttachmentShape]:
    """Store a file, to be sent by its id. One not sent within 30 days is deleted."""
    return Status(201, present.attachment(uploads.take(file, by=request.member)))


@router.post("/attachments/{pk}/fetch", response=shapes.AttachmentShape)
def fetch_again(request: MemberRequest, pk: Pk) -> shapes.AttachmentShape:
    """Ask the provider once more for a file that could not be had."""
    attachment = get_object_or_404(Attachment.objects.visible_to(request.member), pk=pk)
    media.fetch_again(attachment)
    return present.attachment(Attachment.objects.get(pk=pk))


@router.get("/attachments/{pk}", response=shapes.AttachmentShape)
def get_attachment(request: MemberRequest, pk: Pk) -> shapes.AttachmentShape:
    """What is known of a file; its `url` gives the bytes, whole or in ranges."""
    return present.attachment(get_object_or_404(Attachment.objects.visible_to(request.member), pk=pk))


def _find(request: MemberRequest, pk: int) -> Conversation:
    return get_object_or_404(Conversation.objects.visible_to(request.member), pk=pk)


def _find_message(request: MemberRequest, pk: int) -> Message:
    return get_object_or_404(Message.objects.visible_to(request.member).filter(direction="out"), pk=pk)


def _conversation_shape(conversation: Conversation) -> shapes.ConversationShape:
    # None where it was deleted meanwhile
    for shape in present.conversations(Conversation.objects.filter(pk=conversation.pk)):
        return shape
    raise ApiError(NOT_FOUND)


def _message_shape(message: Message) -> shapes.MessageShape:
    for shape in present.messages(Message.objects.filter(pk=message.pk)):
        return shape
    raise ApiError(NOT_FOUND)
