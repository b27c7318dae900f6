"""The stream: what changes reaches the browsers that may see it, and no others (FB-03, FB-04, D-58, D-59)."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from kaiwa.channels.models import Channel, Connection
from kaiwa.conversations import deletion
from kaiwa.conversations.models import Message
from kaiwa.edge.app import Edge as EdgeApplication
from kaiwa.edge.stream import Stream
from kaiwa.edge.tests.conftest import Person, conversation, reader, write
from kaiwa.edge.tests.running import Edge, Reader, serving, test_database_url
from kaiwa.edge.who import Credentials
from kaiwa.live import publish, publish_gone
from kaiwa.workspaces.models import ApiToken


def tell(channel: Channel, text: str) -> int:
    """A new message in a new conversation, published."""
    made = conversation(channel)
    message = write(made, text)
    publish(channel.connection.workspace_id, conversations=[made.pk], messages=[message.pk])
    return message.pk


def texts(change: dict[str, list[dict[str, str]]]) -> list[str]:
    return [message["text"] for message in change["messages"]]


def test_only_members_get_a_stream(edge: Edge) -> None:
    with Reader(edge.url) as nobody, Reader(edge.url, cookie="sessionid=guess") as guesser:
        assert (nobody.status, guesser.status) == (401, 401)
    with Reader(edge.url, authorization="Bearer kaiwa_guess") as program:
        assert program.status == 401
    assert edge.client.post("/api/v1/stream").status_code == 405


def test_a_change_arrives_with_its_rows(edge: Edge, alice: Person, shared: Channel) -> None:
    with reader(edge, alice) as stream:
        assert stream.response.headers["content-type"].startswith("text/event-stream")
        pk = tell(shared, "届きましたか?")

        change = stream.change()

    (message,), (row,) = change["messages"], change["conversations"]
    assert (message["id"], message["text"], message["conversation_id"]) == (pk, "届きましたか?", row["id"])
    assert row["preview"]["text"] == "届きましたか?"
    assert message["received_at"].endswith("Z")
    assert change["channels"] == []


def test_a_channel_that_changed_arrives_too(edge: Edge, alice: Person, bob: Person, private: Channel) -> None:
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        publish(private.connection.workspace_id, channels=[private.pk])
        (row,) = for_alice.change()["channels"]
        assert (row["id"], row["name"], row["visibility"]) == (private.pk, "A Page", "private")
        publish(private.connection.workspace_id, access=True)
        assert for_bob.next() == ("resync", {})


def test_a_program_with_a_token_gets_the_same(edge: Edge, alice: Person, shared: Channel) -> None:
    with Reader(edge.url, **alice.bearer) as stream:
        assert stream.next()[0] == "hello"
        tell(shared, "by token")
        assert texts(stream.change()) == ["by token"]


def test_a_shared_channel_is_for_the_team_and_for_nobody_else(
    edge: Edge, alice: Person, bob: Person, charlie: Person, shared: Channel
) -> None:
    """FB-04. Charlie's next event is his own: nothing of the others' came before it."""
    theirs = Channel.objects.create(
        connection=Connection.objects.create(
            workspace=charlie.member.workspace,
            provider="messenger",
            installer=charlie.member,
            visibility=Connection.Visibility.SHARED,
        ),
        provider="messenger",
        external_id="page-of-charlie",
        name="Charlie's Page",
    )
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob, reader(edge, charlie) as for_charlie:
        tell(shared, "for the team")
        assert texts(for_alice.change()) == ["for the team"]
        assert texts(for_bob.change()) == ["for the team"]
        tell(theirs, "for Charlie")
        assert texts(for_charlie.change()) == ["for Charlie"]


def test_a_deleted_conversation_leaves_the_screens_that_showed_it(
    edge: Edge, alice: Person, bob: Person, shared: Channel, private: Channel
) -> None:
    """INB-29; of a private one, colleagues are told nothing."""
    secret, open_one = conversation(private), conversation(shared)
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        with transaction.atomic():
            deletion.delete(secret, by=alice.member)
            deletion.delete(open_one, by=alice.member)
        assert [row["id"] for row in for_alice.change()["deleted"]] == [secret.pk, open_one.pk]
        assert for_bob.change()["deleted"] == [{"id": open_one.pk}]


def test_a_private_channel_is_for_its_installer_only(
    edge: Edge, alice: Person, bob: Person, shared: Channel, private: Channel
) -> None:
    """FB-03, also when both change in the same moment."""
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        with transaction.atomic():
            tell(private, "secret")
            tell(shared, "open")

        assert texts(for_alice.change()) == ["secret", "open"]
        change = for_bob.change()
        assert texts(change) == ["open"]
        assert len(change["conversations"]) == 1

        tell(private, "secret again")
        tell(shared, "open again")
        assert texts(for_bob.change()) == ["open again"]


def test_ids_of_another_workspace_bring_nothing(
    edge: Edge, alice: Person, charlie: Person, shared: Channel
) -> None:
    """Even a wrong notice cannot carry a row across."""
    pk = tell(shared, "Alice's")
    with reader(edge, charlie) as stream:
        publish(charlie.member.workspace_id, messages=[pk])
        publish(charlie.member.workspace_id, access=True)
        assert stream.next() == ("resync", {})


def test_a_double_that_is_gone_leaves_the_screens_of_those_who_saw_it(
    edge: Edge, alice: Person, bob: Person, shared: Channel, private: Channel
) -> None:
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        with transaction.atomic():
            for channel in (private, shared):
                message = Message.objects.get(pk=tell(channel, "said twice"))
                publish_gone(
                    shared.connection.workspace_id,
                    conversation=message.conversation_id,
                    message=message.pk + 1000,
                )
        assert len(for_alice.change()["gone"]) == 2
        assert for_bob.change()["gone"] == [
            {"conversation_id": message.conversation_id, "id": message.pk + 1000}
        ]


def test_what_is_rolled_back_is_not_told(edge: Edge, alice: Person, shared: Channel) -> None:
    with reader(edge, alice) as stream:
        with pytest.raises(RuntimeError), transaction.atomic():
            tell(shared, "never happened")
            raise RuntimeError
        tell(shared, "happened")
        assert texts(stream.change()) == ["happened"]


def test_many_changes_within_a_moment_are_one_event(edge: Edge, alice: Person, shared: Channel) -> None:
    with reader(edge, alice) as stream:
        with transaction.atomic():
            pks = [tell(shared, str(number)) for number in range(30)]
        got = [message["id"] for message in stream.change()["messages"]]
    assert got == pks


def test_more_than_is_worth_pushing_asks_to_fetch_instead(edge: Edge, alice: Person, shared: Channel) -> None:
    with reader(edge, alice) as stream:
        publish(shared.connection.workspace_id, messages=list(range(1, 2000)))
        assert stream.next() == ("resync", {})


def test_after_the_database_was_away_browsers_fetch_what_they_missed(
    edge: Edge, alice: Person, shared: Channel
) -> None:
    """D-58: what was told while nobody listened is not pushed, so everybody is asked to look."""
    with reader(edge, alice) as stream:
        cut_off_the_listener()
        assert stream.next() == ("resync", {})
        tell(shared, "and on it goes")
        assert texts(stream.change()) == ["and on it goes"]


def test_signing_out_ends_the_stream(edge: Edge, alice: Person, bob: Person) -> None:
    with reader(edge, alice) as for_alice, reader(edge, bob) as for_bob:
        SessionStore(bob.cookie.partition("=")[2]).delete()
        publish(bob.member.workspace_id, access=True)

        assert for_bob.next() == ("end", None)
        assert for_alice.next() == ("resync", {})


def test_a_removed_members_stream_ends(edge: Edge, bob: Person) -> None:
    with reader(edge, bob) as stream:
        bob.member.deactivated_at = timezone.now()
        bob.member.save()
        publish(bob.member.workspace_id, access=True)
        assert stream.next() == ("end", None)


def test_a_revoked_tokens_stream_ends(edge: Edge, alice: Person) -> None:
    with Reader(edge.url, **alice.bearer) as stream:
        assert stream.next()[0] == "hello"
        ApiToken.objects.update(revoked_at=timezone.now())
        publish(alice.member.workspace_id, access=True)
        assert stream.next() == ("end", None)


def test_a_channel_that_turned_private_is_not_pushed_any_more(
    edge: Edge, alice: Person, bob: Person, shared: Channel
) -> None:
    with reader(edge, bob) as stream:
        connection = shared.connection
        with transaction.atomic():
            connection.visibility = Connection.Visibility.PRIVATE
            connection.save()
            publish(connection.workspace_id, access=True)
            tell(shared, "private now")
        # Bob is asked to fetch what he may still see, and gets no row
        assert stream.next() == ("resync", {})
        publish(connection.workspace_id, access=True)
        assert stream.next() == ("resync", {})


def test_a_stream_ends_within_a_minute_of_its_session_without_being_told(alice: Person) -> None:
    """The minute is half a second here."""
    with (
        serving(EdgeApplication(check_seconds=0.5), lifespan="on") as url,
        Reader(url, **alice.session) as stream,
    ):
        assert stream.next()[0] == "hello"
        SessionStore(alice.cookie.partition("=")[2]).delete()
        assert stream.next() == ("end", None)


def test_ending_the_edge_ends_its_streams_at_once(
    django_db_setup: None, transactional_db: None, run_directory: Path, alice: Person
) -> None:
    with Edge(test_database_url(), run_directory) as own, reader(own, alice) as stream:
        began = time.monotonic()
        own.process.send_signal(signal.SIGTERM)

        event, milliseconds = stream.next()
        assert (event, 500 <= milliseconds <= 3000) == ("retry", True)
        assert stream.next() == ("end", None)
        own.process.wait(5)
        assert time.monotonic() - began < 2, "the grace period is for webhooks, not for streams"


def test_a_reader_that_falls_behind_is_let_go() -> None:
    stream = Stream(1, 1, Credentials("", ""))

    for _ in range(40):
        stream.push(b"x" * 50_000)

    assert stream.ended


def cut_off_the_listener() -> None:
    with psycopg.connect(test_database_url(), autocommit=True) as database:
        (count,) = database.execute(
            """
            SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE application_name = 'kaiwa edge live' AND datname = current_database()
            """
        ).fetchone() or (0,)
    assert count == 1
