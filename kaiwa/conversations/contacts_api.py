"""Contacts over HTTP: people, their addresses, and which conversations are theirs."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from pydantic import Field

from kaiwa.channels.registry import provider
from kaiwa.conversations import contacts, pages, present, shapes
from kaiwa.conversations.models import Contact, Conversation, Identity
from kaiwa.conversations.models.contact import ContactQuerySet
from kaiwa.lib.api_errors import ApiError
from kaiwa.lib.api_types import Cursor, Input, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["contacts"])

Written = Annotated[str, Field(max_length=120, pattern=r"^[^\u0000-\u001f\u007f]*$")]


class AddressOut(Schema):
    """One address of theirs. `name`: as the provider calls them. `moved`: a member gave it to this contact."""

    id: int
    external_id: str
    short_id: str
    name: str
    picture_url: str | None
    channel: shapes.ConversationChannelShape
    first_seen_at: datetime
    moved: bool


class ContactOut(Schema):
    """Somebody who wrote, as far as you may see of them. `name` is empty until it is known."""

    id: int
    name: str
    blocked_at: datetime | None
    first_seen_at: datetime
    identities: list[AddressOut]


class ContactPageOut(Schema):
    """`next_cursor` is null on the last page."""

    items: list[ContactOut]
    next_cursor: str | None


class ContactDetailsOut(ContactOut):
    """`conversations`: those with them that you may see, newest first; blocked ones stand only here."""

    conversations: list[shapes.ConversationShape]


class ContactIn(Input):
    """`name`: what they are called here; empty, and it is the provider's again."""

    name: Written | None = None
    blocked: bool | None = None


class MergeIn(Input):
    """`contact`: who they are; the name and whether they are heard stay as they are there."""

    contact: Pk


class MoveIn(Input):
    """`contact`: whose it is; null: of a contact of its own."""

    contact: Pk | None


@router.get("/contacts", response=ContactPageOut)
def list_contacts(
    request: MemberRequest, q: Written = "", cursor: Cursor = "", limit: Limit = 50
) -> ContactPageOut:
    """Those you may see, the newest first. `q`: how the name begins."""
    rows = _visible(request)
    if q.strip():
        rows = rows.named(q.strip(), member=request.member)
    found = list(pages.contacts_after(rows, cursor).order_by("-created_at", "-pk")[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return ContactPageOut(
        items=[ContactOut(**_shape(row)) for row in found[:limit]],
        next_cursor=pages.cursor_of(last.created_at, last.pk) if last else None,
    )


@router.get("/contacts/{pk}", response=ContactDetailsOut)
def get_contact(request: MemberRequest, pk: Pk) -> ContactDetailsOut:
    """One of them; of one that was merged away, `merged_away` says into whom."""
    if not _visible(request).filter(pk=pk).exists() and (into := contacts.merged_into(pk, by=request.member)):
        raise ApiError(contacts.MERGED, params={"contact": into})
    return _details(request, pk)


@router.patch("/contacts/{pk}", response=ContactDetailsOut)
def change_contact(request: MemberRequest, pk: Pk, body: ContactIn) -> ContactDetailsOut:
    """Rename, block or unblock them, on every channel."""
    contact = get_object_or_404(_visible(request), pk=pk)
    if body.name is not None:
        contacts.rename(contact, body.name, by=request.member)
    if body.blocked is not None:
        (contacts.block if body.blocked else contacts.unblock)(contact, by=request.member)
    return _details(request, pk)


@router.post("/contacts/{pk}/merge", response=ContactDetailsOut)
def merge_contact(request: MemberRequest, pk: Pk, body: MergeIn) -> ContactDetailsOut:
    """They are the same person as another contact, who has all of theirs that you may see from now on."""
    contact, into = (get_object_or_404(_visible(request), pk=each) for each in (pk, body.contact))
    contacts.merge(contact, into, by=request.member)
    return _details(request, into.pk)


@router.post("/conversations/{pk}/move", response=shapes.ConversationShape)
def move_conversation(request: MemberRequest, pk: Pk, body: MoveIn) -> shapes.ConversationShape:
    """Somebody else wrote it: give it to another contact, with the address it came from."""
    conversation = _thread(request, pk)
    to = get_object_or_404(_visible(request), pk=body.contact) if body.contact else None
    contacts.move(conversation, to, by=request.member)
    return _moved(pk)


@router.post("/conversations/{pk}/move-back", response=shapes.ConversationShape)
def move_conversation_back(request: MemberRequest, pk: Pk) -> shapes.ConversationShape:
    """Give it to the contact again with whom it came in."""
    contacts.move_back(_thread(request, pk), by=request.member)
    return _moved(pk)


def _visible(request: MemberRequest) -> ContactQuerySet:
    seen = Identity.objects.visible_to(request.member).select_related("channel").order_by("pk")
    return Contact.objects.visible_to(request.member).prefetch_related(Prefetch("identities", seen))


def _thread(request: MemberRequest, pk: int) -> Conversation:
    return get_object_or_404(Conversation.objects.visible_to(request.member), pk=pk)


def _moved(pk: int) -> shapes.ConversationShape:
    return present.conversations(Conversation.objects.filter(pk=pk))[0]


def _details(request: MemberRequest, pk: int) -> ContactDetailsOut:
    contact = get_object_or_404(_visible(request), pk=pk)
    rows = Conversation.objects.visible_to(request.member).filter(contact=contact).newest_first()
    return ContactDetailsOut(**_shape(contact), conversations=present.conversations(rows[:100]))


def _shape(row: Contact) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": row.name,
        "blocked_at": row.blocked_at,
        "first_seen_at": row.created_at,
        "identities": [_address(each) for each in row.identities.all()],
    }


def _address(row: Identity) -> AddressOut:
    channel = row.channel
    return AddressOut(
        id=row.pk,
        external_id=row.external_id,
        short_id=row.short_id,
        name=row.name,
        picture_url=f"/pictures/{row.pk}" if row.picture else None,
        channel=shapes.ConversationChannelShape(
            id=channel.pk,
            name=channel.name,
            provider=channel.provider,
            icon=provider(channel.provider).capabilities.icon,
            state=channel.state,
        ),
        first_seen_at=row.created_at,
        moved=row.moved_from_id is not None,
    )
