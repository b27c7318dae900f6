"""Who is told of what, and by which way (INB-05..08, 10, 20)."""

from __future__ import annotations

import itertools

import pytest

from kaiwa.channels.models import Connection
from kaiwa.conversations.models import Conversation
from kaiwa.notifications import noticing
from kaiwa.notifications.tests.happening import (
    EVENTS,
    MEDIA,
    PATH,
    choose,
    everything,
    take_pushes,
)
from kaiwa.workspaces import membership


def happen(shop, event: str, *, to, colleague) -> Conversation:
    """The event, as `to` sees it."""
    if event == "assigned":
        conversation = shop.known()
        shop.assign(conversation, to=to, by=colleague)
        return conversation
    assignee = {"mine": to.member, "others": colleague.member, "unassigned": None}[event]
    shop.known(assignee=assignee)
    return shop.write("予約できますか")


@pytest.fixture
def told(shop, bob):
    """By which ways Bob was told of what has happened."""
    browser = take_pushes(bob, shop.pushes)

    def told() -> set[str]:
        shop.pass_time(seconds=61)
        came = {"desktop": browser.got, "mail": shop.letters(bob)}
        return {medium for medium, what in came.items() if what}

    return told


ROWS = [
    pytest.param(event, media, id=f"{event}-{'+'.join(media) or 'off'}")
    for event in EVENTS
    for media in ((), ("desktop",), ("mail",), MEDIA)
]


@pytest.mark.parametrize(("event", "media"), ROWS)
def test_each_event_is_told_by_the_ways_that_are_on_for_it(shop, alice, bob, *, told, event, media):
    choose(bob, *((event, medium) for medium in media))
    happen(shop, event, to=bob, colleague=alice)
    assert told() == set(media)


@pytest.mark.parametrize(("event", "medium"), list(itertools.product(EVENTS, MEDIA)))
def test_what_is_on_for_other_events_tells_nothing(shop, alice, bob, *, told, event, medium):
    choose(bob, *((other, medium) for other in EVENTS if other != event))
    happen(shop, event, to=bob, colleague=alice)
    assert told() == set()


def test_until_somebody_chooses_the_defaults_hold(bob):
    assert bob.get(PATH).json()["events"] == {
        "mine": {"desktop": True, "mail": True},
        "others": {"desktop": False, "mail": False},
        "unassigned": {"desktop": True, "mail": False},
        "assigned": {"desktop": True, "mail": True},
    }


def test_nobody_is_told_of_what_they_did_themselves(shop, bob, told):
    everything(bob)
    shop.assign(shop.known(), to=bob, by=bob)
    assert told() == set()


def test_what_a_rule_assigns_is_told(shop, bob, told):
    everything(bob)
    conversation = shop.known(assignee=bob.member)
    noticing.assigned([conversation.pk], to=bob.member, by=None)
    assert told() == set(MEDIA)


@pytest.mark.parametrize("event", EVENTS)
def test_nobody_is_told_of_what_they_may_not_see(shop, alice, bob, told, event):
    """D-71"""
    everything(bob)
    if event == "assigned":
        # Nobody can assign it, and a rule that would is not believed
        conversation = shop.known(assignee=bob.member)
        Connection.objects.update(visibility=Connection.Visibility.PRIVATE)
        noticing.assigned([conversation.pk], to=bob.member, by=alice.member)
    else:
        Connection.objects.update(visibility=Connection.Visibility.PRIVATE)
        happen(shop, event, to=bob, colleague=alice)
    assert told() == set()


@pytest.mark.parametrize("event", EVENTS)
def test_a_channel_that_turned_private_is_asked_about_when_it_is_sent(shop, alice, bob, told, event):
    everything(bob)
    shop.pushes.answers[bob.user.email] = [503]
    happen(shop, event, to=bob, colleague=alice)
    shop.work()
    Connection.objects.update(visibility=Connection.Visibility.PRIVATE)
    shop.pass_time(minutes=5)
    assert told() == set()


@pytest.mark.parametrize("event", EVENTS)
def test_a_removed_member_is_told_nothing_more(shop, alice, bob, told, event):
    everything(bob)
    happen(shop, event, to=bob, colleague=alice)
    membership.remove(bob.member, by=alice.member)
    assert told() == set()


@pytest.mark.parametrize("event", EVENTS)
def test_a_member_of_another_workspace_is_told_nothing(shop, alice, bob, charlie, event):
    everything(charlie)
    browser = take_pushes(charlie, shop.pushes)
    happen(shop, event, to=bob, colleague=alice)
    shop.pass_time(seconds=61)
    assert (browser.got, shop.letters(charlie)) == ([], [])


def test_what_was_turned_off_while_it_waited_is_not_sent(shop, alice, bob, told):
    everything(bob)
    shop.pushes.answers[bob.user.email] = [503]
    shop.write("予約できますか")
    shop.work()
    choose(bob)
    assert told() == set()
