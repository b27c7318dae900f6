"""The CRM card over HTTP, and what is asked of the CRM while somebody fills in a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Annotated

from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from kaiwa.crm import accounts, present, readers
from kaiwa.crm.api.asking import ExternalId, account_of, conversation_of, refusals
from kaiwa.crm.items import Audience, Kind, Pipeline, Ref
from kaiwa.crm.models import CrmAccount
from kaiwa.crm.shapes import CrmInfoOut, PanelOut, PipelineOut, ReadersOut, RecordOut
from kaiwa.lib.api_types import Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth)

_KINDS: tuple[Kind, ...] = ("person", "organization", "lead", "deal")
_KIND = f"({'|'.join(_KINDS)})"
_FOUND_AT_ONCE = 20
_PIPELINES_KEPT = timedelta(minutes=10)


class RecordSearchQuery(Schema):
    """`kinds`: which to look for, as in "person,deal"; none given: all."""

    q: Annotated[str, Field(min_length=2, max_length=200, pattern=r"^[^\u0000]*$")]
    kinds: Annotated[str, Field(max_length=100, pattern=rf"^({_KIND}(,{_KIND})*)?$")] = ""


class ReadersQuery(Schema):
    """Of a record that is there, by its id; without one, of one to be made with this `visibility`."""

    kind: Kind
    id: ExternalId | None = None
    visibility: Audience = "everyone"


@router.get("/crm", response=CrmInfoOut)
def get_crm(request: MemberRequest) -> CrmInfoOut:
    """The workspace's CRM."""
    return present.info(account_of(request.member))


@router.get("/crm/search", response=list[RecordOut])
def search_records(request: MemberRequest, query: Query[RecordSearchQuery]) -> list[RecordOut]:
    """Persons, organizations, leads and deals by what you type, as far as you may see them."""
    account = account_of(request.member)
    backend = accounts.backend(account)
    wanted = set(query.kinds.split(",")) if query.kinds else set(_KINDS)
    kinds = [kind for kind in _KINDS if kind in wanted]
    with refusals(), accounts.calls(account, request.member) as asked:
        found = backend.search(asked, query.q, kinds, _FOUND_AT_ONCE)
    show = present.Showing(account, request.member)
    return [
        show.snapshot(each)
        for each in found
        # A CRM that cannot say what the member may see is believed only where all may see it
        if backend.capabilities.member_view or each.audience == "everyone"
    ]


@router.get("/crm/pipelines", response=list[PipelineOut])
def list_crm_pipelines(request: MemberRequest) -> list[PipelineOut]:
    """Where deals go through, in order; the first is the default."""
    account = account_of(request.member)
    kept = account.pipelines_at
    if kept is None or kept < timezone.now() - _PIPELINES_KEPT:
        with refusals(), accounts.calls(account) as asked:
            found = accounts.backend(account).pipelines(asked)
        _keep(account, found)
    return [PipelineOut.model_validate(each) for each in account.pipelines]


@router.get("/conversations/{pk}/crm", response=PanelOut)
def get_panel(request: MemberRequest, pk: Pk) -> PanelOut:
    """Whom the conversation belongs to in the CRM, and what goes there."""
    conversation = conversation_of(request.member, pk)
    return present.panel(account_of(request.member), conversation, request.member)


@router.get("/conversations/{pk}/crm/readers", response=ReadersOut)
def list_readers(request: MemberRequest, pk: Pk, query: Query[ReadersQuery]) -> ReadersOut:
    """Who besides you will be able to read what goes into the record."""
    conversation_of(request.member, pk)
    account = account_of(request.member)
    if query.id is None:
        reading = readers.of_new(query.visibility, asked_by=request.member)
    else:
        with refusals():
            reading = readers.of(account, Ref(query.kind, query.id), asked_by=request.member)
    return ReadersOut(everyone=reading.everyone, names=list(reading.names), hidden=reading.hidden)


def _keep(account: CrmAccount, found: Sequence[Pipeline]) -> None:
    account.pipelines = [asdict(each) for each in found]
    account.pipelines_at = timezone.now()
    account.save(update_fields=["pipelines", "pipelines_at"])
