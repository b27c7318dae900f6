"""Files on records over HTTP. Their bytes come from the edge (kaiwa/edge/files.py)."""

from __future__ import annotations

from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import File as Given
from ninja import Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from kaiwa.crm.builtin import feed, feed_shapes
from kaiwa.crm.builtin.api.inputs import visible
from kaiwa.crm.builtin.models import Deal, File, Lead, Organization, Person
from kaiwa.crm.builtin.pages import files as flow
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.lib.api_types import Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["feeds"])


class UploadQuery(Schema):
    """`key` is made by the client for one file: the same again, and it is the one that is there."""

    key: Annotated[str, Field(max_length=64, pattern=r"^[\x21-\x7e]*$")] = ""


@router.post("/persons/{pk}/files", response={201: feed_shapes.FeedItem})
def upload_person_file(
    request: MemberRequest, pk: Pk, query: Query[UploadQuery], file: Given[UploadedFile]
) -> Status[feed_shapes.FeedItem]:
    return _upload(request, visible(Person, pk, request.member), file, query.key)


@router.post("/organizations/{pk}/files", response={201: feed_shapes.FeedItem})
def upload_organization_file(
    request: MemberRequest, pk: Pk, query: Query[UploadQuery], file: Given[UploadedFile]
) -> Status[feed_shapes.FeedItem]:
    return _upload(request, visible(Organization, pk, request.member), file, query.key)


@router.post("/leads/{pk}/files", response={201: feed_shapes.FeedItem})
def upload_lead_file(
    request: MemberRequest, pk: Pk, query: Query[UploadQuery], file: Given[UploadedFile]
) -> Status[feed_shapes.FeedItem]:
    return _upload(request, visible(Lead, pk, request.member), file, query.key)


@router.post("/deals/{pk}/files", response={201: feed_shapes.FeedItem})
def upload_deal_file(
    request: MemberRequest, pk: Pk, query: Query[UploadQuery], file: Given[UploadedFile]
) -> Status[feed_shapes.FeedItem]:
    return _upload(request, visible(Deal, pk, request.member), file, query.key)


@router.delete("/crm-files/{pk}", response={204: None})
def delete_record_file(request: MemberRequest, pk: Pk) -> Status[None]:
    """Of a conversation, too: it is not copied again."""
    row = get_object_or_404(File.objects.visible_to(request.member), pk=pk)
    flow.delete(row, by=request.member)
    return Status(204, None)


def _upload(
    request: MemberRequest, record: Record, file: UploadedFile, key: str
) -> Status[feed_shapes.FeedItem]:
    row = flow.upload(record, file, key=key, by=request.member)
    return Status(201, feed.one(row, record, request.member))
