"""Pushes: only the browser reads them, and only for as long as somebody is signed in there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.utils import timezone

from kaiwa.conversations.models import Conversation
from kaiwa.notifications.models import Browser, Notice
from kaiwa.notifications.tests.happening import PATH, choose, everything, take_pushes
from kaiwa.workspaces.models import ApiToken
from kaiwa.workspaces.tests.people import Program


@pytest.fixture
def theirs(shop, bob):
    everything(bob)
    return take_pushes(bob, shop.pushes)


def test_a_push_says_who_wrote_what_and_where_it_leads(shop, bob, theirs):
    conversation = shop.write("予約できますか\n" + "あ" * 300)
    shop.work()
    (push,) = theirs.got
    assert (push["kind"], push["conversation"], push["lang"]) == ("notice", conversation.pk, "en")
    assert push["title"] == "Yui 7001 · unassigned"
    assert push["body"].startswith("予約できますか あ")
    assert len(push["body"]) == 140


def test_it_is_in_the_members_language(shop, bob, theirs):
    bob.patch("/api/v1/me", {"language": "ja"})
    shop.write("予約できますか")
    shop.work()
    assert theirs.got[0]["title"] == "Yui 7001 · 未割り当て"


def test_nobody_on_the_way_can_read_it(shop, theirs):
    shop.write("秘密の相談")
    shop.work()
    ((_path, headers, body),) = shop.pushes.taken
    assert "秘密".encode() not in body
    assert (headers["content-encoding"], headers["urgency"]) == ("aes128gcm", "high")
    assert headers["topic"].startswith("conversation-")


def test_while_a_page_is_open_there_nothing_is_pushed(shop, theirs):
    Browser.objects.update(open_until=timezone.now() + timedelta(seconds=30))
    shop.write("予約できますか")
    shop.work()
    assert theirs.got == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_no_more_is_forgotten(shop, bob, theirs, status):
    shop.pushes.answers[bob.user.email] = [status]
    shop.write("予約できますか")
    shop.work()
    assert not Browser.objects.exists()
    assert not Notice.objects.filter(medium="desktop").exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_push_service_that_is_busy_is_asked_again(shop, bob, theirs, status):
    shop.pushes.answers[bob.user.email] = [status, status]
    shop.write("予約できますか")
    shop.work()
    assert (shop.pushes.asked, theirs.got) == (1, [])
    shop.pass_time(seconds=11)
    assert shop.pushes.asked == 2
    shop.pass_time(seconds=61)
    assert [push["body"] for push in theirs.got] == ["予約できますか"]


def test_it_is_asked_again_when_it_says(shop, bob, theirs):
    shop.pushes.answers[bob.user.email] = [429]
    shop.pushes.retry_after = "300"
    shop.write("予約できますか")
    shop.work()
    shop.pass_time(seconds=200)
    assert shop.pushes.asked == 1
    shop.pass_time(seconds=101)
    assert len(theirs.got) == 1


def test_what_it_refuses_is_given_up(shop, bob, theirs):
    shop.pushes.answers[bob.user.email] = [400]
    shop.write("予約できますか")
    shop.work()
    shop.pass_time(hours=1)
    assert shop.pushes.asked == 1


def test_after_four_tries_it_is_given_up(shop, bob, theirs):
    shop.pushes.answers[bob.user.email] = [503] * 20
    shop.write("予約できますか")
    for _ in range(10):
        shop.pass_time(minutes=20)
    assert shop.pushes.asked == 5


def test_who_signs_out_gets_no_more_pushes_there(shop, bob, theirs):
    assert bob.delete("/_allauth/browser/v1/auth/session").status_code == 401
    assert not Browser.objects.exists()
    shop.write("予約できますか")
    shop.work()
    assert shop.pushes.asked == 0


def test_nor_who_was_signed_out_from_elsewhere(shop, bob, theirs):
    UserSession.objects.get(user=bob.user).end()
    shop.write("予約できますか")
    shop.work()
    assert shop.pushes.asked == 0


def test_nor_whose_session_a_new_password_ended(shop, bob, theirs):
    bob.user.set_password("a-heron-in-the-reeds")
    bob.user.save()
    shop.write("予約できますか")
    shop.work()
    assert shop.pushes.asked == 0
    assert not Browser.objects.exists()


def test_whoever_signs_in_there_next_takes_the_browser_over(shop, alice, bob, theirs):
    everything(alice)
    assert alice.put(f"{PATH}/browser", theirs.subscription).status_code == 200
    assert Browser.objects.get().member == alice.member
    Browser.objects.update(open_until=None)
    Conversation.objects.filter(pk=shop.known().pk).update(assignee=bob.member)
    choose(alice, ("others", "desktop"))
    shop.write("予約できますか")
    shop.work()
    assert [push["title"] for push in theirs.got] == ["Yui 7001"]


def test_each_of_a_members_browsers_gets_it(shop, bob, theirs):
    again = type(bob)(bob.member)
    phone = take_pushes(again, shop.pushes, "phone")
    shop.write("予約できますか")
    shop.work()
    assert (len(theirs.got), len(phone.got)) == (1, 1)


def test_a_browser_can_be_let_go(bob, theirs):
    assert bob.delete(f"{PATH}/browser").status_code == 204
    assert not Browser.objects.exists()


def test_an_address_of_this_machine_is_never_called(shop, bob, settings):
    """Only the practice setting's own origin is exempt."""
    everything(bob)
    theirs = take_pushes(bob, shop.pushes)
    settings.SANDBOX = False
    Browser.objects.update(endpoint=theirs.subscription["endpoint"].replace("http:", "https:"))
    shop.write("予約できますか")
    shop.work()
    assert shop.pushes.asked == 0
    assert not Browser.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"endpoint": "http://push.example/1"},
        {"endpoint": "https:///1"},
        {"public_key": "B" * 87},
        {"public_key": "short"},
        {"secret": "x"},
    ],
)
def test_what_is_no_subscription_is_refused(shop, bob, wrong):
    given = {**shop.pushes.browser("b").subscription, **wrong}
    assert bob.put(f"{PATH}/browser", given).status_code in {400, 422}
    assert not Browser.objects.exists()


def test_a_program_has_no_browser(shop, alice):
    program = Program(ApiToken.objects.issue(alice.member, "t")[1])
    answer = program.client.put(
        f"{PATH}/browser", shop.pushes.browser("b").subscription, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["code"]) == (403, "browser_only")


def test_the_servers_key_is_the_installations(bob, settings):
    key = bob.get(PATH).json()["server_key"]
    assert len(key) == 87
    assert bob.get(PATH).json()["server_key"] == key
