"""What was written without a connection outlives its tab: sent once, by its writer alone, and not silently too late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture
def alone(sign_in: SignIn, demo: Account, words: Words) -> Screen:
    """A browser without shared workers: its tabs have the stream to themselves, so that they go offline with it."""
    page = sign_in(demo)
    page.context.add_init_script("delete window.SharedWorker")
    page.goto("/")
    return Screen(page, words)


def write_offline(screen: Screen, customer: Customer, text: str) -> str:
    """Open their conversation, lose the connection, answer: the conversation's address."""
    screen.open(customer)
    return answer_offline(screen, text)


def answer_offline(screen: Screen, text: str) -> str:
    screen.page.context.set_offline(True)
    screen.say(text)
    expect(unsent(screen)).to_contain_text(text)
    expect(screen.thread).to_contain_text(screen.words("thread:waiting"))
    return screen.page.url


def unsent(screen: Screen) -> Locator:
    return screen.thread.get_by_test_id("outgoing")


def another_tab(screen: Screen) -> Screen:
    return Screen(screen.page.context.new_page(), screen.words)


def lose_sends(page: Page) -> None:
    """Everything is reached but what is sent."""
    page.route(
        "**/api/v1/conversations/*/messages",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )


def texts(customer: Customer) -> list[str]:
    return [message["text"] for message in customer.received()]


def test_what_waited_in_a_closed_tab_is_sent_when_the_inbox_is_opened_again(
    alone: Screen, sandbox: Sandbox
) -> None:
    """D-16, TS-20"""
    customer = sandbox.customer()
    customer.write("在庫はありますか")
    address = write_offline(alone, customer, "はい、ございます")
    again = another_tab(alone)
    alone.page.close()
    again.page.context.set_offline(False)
    again.page.goto(address)
    again.expect_tick("はい、ございます", "delivered")
    expect(unsent(again)).to_have_count(0)
    assert texts(customer) == ["はい、ございます"]


@both_languages
def test_what_still_waits_is_seen_again_and_can_be_discarded(
    alone: Screen, sandbox: Sandbox, language: str
) -> None:
    """TS-20"""
    customer = sandbox.customer()
    customer.write("在庫はありますか")
    address = write_offline(alone, customer, "いいえ、ございません")
    again = another_tab(alone)
    alone.page.close()
    again.page.context.set_offline(False)
    lose_sends(again.page)
    again.page.goto(address)
    expect(unsent(again)).to_contain_text("いいえ、ございません")
    unsent(again).get_by_role("button", name=again.words("thread:discard")).click()
    expect(unsent(again)).to_have_count(0)
    again.page.reload()
    expect(again.message("在庫は")).to_be_visible()
    expect(unsent(again)).to_have_count(0)
    assert texts(customer) == []


def test_two_tabs_show_the_same_and_send_it_once(alone: Screen, sandbox: Sandbox) -> None:
    """D-16"""
    customer = sandbox.customer()
    customer.write("在庫はありますか")
    other = another_tab(alone)
    other.page.goto("/")
    other.open(customer)
    write_offline(alone, customer, "はい、ございます")
    expect(unsent(other)).to_contain_text("はい、ございます")
    alone.page.context.set_offline(False)
    for tab in (alone, other):
        tab.expect_tick("はい、ございます", "delivered")
        expect(unsent(tab)).to_have_count(0)
        expect(tab.message("はい、ございます")).to_have_count(1)
    assert texts(customer) == ["はい、ございます"]


def test_who_signs_in_next_neither_sees_nor_sends_it(
    alone: Screen, sandbox: Sandbox, demo: Account, bob: Account
) -> None:
    customer = sandbox.customer()
    customer.write("在庫はありますか")
    address = write_offline(alone, customer, "美咲からの返事です")
    context = alone.page.context
    colleague = another_tab(alone)
    alone.page.close()
    context.clear_cookies()
    context.add_cookies(bob.cookies())  # type: ignore[arg-type]  # Playwright's own dict type
    context.set_offline(False)
    colleague.page.goto(address)
    colleague.say("陽翔からの返事です")
    colleague.expect_tick("陽翔からの", "delivered")
    expect(unsent(colleague)).to_have_count(0)
    assert texts(customer) == ["陽翔からの返事です"]
    context.clear_cookies()
    context.add_cookies(demo.cookies())  # type: ignore[arg-type]
    colleague.page.goto(address)
    # Back again, its writer sees what a colleague wrote meanwhile, and decides
    stale = colleague.page.get_by_test_id("stale")
    expect(stale).to_contain_text("美咲からの返事です")
    assert texts(customer) == ["陽翔からの返事です"]


@both_languages
def test_what_waited_past_the_time_to_reply_asks_first(
    alone: Screen, demo: Account, sandbox: Sandbox, words: Words, language: str
) -> None:
    """TS-16, TS-20: ten minutes were left; it is opened twenty minutes later, when the customer has written again."""
    customer = sandbox.customer()
    customer.write("在庫はありますか", minutes_ago=24 * 60 - 10)
    alone.visit(demo.conversation(customer)["id"])  # far down the list
    address = answer_offline(alone, "はい、本日中でしたら")
    again = another_tab(alone)
    alone.page.close()
    customer.write("もしもし")
    sandbox.wait_until_idle()
    again.page.context.set_offline(False)
    again.page.clock.install(time=datetime.now(UTC) + timedelta(minutes=20))
    again.page.goto("/")
    bar = again.page.get_by_test_id("unsent")
    bar.get_by_role("link", name=words("frame:unsent_open")).click()
    again.page.wait_for_url(address)
    late = again.page.get_by_test_id("late")
    expect(late).to_contain_text("はい、本日中でしたら")
    assert texts(customer) == []
    late.get_by_role("button", name=words("composer:send_now")).click()
    again.expect_tick("はい、本日中でしたら", "delivered")
    assert texts(customer) == ["はい、本日中でしたら"]
