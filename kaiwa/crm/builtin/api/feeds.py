"""What stands on the page of a record over HTTP: its feed, and its conversations."""

from __future__ import annotations

from typing import Literal

from django.db.models import Q
from ninja import Query, Router, Schema

from kaiwa.conversations import present as inbox
from kaiwa.conversations.models import Conversation
from kaiwa.conversations.shapes import ConversationShape
from kaiwa.crm.builtin import feed, feed_shapes
from kaiwa.crm.builtin.api.inputs import visible
from kaiwa.crm.builtin.models import Deal, Lead, Organization, Person
from kaiwa.crm.builtin.records.rows import Record, ref_of
from kaiwa.crm.models import Link
from kaiwa.lib.api_types import Cursor, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth
from kaiwa.workspaces.models import Member

router = Router(auth=member_auth, tags=["feeds"])
_MOST = 50


class FeedQuery(Schema):
    """`kind`: only these; `chat` is what was said in conversations, `planned` what is to be done: it is in no other."""

    kind: Literal["", "note", "chat", "activity", "planned", "file", "change"] = ""
    cursor: Cursor = ""
    limit: Limit = 30


class FeedPage(Schema):
    """Newest first; `next_cursor` is null on the last page."""

    items: list[feed_shapes.FeedItem]
    next_cursor: str | None


@router.get("/persons/{pk}/feed", response=FeedPage)
def get_person_feed(request: MemberRequest, pk: Pk, query: Query[FeedQuery]) -> FeedPage:
    return _page(visible(Person, pk, request.member), request.member, query)


@router.get("/organizations/{pk}/feed", response=FeedPage)
def get_organization_feed(request: MemberRequest, pk: Pk, query: Query[FeedQuery]) -> FeedPage:
    return _page(visible(Organization, pk, request.member), request.member, query)


@router.get("/leads/{pk}/feed", response=FeedPage)
def get_lead_feed(request: MemberRequest, pk: Pk, query: Query[FeedQuery]) -> FeedPage:
    return _page(visible(Lead, pk, request.member), request.member, query)


@router.get("/deals/{pk}/feed", response=FeedPage)
def get_deal_feed(request: MemberRequest, pk: Pk, query: Query[FeedQuery]) -> FeedPage:
    return _page(visible(Deal, pk, request.member), request.member, query)


@router.get("/persons/{pk}/conversations", response=list[ConversationShape])
def list_person_conversations(request: MemberRequest, pk: Pk) -> list[ConversationShape]:
    """Those linked with them that you may see; of others nothing is said."""
    return _conversations(visible(Person, pk, request.member), request.member)


@router.get("/leads/{pk}/conversations", response=list[ConversationShape])
def list_lead_conversations(request: MemberRequest, pk: Pk) -> list[ConversationShape]:
    """The same for a lead and its person."""
    return _conversations(visible(Lead, pk, request.member), request.member)


@router.get("/deals/{pk}/conversations", response=list[ConversationShape])
def list_deal_conversations(request: MemberRequest, pk: Pk) -> list[ConversationShape]:
    """The same for a deal and its person."""
    return _conversations(visible(Deal, pk, request.member), request.member)


def _page(record: Record, member: Member, query: FeedQuery) -> FeedPage:
    page = feed.page(record, member, kind=query.kind, cursor=query.cursor, limit=query.limit)
    return FeedPage(items=page.items, next_cursor=page.next_cursor)


def _conversations(record: Person | Lead | Deal, member: Member) -> list[ConversationShape]:
    linked = _is(record)
    if not isinstance(record, Person) and record.person_id is not None:
        person = Person.objects.visible_to(member).filter(pk=record.person_id).first()
        if person is not None:
            linked |= _is(person)
    links = Link.objects.live().filter(linked, chat__workspace=member.workspace_id)
    chats = list(links.values_list("chat_id", flat=True))
    rows = Conversation.objects.visible_to(member).filter(pk__in=chats)
    return inbox.conversations(rows.newest_first()[:_MOST])


def _is(record: Record) -> Q:
    ref = ref_of(record)
    return Q(record__kind=ref.kind, record__external_id=ref.id)
