"""One table of who sees a channel's conversations, and every way by which they could (FB-03, FB-04, D-70, D-71)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from kaiwa.channels.models import Channel
from kaiwa.conversations.models import Attachment, Conversation, Identity, Message
from kaiwa.conversations.search.index import index_written
from kaiwa.edge.tests.conftest import Person, channel, conversation, person, write
from kaiwa.edge.tests.running import Edge, Reader
from kaiwa.live import publish
from kaiwa.notifications import noticing
from kaiwa.notifications.models import Event, Notice, Preferences
from kaiwa.workspaces.models import Member

WORD = "群青のカヤック"

# Who sees what of it: all of it or nothing, by each way
SEES = {
    ("installer", "shared"): True,
    ("installer", "private"): True,
    ("admin", "shared"): True,
    ("admin", "private"): False,
    ("member", "shared"): True,
    ("member", "private"): False,
    ("removed", "shared"): False,
    ("removed", "private"): False,
    ("stranger", "shared"): False,
    ("stranger", "private"): False,
}


class Belongings:
    """A conversation with a message, a file with its small copy, and a picture of the customer."""

    def __init__(self, owned: Channel) -> None:
        self.channel = owned
        self.conversation = conversation(owned, WORD)
        self.message = write(self.conversation, f"{WORD}はありますか")
        kept = default_storage.save("media/test", ContentFile(b"bytes"))
        self.file = Attachment.objects.create(
            workspace=owned.connection.workspace,
            message=self.message,
            kind="image",
            name="kayak.png",
            mime="image/png",
            file=kept,
            thumbnail=kept,
            state=Attachment.State.STORED,
        )
        Identity.objects.filter(pk=self.conversation.identity_id).update(picture=kept)
        index_written()


@pytest.fixture
def people(alice: Person, bob: Person, charlie: Person) -> dict[str, Person]:
    workspace = alice.member.workspace
    removed = person(workspace, "erin@example.com")
    Member.objects.filter(pk=removed.member.pk).update(deactivated_at=timezone.now())
    return {
        "installer": alice,
        "admin": person(workspace, "dora@example.com", role=Member.Role.ADMIN),
        "member": bob,
        "removed": removed,
        "stranger": charlie,
    }


@pytest.mark.parametrize(("kind", "visibility"), SEES, ids=lambda each: each)
def test_who_may_see_a_conversation_sees_it_by_every_way_and_who_may_not_by_none(
    edge: Edge, people: dict[str, Person], kind: str, visibility: str
) -> None:
    theirs = Belongings(channel(people["installer"], visibility))
    found = ways(edge, people[kind], theirs, by=people["installer"])
    assert found == dict.fromkeys(found, SEES[kind, visibility])


def ways(edge: Edge, who: Person, theirs: Belongings, *, by: Person) -> dict[str, bool]:
    """By which ways `who` learns of the conversation."""
    pk = theirs.conversation.pk
    files = {
        "file": f"/files/{theirs.file.pk}",
        "thumbnail": f"/thumbnails/{theirs.file.pk}",
        "picture": f"/pictures/{theirs.conversation.identity_id}",
    }
    return {
        "list": _names(who, "/conversations"),
        "section": _names(who, "/conversations?section=unassigned"),
        "counts": _counted(who),
        "conversation": _names(who, f"/conversations/{pk}"),
        "thread": _names(who, f"/conversations/{pk}/messages"),
        "search": _names(who, f"/search?q={WORD}"),
        "assignees": _ask(who, f"/conversations/{pk}/assignees").status_code == 200,
        "attachment": _ask(who, f"/attachments/{theirs.file.pk}").status_code == 200,
        "channels": theirs.channel.pk in _ids(who, "/channels"),
        "stream": _streamed(edge, who, theirs),
        "mail": _noticed(who, theirs, by),
        **{
            name: edge.client.get(path, headers=who.session).status_code == 200
            for name, path in files.items()
        },
    }


def _ask(who: Person, path: str) -> Any:
    name, _, value = who.cookie.partition("=")
    browser = Client()
    browser.cookies[name] = value
    return browser.get(f"/api/v1{path}")


def _names(who: Person, path: str) -> bool:
    return WORD in json.dumps(_ask(who, path).json(), ensure_ascii=False)


def _ids(who: Person, path: str) -> list[int]:
    answer = _ask(who, path)
    return [each["id"] for each in answer.json()] if answer.status_code == 200 else []


def _counted(who: Person) -> bool:
    answer = _ask(who, "/conversations/counts")
    return answer.status_code == 200 and any(each["conversations"] for each in answer.json().values())


def _streamed(edge: Edge, who: Person, theirs: Belongings) -> bool:
    with Reader(edge.url, **who.session) as stream:
        if stream.status != 200:
            return False
        assert stream.next()[0] == "hello"
        workspace = theirs.channel.connection.workspace_id
        publish(workspace, conversations=[theirs.conversation.pk], messages=[theirs.message.pk])
        # What everybody is told of themselves comes after it: nothing else is on the way then
        publish(who.member.workspace_id, members=[who.member.pk])
        seen = False
        while True:
            change = stream.change()
            seen |= any(row["id"] == theirs.conversation.pk for row in change["conversations"])
            if change["members"]:
                return seen


def _noticed(who: Person, theirs: Belongings, by: Person) -> bool:
    """By mail, of a message that the customer writes now and of being given the conversation."""
    events = [event for event in Event if event != Event.ASSIGNED or who.member != by.member]
    Preferences.objects.update_or_create(member=who.member, defaults={"mail": events, "desktop": []})
    write(theirs.conversation, WORD)
    noticing.look()
    told = Notice.objects.filter(member=who.member, conversation=theirs.conversation)
    of_message = told.exists()
    told.delete()
    if who.member == by.member or not Member.objects.active().filter(pk=who.member.pk).exists():
        return of_message  # nobody gives anything to who has left
    noticing.assigned([theirs.conversation.pk], to=who.member, by=by.member)
    assert told.exists() == of_message
    return of_message


def test_the_table_holds_for_every_message_there_is(people: dict[str, Person]) -> None:
    """The same rule in the one place where all queries begin."""
    for (kind, visibility), sees in SEES.items():
        if kind == "removed":
            continue  # has no session and no token: there is nobody to ask
        theirs = conversation(_another(people["installer"], visibility))
        who = people[kind].member
        assert Conversation.objects.visible_to(who).filter(pk=theirs.pk).exists() == sees
        assert Message.objects.visible_to(who).filter(conversation=theirs).exists() == sees


def _another(installer: Person, visibility: str) -> Channel:
    """A channel of the installer's that is seen so; connections of one kind are one each."""
    known = Channel.objects.filter(
        connection__workspace=installer.member.workspace, connection__visibility=visibility
    )
    return known.first() or channel(installer, visibility)
