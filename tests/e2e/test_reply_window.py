"""The reply window on the screen: how long it is open, why it is closed, and that it opens by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.e2e.account import Account
from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])

HOUR = 60  # in minutes, as the practice phones date their messages
DAY = 24 * HOUR
MINATO = "104857600100001"

HumanAgent = Callable[[bool], None]


@pytest.fixture
def human_agent(demo: Account) -> Iterator[HumanAgent]:
    """Say whether the Page holds the permission to answer for seven days."""
    channel = next(one for one in demo.get("/api/v1/channels") if one["external_id"] == MINATO)

    def hold(held: bool) -> None:
        demo.patch(f"/api/v1/channels/{channel['id']}", {"human_agent": held})

    yield hold
    hold(channel["human_agent"])


def closing_time(demo: Account, customer: Customer, language: str) -> str:
    """When the customer's window closes or closed, as a clock in Tokyo shows it."""
    at = datetime.fromisoformat(demo.conversation(customer)["window"]["closes_at"]).astimezone(
        ZoneInfo("Asia/Tokyo")
    )
    return f"{at.hour}:{at:%M}" if language == "ja" else f"{at.hour % 12 or 12}:{at:%M}"


@both_languages
def test_less_than_two_hours_to_reply_are_amber(
    screen: Screen, sandbox: Sandbox, demo: Account, human_agent: HumanAgent
) -> None:
    human_agent(False)
    hurried, calm = sandbox.customer(), sandbox.customer()
    hurried.write("お返事をお待ちしています", minutes_ago=DAY - 90)
    calm.write("こんにちは", minutes_ago=HOUR)
    left = screen.words.like("composer:window_left")
    demo.conversation(calm)
    # What was written yesterday is far down the list
    screen.list.evaluate("(box, place) => { box.scrollTop = place * 64 }", demo.place(hurried))
    expect(screen.row(hurried).get_by_title(left)).to_have_attribute("data-amber", "true")
    screen.row(hurried).click()
    expect(screen.window_line).to_have_text(left)
    expect(screen.window_line).to_have_attribute("data-amber", "true")
    screen.visit(demo.conversation(calm)["id"])
    expect(screen.window_line).to_have_attribute("data-amber", "false")


@both_languages
def test_after_a_day_it_is_locked_with_reason_and_time_and_opens_when_the_customer_writes(
    screen: Screen, sandbox: Sandbox, demo: Account, human_agent: HumanAgent, language: str
) -> None:
    """TS-16, D-27, H-08: without the permission."""
    human_agent(False)
    customer = sandbox.customer()
    customer.write("まだ買えますか", minutes_ago=DAY + HOUR)
    screen.visit(demo.conversation(customer)["id"])
    expect(screen.locked).to_contain_text(screen.words("codes:no_human_agent"))
    expect(screen.locked).to_contain_text(screen.words.like("composer:closed_since"))
    expect(screen.locked).to_contain_text(closing_time(demo, customer, language))
    expect(screen.locked).to_contain_text(screen.words("composer:remains_customer", channel="Messenger"))
    expect(screen.composer).to_have_count(0)

    customer.write("もしもし")
    expect(screen.composer).to_be_visible()
    screen.say("はい、まだございます")
    screen.expect_tick("まだございます", "delivered")


@both_languages
def test_with_human_agent_a_person_may_answer_for_seven_days(
    screen: Screen, sandbox: Sandbox, demo: Account, human_agent: HumanAgent
) -> None:
    """TS-16, H-08"""
    human_agent(True)
    customer = sandbox.customer()
    customer.write("検討してから連絡します", minutes_ago=3 * DAY)
    screen.visit(demo.conversation(customer)["id"])
    expect(screen.window_line).to_have_text(screen.words.like("composer:window_left"))
    expect(screen.window_line).to_contain_text(screen.words("composer:window_extended"))
    screen.say("その後いかがでしょうか")
    screen.expect_tick("その後いかが", "delivered")
    assert [message["text"] for message in customer.received()] == ["その後いかがでしょうか"]


@both_languages
def test_after_seven_days_it_is_locked_until_the_customer_writes(
    screen: Screen, sandbox: Sandbox, demo: Account, human_agent: HumanAgent, language: str
) -> None:
    """TS-17, TS-18, TS-19"""
    human_agent(True)
    customer = sandbox.customer()
    customer.write("また今度お願いします", minutes_ago=7 * DAY + HOUR)
    screen.visit(demo.conversation(customer)["id"])
    expect(screen.locked).to_contain_text(screen.words("codes:window_closed"))
    expect(screen.locked).to_contain_text(closing_time(demo, customer, language))

    # A reply in Facebook's own inbox does not open it, a customer's message does
    sandbox.answer_on_facebook(customer, "Facebookからお返事します")
    expect(screen.message("Facebookからお返事")).to_be_visible()
    expect(screen.locked).to_be_visible()
    customer.write("お願いしたいです", minutes_ago=2 * DAY)
    expect(screen.window_line).to_contain_text(screen.words("composer:window_extended"))


def test_the_moment_it_ends_is_seen_without_a_reload(
    screen: Screen, sandbox: Sandbox, demo: Account, human_agent: HumanAgent
) -> None:
    """D-27: locked where the Page has no permission for more, and seven days where it has."""
    soon, later = sandbox.customer(), sandbox.customer()
    soon.write("お返事をお待ちしています", minutes_ago=DAY - 0.12)
    later.write("お返事をお待ちしています", minutes_ago=DAY - 0.3)
    human_agent(False)
    screen.visit(demo.conversation(soon)["id"])
    expect(screen.composer).to_be_visible()
    expect(screen.locked).to_contain_text(screen.words("codes:no_human_agent"))

    human_agent(True)
    screen.visit(demo.conversation(later)["id"])
    expect(screen.window_line).not_to_contain_text(screen.words("composer:window_extended"))
    expect(screen.window_line).to_contain_text(screen.words("composer:window_extended"))
