"""Finding over HTTP: people, and what was said."""

from __future__ import annotations

from typing import Annotated

from django.db.models import prefetch_related_objects
from ninja import Query, Router, Schema
from pydantic import Field

from kaiwa.conversations import pages, present
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.search import finding, index, people, shapes
from kaiwa.conversations.search.places import Scope
from kaiwa.conversations.search.snippets import snippet
from kaiwa.conversations.search.words import Wanted
from kaiwa.lib.api_types import Cursor, Limit, Pk
from kaiwa.workspaces.auth import MemberRequest, member_auth

router = Router(auth=member_auth, tags=["inbox"])

Sought = Annotated[str, Field(max_length=200, pattern=r"^[^\u0000]*$")]
FewOrMany = Annotated[int, Field(ge=1, le=50)]


class SearchQuery(Schema):
    """Words apart are looked for each, in any order; without `channel` and `contact`, everywhere you may look."""

    q: Sought
    cursor: Cursor = ""
    limit: Limit = 20
    contacts: FewOrMany = 5
    channel: Pk | None = None
    contact: Pk | None = None


class SearchPage(Schema):
    """`contacts` come with the first page, the liveliest first; `messages` newest first.

    A page may be short and have a next one all the same. `unindexed`: so many messages of this installation, or more,
    were not read for search yet; null when none but what came this minute.
    """

    contacts: list[shapes.FoundContactShape]
    more_contacts: bool
    messages: list[shapes.FoundMessageShape]
    next_cursor: str | None
    unindexed: int | None


@router.get("/search", response=SearchPage)
def search(request: MemberRequest, query: Query[SearchQuery]) -> SearchPage:
    """Find people by name and messages by what they say or what their files are called.

    Width, case, accents and kana do not matter; a word of a spaced script is found by its beginning, Japanese anywhere.
    """
    wanted = Wanted.read(query.q)
    scope = Scope.of(request.member, channel=query.channel, contact=query.contact)
    after = pages.place_of(query.cursor)
    rows = [] if after else people.conversations(wanted, scope, query.contacts + 1)
    page = finding.messages(wanted, scope, after=after, limit=query.limit)
    prefetch_related_objects([*rows, *(message.conversation for message in page.found)], "channel")
    return SearchPage(
        contacts=[_contact(row, wanted) for row in rows[: query.contacts]],
        more_contacts=len(rows) > query.contacts,
        messages=[_message(row, wanted) for row in page.found],
        next_cursor=pages.cursor_of(*page.after) if page.after else None,
        unindexed=index.behind(),
    )


def _contact(row: Conversation, wanted: Wanted) -> shapes.FoundContactShape:
    assert row.last_message_at is not None  # people.conversations leaves out those without a message
    names = people.names_of(row)
    # The name that shows most of what was looked for
    by, name = max(
        zip(("name", "profile", "id", "id"), names, strict=True),
        key=lambda each: sum(end - start for start, end in snippet(each[1], wanted).marks),
    )
    return shapes.FoundContactShape(
        conversation=_with(row),
        last_message_at=row.last_message_at,
        by=by,
        name=snippet(name, wanted),
    )


def _message(row: Message, wanted: Wanted) -> shapes.FoundMessageShape:
    said, *files = (snippet(text, wanted) for text in finding.texts_of(row))
    named = [file for file in files if file.marks]
    return shapes.FoundMessageShape(
        id=row.pk,
        conversation=_with(row.conversation),
        direction=row.direction,
        kind=row.kind,
        author=present.person(row.author),
        sent_at=row.sent_at,
        text=said if said.marks or not named else None,
        files=named,
    )


def _with(row: Conversation) -> shapes.FoundWithShape:
    return shapes.FoundWithShape(
        id=row.pk, channel=present.channel(row), contact=present.contact(row), closed_at=row.closed_at
    )
