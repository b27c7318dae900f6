"""What a channel's new conversations do in the CRM, over HTTP."""

from __future__ import annotations

from typing import Annotated, Literal

from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from kaiwa.channels.models import Channel
from kaiwa.channels.registry import provider
from kaiwa.crm import readers, rules
from kaiwa.crm.api.asking import account_of
from kaiwa.crm.models import Automation
from kaiwa.crm.shapes import AutomationOut, ReadersOut
from kaiwa.lib.api_errors import NOT_ALLOWED, ApiError
from kaiwa.lib.api_types import Input, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth
from kaiwa.workspaces.models import Member

router = Router(auth=member_auth)

# A pipeline's id as the CRM has it; empty: the default one
PipelineId = Annotated[str, Field(max_length=64, pattern=r"^[\x21-\x7e]*$")]


class AutomationIn(Input):
    """What is left out stays. `agreed`: needed once where the channel is private; false: nothing by itself again."""

    frequency: Literal[0, 1, 6, 12, 24] | None = None
    add_persons: bool | None = None
    on_new_chat: Literal["lead", "deal", "nothing"] | None = None
    pipeline: PipelineId | None = None
    agreed: bool | None = None


@router.get("/channels/{pk}/automation", response=AutomationOut)
def get_automation(request: MemberRequest, pk: Pk) -> AutomationOut:
    """What new conversations of the channel do in the CRM by themselves, and how often transcripts are written."""
    channel = _find(request, pk)
    account_of(request.member)
    return _shown(channel, rules.of(channel), request.member)


@router.patch("/channels/{pk}/automation", response=AutomationOut)
def change_automation(request: MemberRequest, pk: Pk, body: AutomationIn) -> AutomationOut:
    """Change it. For members with access to the account settings. A private channel's only once you agreed."""
    channel = _find(request, pk)
    account_of(request.member)
    if not request.member.can_change_settings:
        raise ApiError(NOT_ALLOWED)
    if body.agreed is None and not rules.is_allowed(channel, rules.of(channel)):
        readers.require_agreed(readers.of_new("", asked_by=request.member))
    changes = body.model_dump(exclude_none=True, exclude={"agreed"})
    agreed = body.agreed if rules.is_private(channel) else None
    return _shown(channel, rules.change(channel, changes, agreed=agreed, by=request.member), request.member)


def _shown(channel: Channel, told: Automation, member: Member) -> AutomationOut:
    private = rules.is_private(channel)
    reading = readers.of_new("", asked_by=member) if private else None
    return AutomationOut.model_validate(
        {
            "frequency": told.frequency,
            "add_persons": told.add_persons,
            "on_new_chat": told.on_new_chat,
            "pipeline": told.pipeline,
            "by_phone": provider(channel.provider).capabilities.numbers,
            "private": private,
            "agreed": rules.is_allowed(channel, told),
            "readers": ReadersOut.model_validate(reading, from_attributes=True) if reading else None,
        }
    )


def _find(request: MemberRequest, pk: int) -> Channel:
    rows = Channel.objects.visible_to(request.member).select_related("connection")
    return get_object_or_404(rows, pk=pk)
