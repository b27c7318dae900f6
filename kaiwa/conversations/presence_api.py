"""Presence over HTTP: what a member's browser is at, told to colleagues for as long as its stream is open (D-73)."""

from __future__ import annotations

from typing import Annotated, Literal

from ninja import Router, Status
from pydantic import Field

from kaiwa.conversations.models import Conversation
from kaiwa.lib.api_types import Input, Key, Pk
from kaiwa.live import publish_whereabouts
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["inbox"])


class LookingIn(Input):
    """A conversation that is open, and what is done in it."""

    conversation: Pk
    doing: Literal["looking", "replying", "noting"]


class PresenceIn(Input):
    """All conversations open in the browser that has this stream, whose `hello` told its name; none takes it back.

    Writing holds for ten seconds, looking for fifteen minutes, and neither longer than the stream.
    """

    stream: Key
    looking: Annotated[list[LookingIn], Field(max_length=20)]


@router.post("/presence", response={204: None})
def tell_presence(request: MemberRequest, body: PresenceIn) -> Status[None]:
    """Tell your colleagues what you are at. Conversations that you may not see are left out."""
    member = request.member
    told = {each.conversation: each.doing for each in body.looking}
    visible = Conversation.objects.visible_to(member).filter(pk__in=told).values_list("pk", flat=True)
    looking = {pk: told[pk] for pk in visible} if told else {}
    publish_whereabouts(body.stream, member.workspace_id, member.pk, member.name, looking)
    return Status(204, None)
