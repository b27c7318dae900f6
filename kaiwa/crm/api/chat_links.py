"""The short link of a conversation over HTTP: where it leads, for who has access (TL-41, TL-42)."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema
from pydantic import Field

from kaiwa.crm.models import Chat
from kaiwa.crm.shapes import ChatLinkTargetOut
from kaiwa.lib.api_errors import ApiError, declare
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth)

# What does not exist and what is not for you: nobody learns which
UNKNOWN = declare("link_unknown", 404, _("This link leads to no conversation that you have access to."))


class CodeQuery(Schema):
    """`code`: what stands in the link behind /l/."""

    code: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[^\u0000]*$")]


@router.get("/chat-links/lookup", response=ChatLinkTargetOut)
def look_up_chat_link(request: MemberRequest, query: Query[CodeQuery]) -> ChatLinkTargetOut:
    """The conversation that a short link leads to."""
    chat = Chat.objects.visible_to(request.member).filter(code=query.code).first()
    if chat is None:
        raise ApiError(UNKNOWN)
    return ChatLinkTargetOut(conversation=chat.pk)
