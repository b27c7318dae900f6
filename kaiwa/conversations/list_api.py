"""The list over HTTP: sections, filters, orders, and how many stand where."""

from __future__ import annotations

from django.utils import timezone
from ninja import Query, Router, Schema

from kaiwa.channels.models import Channel
from kaiwa.conversations import pages, present, sections, shapes
from kaiwa.conversations.models import Conversation
from kaiwa.lib.api_types import Cursor, Limit, Offset, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth
from kaiwa.workspaces.models import Member

router = Router(auth=member_auth, tags=["inbox"])


class ConversationPage(Schema):
    """`next_cursor` is null on the last page; `total` counts the section and is null unless asked for."""

    items: list[shapes.ConversationShape]
    next_cursor: str | None
    total: int | None


class ListQuery(Schema):
    """By `cursor`, a page that is exact while the list moves; by `offset`, a jump to any place in it.

    `sort`: the newest first; before them who `waiting` for us waits longest, or whose reply `window` closes first. Of
    these two the cursor is a count, exact while nothing moves.
    """

    section: sections.Section = "all"
    channel: Pk | None = None
    assignee: Pk | None = None
    unread: bool = False
    waiting: bool = False
    sort: sections.Sort = "newest"
    cursor: Cursor = ""
    offset: Offset = 0
    limit: Limit = 50
    total: bool = False


@router.get("/conversations", response=ConversationPage)
def list_conversations(request: MemberRequest, query: Query[ListQuery]) -> ConversationPage:
    """The conversations you may see, of one section or all."""
    member = request.member
    filters = sections.Filters(query.channel, query.assignee, query.unread, query.waiting)
    visible = Conversation.objects.visible_to(member)
    wanted = sections.narrowed(visible, query.section, filters, member=member)
    rows = sections.ordered(wanted, query.sort, member=member, now=timezone.now())
    start = query.offset
    if query.cursor and query.sort == "newest":
        rows = pages.after_cursor(rows, query.cursor)
    elif query.cursor:
        start = pages.counted(query.cursor)
    # One more than asked for tells whether there is a next page
    pks = list(rows.values_list("pk", "last_message_at")[start : start + query.limit + 1])
    items = present.conversations(Conversation.objects.filter(pk__in=[pk for pk, _ in pks[: query.limit]]))
    order = {pk: place for place, (pk, _) in enumerate(pks)}
    items.sort(key=lambda item: order[item.id])
    cursor = None
    if len(pks) > query.limit and items:
        last_pk, last_at = pks[query.limit - 1]
        assert last_at is not None  # visible_to() leaves out those without a message
        cursor = pages.cursor_of(last_at, last_pk) if query.sort == "newest" else str(start + query.limit)
    total = None
    if query.total:
        total = wanted.count() if query.waiting else _total(member, query.section, filters)
    return ConversationPage(items=items, next_cursor=cursor, total=total)


@router.get("/conversations/counts", response=shapes.CountsShape)
def count_conversations(request: MemberRequest) -> shapes.CountsShape:
    """How many conversations stand in each of your sections, and how many of those are unread."""
    tally = sections.tally(request.member.workspace_id)
    return present.counts(tally.of(request.member.pk, _channels(request.member)))


def _channels(member: Member) -> set[int]:
    return set(Channel.objects.visible_to(member).values_list("pk", flat=True))


def _total(member: Member, section: sections.Section, filters: sections.Filters) -> int:
    tally = sections.tally(member.workspace_id)
    return tally.total(section, filters, member=member.pk, channels=_channels(member))
