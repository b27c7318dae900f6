"""Notes on records over HTTP."""

from __future__ import annotations

from typing import Annotated

from django.shortcuts import get_object_or_404
from ninja import Router, Status
from pydantic import Field

from kaiwa.crm.builtin import feed, feed_shapes
from kaiwa.crm.builtin.api.inputs import visible
from kaiwa.crm.builtin.models import Deal, Lead, Note, Organization, Person
from kaiwa.crm.builtin.pages import notes as flow
from kaiwa.crm.builtin.records.rows import Record
from kaiwa.lib.api_types import Input, Key, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["feeds"])

NoteText = Annotated[
    str, Field(min_length=1, max_length=50_000, pattern=r"^[^\u0000]*[^\s\u0000][^\u0000]*$")
]


class RecordNoteIn(Input):
    """`key` is made by the client for one press of *save*."""

    text: NoteText
    key: Key


class RecordNotePatch(Input):
    text: NoteText


@router.post("/persons/{pk}/notes", response={201: feed_shapes.NoteOut})
def write_person_note(request: MemberRequest, pk: Pk, body: RecordNoteIn) -> Status[feed_shapes.NoteOut]:
    return _written(request, visible(Person, pk, request.member), body)


@router.post("/organizations/{pk}/notes", response={201: feed_shapes.NoteOut})
def write_organization_note(
    request: MemberRequest, pk: Pk, body: RecordNoteIn
) -> Status[feed_shapes.NoteOut]:
    return _written(request, visible(Organization, pk, request.member), body)


@router.post("/leads/{pk}/notes", response={201: feed_shapes.NoteOut})
def write_lead_note(request: MemberRequest, pk: Pk, body: RecordNoteIn) -> Status[feed_shapes.NoteOut]:
    return _written(request, visible(Lead, pk, request.member), body)


@router.post("/deals/{pk}/notes", response={201: feed_shapes.NoteOut})
def write_deal_note(request: MemberRequest, pk: Pk, body: RecordNoteIn) -> Status[feed_shapes.NoteOut]:
    return _written(request, visible(Deal, pk, request.member), body)


@router.get("/crm-notes/{pk}", response=feed_shapes.NoteOut)
def get_record_note(request: MemberRequest, pk: Pk) -> feed_shapes.NoteOut:
    """All of its text."""
    return _shown(request, pk)


@router.patch("/crm-notes/{pk}", response=feed_shapes.NoteOut)
def change_record_note(request: MemberRequest, pk: Pk, body: RecordNotePatch) -> feed_shapes.NoteOut:
    """Of a conversation, it is yours from then on: what is said goes on in a new one."""
    flow.edit(_visible(request, pk), body.text, by=request.member)
    return _shown(request, pk)


@router.delete("/crm-notes/{pk}", response={204: None})
def delete_record_note(request: MemberRequest, pk: Pk) -> Status[None]:
    flow.delete(_visible(request, pk), by=request.member)
    return Status(204, None)


def _written(request: MemberRequest, record: Record, body: RecordNoteIn) -> Status[feed_shapes.NoteOut]:
    note = flow.write(record, body.text, key=body.key, by=request.member)
    return Status(201, _shown(request, note.pk))


def _visible(request: MemberRequest, pk: int) -> Note:
    return get_object_or_404(Note.objects.visible_to(request.member), pk=pk)


def _shown(request: MemberRequest, pk: int) -> feed_shapes.NoteOut:
    note = get_object_or_404(
        Note.objects.visible_to(request.member).select_related("author__user", "edited_by__user"), pk=pk
    )
    return feed.note(note, request.member)
