"""Where a conversation stands, and how it moves (INB-17..26, H-02, H-10)."""

from __future__ import annotations

from kaiwa.channels.models import Connection
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.sectioning import (
    LIST,
    assign,
    away,
    close,
    lines,
    of,
    reopen,
    replied,
    sections,
    wrote,
)


def test_a_new_conversation_stands_under_unassigned_for_everybody(three, alice, bob):
    """INB-17"""
    assert sections(alice) == sections(bob) == {"unassigned": [3, 2, 1]}


def test_an_assigned_one_is_mine_or_others_at_once(three, alice, bob):
    """INB-18, INB-19"""
    answer = assign(alice, bob, 2)
    assert answer.json()["items"][0]["assignee"] == {"id": bob.member.pk, "name": bob.member.name}
    assert sections(bob) == {"unassigned": [3, 1], "mine": [2]}
    assert sections(alice) == {"unassigned": [3, 1], "others": [2]}
    assert lines(alice, 2) == [("assigned", alice.member.name, bob.member.name)]


def test_it_is_reassigned_and_unassigned_at_any_time(three, alice, bob):
    """INB-21"""
    assign(alice, bob, 1)
    assign(bob, alice, 1)
    assign(bob, None, 1)
    assert sections(alice) == {"unassigned": [3, 2, 1]}
    assert [code for code, *_ in lines(bob, 1)] == ["assigned", "assigned", "unassigned"]
    assign(bob, bob, 1)
    assert lines(bob, 1)[-1] == ("taken", bob.member.name, bob.member.name)


def test_several_are_assigned_at_once_or_none_of_them(three, alice, bob, charlie):
    assert assign(alice, bob, 1, 2, 3).status_code == 200
    assert sections(bob) == {"mine": [3, 2, 1]}
    body = {"conversations": [of(1).pk, 999_999], "member": None}
    assert alice.post(f"{LIST}/assign", body).status_code == 404
    assert sections(bob) == {"mine": [3, 2, 1]}


def test_to_assign_what_somebody_has_already_changes_nothing(three, alice, bob):
    assign(alice, bob, 1)
    assign(alice, bob, 1)
    assert len(lines(alice, 1)) == 1


def test_nobody_assigns_to_whom_is_away_not_even_themselves(three, alice, bob):
    """INB-15"""
    away(bob)
    answer = assign(alice, bob, 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "member_away")
    assert answer.json()["params"] == {"name": bob.member.name}
    assert assign(bob, bob, 1).json()["code"] == "you_are_away"
    away(bob, back=True)
    assert assign(bob, bob, 1).status_code == 200


def test_being_away_leaves_ongoing_conversations_alone(three, alice, bob):
    """INB-16, H-10"""
    assign(alice, bob, 1)
    away(bob)
    receive(wrote(1, 10))
    assert sections(bob) == {"unassigned": [3, 2], "mine": [1]}


def test_where_the_channel_says_so_it_goes_back_when_the_assignee_is_away(three, alice, bob, channel):
    """H-10, D-66"""
    assert alice.patch(f"/api/v1/channels/{channel.pk}", {"return_when_away": True}).status_code == 200
    assign(alice, bob, 1, 2)
    receive(wrote(1, 10))
    assert sections(bob)["mine"] == [1, 2]
    away(bob)
    receive(wrote(1, 11), replied(2, 12))
    assert sections(bob) == {"unassigned": [1, 3], "mine": [2]}
    assert lines(alice, 1)[-1] == ("unassigned_away", None, bob.member.name)


def test_nobody_gets_a_conversation_they_may_not_see(three, alice, bob, charlie, connection):
    """INB-18, D-72"""
    assert assign(alice, charlie, 1).status_code == 404
    connection.visibility = Connection.Visibility.PRIVATE
    connection.save()
    answer = assign(alice, bob, 1)
    assert (answer.status_code, answer.json()["code"]) == (409, "member_without_access")
    people = alice.get(f"{LIST}/{of(1).pk}/assignees").json()
    assert [each["name"] for each in people] == [alice.member.name]
    assert assign(bob, bob, 1).status_code == close(bob, 1).status_code == reopen(bob, 1).status_code == 404


def test_those_who_can_have_it_are_listed_with_their_availability(three, alice, bob):
    away(bob)
    people = alice.get(f"{LIST}/{of(1).pk}/assignees").json()
    assert [(each["name"], each["available"], each["you"]) for each in people] == [
        (alice.member.name, True, True),
        (bob.member.name, False, False),
    ]


def test_anybody_closes_and_reopens_and_all_see_it(three, alice, bob):
    """INB-22..25, H-02"""
    assign(alice, alice, 1)
    assert close(bob, 1, 2).json()["items"][0]["closed_at"]
    assert sections(alice) == {"unassigned": [3], "closed": [2, 1]}
    reopen(bob, 1)
    assert sections(alice) == {"unassigned": [3], "mine": [1], "closed": [2]}
    assert [code for code, *_ in lines(bob, 1)] == ["taken", "closed", "reopened"]


def test_a_closed_one_is_reopened_by_the_customers_message(three, alice, bob):
    """INB-26"""
    assign(alice, bob, 1)
    close(alice, 1, 2)
    receive(wrote(1, 10), wrote(2, 11))
    assert sections(bob) == {"unassigned": [2, 3], "mine": [1]}
    assert lines(alice, 1)[-1] == ("reopened_by_contact", None, None)


def test_a_message_that_comes_late_reopens_too(three, alice):
    """Nobody had seen it, wherever in the thread it belongs."""
    close(alice, 1)
    receive(wrote(1, 10, at=-100))
    assert 1 in sections(alice)["unassigned"]


def test_our_own_reply_elsewhere_leaves_it_closed(three, alice):
    close(alice, 1)
    receive(replied(1, 10))
    assert sections(alice) == {"unassigned": [3, 2], "closed": [1]}


def test_closing_what_the_customer_has_just_written_to_is_held_back(three, alice):
    seen = of(1).messages.latest("pk").pk
    receive(wrote(1, 10))
    answer = close(alice, 1, seen=seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "stale_close")
    assert close(alice, 1, seen=of(1).messages.latest("pk").pk).status_code == 200


def test_a_line_of_the_timeline_does_not_move_the_conversation(three, alice, bob):
    """FB-09"""
    assign(alice, bob, 1)
    row = alice.get(f"{LIST}/{of(1).pk}").json()
    assert row["preview"]["text"] == "1"
    assert sections(alice)["unassigned"] == [3, 2]


def test_who_replies_has_it_where_the_workspace_says_so(facebook, alice, bob):
    """D-69"""
    assert alice.patch("/api/v1/workspace", {"assign_on_reply": True}).status_code == 200
    conversation = facebook.write("こんにちは")
    away(alice)
    reply = {"key": "a", "text": "はい"}
    alice.post(f"{LIST}/{conversation.pk}/messages", reply)
    assert alice.get(f"{LIST}/{conversation.pk}").json()["assignee"] is None
    bob.post(f"{LIST}/{conversation.pk}/messages", reply | {"key": "b"})
    away(alice, back=True)
    alice.post(f"{LIST}/{conversation.pk}/messages", reply | {"key": "c"})
    assert alice.get(f"{LIST}/{conversation.pk}").json()["assignee"]["name"] == bob.member.name


def test_counts_say_what_the_list_shows(three, alice, bob):
    receive(wrote(4, 4))
    assign(alice, bob, 1, 2)
    close(alice, 3)
    alice.post(f"{LIST}/{of(1).pk}/read", {"message_id": of(1).messages.latest("pk").pk})
    none = {"conversations": 0, "unread": 0}
    assert alice.get(f"{LIST}/counts").json() == {
        "unassigned": {"conversations": 1, "unread": 1},
        "mine": none,
        "others": {"conversations": 2, "unread": 1},
        "closed": {"conversations": 1, "unread": 0},
    }
    assert bob.get(f"{LIST}/counts").json()["mine"] == {"conversations": 2, "unread": 1}


def test_counts_leave_out_what_one_may_not_see(three, bob, connection):
    """D-71"""
    connection.visibility = Connection.Visibility.PRIVATE
    connection.save()
    counts = bob.get(f"{LIST}/counts").json()
    assert {each["conversations"] for each in counts.values()} == {0}
