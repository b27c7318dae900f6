"""What was said in a channel is read in the CRM by who may see the record, and by nobody else (FAQ-06, 07)."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from kaiwa.channels.models import Connection
from kaiwa.conversations.models import Conversation
from kaiwa.crm import working
from kaiwa.crm.models import Chat
from kaiwa.crm.tests.conftest import talk
from kaiwa.crm.transcripts import touched
from kaiwa.workspaces import accounts
from kaiwa.workspaces.models import Member
from kaiwa.workspaces.tests.people import Person

SAID = "Is the blue one in stock?"
# Bob installed the channel and owns the records. Alice and Dana are admins, Carol is neither, Charlie works elsewhere
PEOPLE = ("alice", "bob", "carol", "dana", "charlie")
SEE_RECORD = {"everyone": {"alice", "bob", "carol", "dana"}, "owner": {"alice", "bob", "dana"}}
SEE_CHANNEL = {"shared": {"alice", "bob", "carol", "dana"}, "private": {"bob"}}


@pytest.fixture
def dana(alice) -> Person:
    user = accounts.add_user("dana@acme.example", "kingfisher-over-still-water", name="Dana Doi")
    return Person(Member.objects.create(workspace=alice.workspace, user=user, role=Member.Role.ADMIN))


@pytest.fixture
def linked(bob, bobs) -> Any:
    """Bob's conversation, with a person and a deal of his."""

    def link(channel: str, record: str, *, transcript: bool = True) -> tuple[Conversation, dict[str, str]]:
        conversation = talk(bob.member, Connection.Visibility(channel))
        person = bobs("persons", name="Umber", visibility=record)
        deal = bobs("deals", title="Umber's bike", person=person["id"], visibility=record)
        for kind, made in (("person", person), ("deal", deal)):
            body = {"kind": kind, "id": str(made["id"]), "transcript": transcript, "agreed": True}
            answer = bob.post(f"/api/v1/conversations/{conversation.pk}/crm/links", body)
            assert answer.status_code == 200, answer.content
        touched.take()
        Chat.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
        working.work(place=0)
        return conversation, {"persons": person["id"], "deals": deal["id"]}

    return link


def texts(reader: Person, path: str) -> str:
    """All that the answer says; empty where there is none."""
    answer = reader.get(path)
    return answer.content.decode() if answer.status_code == 200 else ""


@pytest.mark.parametrize("record", SEE_RECORD)
@pytest.mark.parametrize("channel", SEE_CHANNEL)
def test_who_sees_the_record_reads_what_was_said_and_who_sees_the_channel_opens_it(
    request, bob, linked, channel, record
):
    conversation, ids = linked(channel, record)
    at = f"/api/v1/conversations/{conversation.pk}"
    feeds = [f"/api/v1/{noun}/{pk}/feed" for noun, pk in ids.items()]
    note = bob.get(feeds[0], kind="chat").json()["items"][0]["id"].removeprefix("note:")
    pages = [f"/api/v1/{noun}/{pk}/conversations" for noun, pk in ids.items()]
    for who in PEOPLE:
        reader = request.getfixturevalue(who)
        reads, opens = who in SEE_RECORD[record], who in SEE_CHANNEL[channel]
        for path in (*feeds, f"/api/v1/crm-notes/{note}"):
            assert (SAID in texts(reader, path)) == reads, (who, path)
        for path in (f"{at}/messages", "/api/v1/conversations"):
            assert (SAID in texts(reader, path)) == opens, (who, path)
        # From the record to the conversation only who may do both, and from the card to the record as well
        for path in pages:
            assert (SAID in texts(reader, path)) == (reads and opens), (who, path)
        card = texts(reader, f"{at}/crm")
        assert bool(card) == opens
        assert ("Umber" in card) == (reads and opens), who


@pytest.mark.parametrize("channel", SEE_CHANNEL)
def test_a_link_without_transcript_tells_nobody_what_was_said(request, linked, channel):
    """H-04: the record is named on the card, and has nothing of the conversation."""
    _conversation, ids = linked(channel, "everyone", transcript=False)
    for who in PEOPLE:
        for noun, pk in ids.items():
            assert SAID not in texts(request.getfixturevalue(who), f"/api/v1/{noun}/{pk}/feed")


def test_what_was_read_by_all_is_its_owners_once_the_record_is(bob, carol, linked):
    """H-16: a feed follows the record, whoever read it before."""
    _, ids = linked("shared", "everyone")
    path = f"/api/v1/deals/{ids['deals']}"
    assert SAID in texts(carol, f"{path}/feed")
    bob.patch(path, {"visibility": "owner"})
    assert texts(carol, f"{path}/feed") == ""
    # The person has the same note, and is still for all
    assert SAID in texts(carol, f"/api/v1/persons/{ids['persons']}/feed")
    bob.patch(f"/api/v1/persons/{ids['persons']}", {"visibility": "owner"})
    assert SAID not in texts(carol, f"/api/v1/persons/{ids['persons']}/feed")
