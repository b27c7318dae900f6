"""A customer's message arrives, the reply reaches their phone, and its ticks turn: all without a reload."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


@both_languages
def test_a_message_arrives_and_the_replys_ticks_turn_by_themselves(screen: Screen, sandbox: Sandbox) -> None:
    """FB-15, FB-16, TS-14"""
    customer = sandbox.customer()
    customer.write("在庫はありますか")
    expect(screen.row(customer)).to_contain_text("在庫はありますか")
    screen.open(customer)
    customer.write("Two of them, please")
    expect(screen.message("Two of them, please")).to_be_visible()

    customer.act("offline")
    screen.say("はい、2台お取り置きします")
    expect(screen.composer).to_be_empty()
    screen.expect_tick("お取り置きします", "sent")
    expect(screen.row(customer)).to_contain_text(screen.words("list:ours"))
    customer.act("online")
    screen.expect_tick("お取り置きします", "delivered")
    customer.act("read")
    screen.expect_tick("お取り置きします", "read")
    assert [message["text"] for message in customer.received()] == ["はい、2台お取り置きします"]


@both_languages
def test_a_failure_is_a_sentence_and_retry_calls_facebook_again(screen: Screen, sandbox: Sandbox) -> None:
    """D-40"""
    customer = sandbox.customer()
    customer.write("明日は開いていますか")
    screen.open(customer)
    sandbox.fault(kind="error", code=551, subcode=1545041)
    screen.say("はい、10時からです")
    failed = screen.message("10時から")
    expect(failed).to_contain_text(screen.words("codes:contact_unavailable"))
    screen.expect_tick("10時から", "failed")
    expect(screen.row(customer)).to_contain_text(screen.words("thread:status.failed"))
    assert customer.received() == []

    failed.get_by_role("button", name=screen.words("thread:retry")).click()
    screen.expect_tick("10時から", "delivered")
    expect(failed).not_to_contain_text(screen.words("codes:contact_unavailable"))
    assert [message["text"] for message in customer.received()] == ["はい、10時からです"]


@both_languages
@pytest.mark.parametrize("arrived", [True, False], ids=["arrived", "lost"])
def test_where_nobody_knows_whether_it_was_sent_the_person_decides(
    screen: Screen, sandbox: Sandbox, arrived: bool
) -> None:
    """D-16, D-17: nothing is sent again unless somebody says that it did not arrive."""
    customer = sandbox.customer()
    customer.write("領収書をください")
    screen.open(customer)
    sandbox.wait_until_idle()
    sandbox.patch("switches", paused=True)  # no echo tells what happened
    sandbox.fault(kind="hangup", done=arrived)
    screen.say("本日お送りします")
    message = screen.message("本日お送りします")
    expect(message).to_contain_text(screen.words("thread:unknown_why"))
    screen.expect_tick("本日お送りします", "unknown")
    assert len(customer.received()) == int(arrived)

    answer = "thread:settle_sent" if arrived else "thread:settle_failed"
    message.get_by_role("button", name=screen.words(answer)).click()
    screen.expect_tick("本日お送りします", "sent")
    expect(message).not_to_contain_text(screen.words("thread:unknown_why"))
    assert len(customer.received()) == 1


def test_an_answer_that_facebook_lost_doubles_nothing(screen: Screen, sandbox: Sandbox) -> None:
    """D-16: the echo says that it was sent."""
    customer = sandbox.customer()
    customer.write("何時まで開いていますか")
    screen.open(customer)
    sandbox.fault(kind="hangup", done=True)
    screen.say("19時までです")
    screen.expect_tick("19時まで", "delivered")
    expect(screen.message("19時まで")).to_have_count(1)
    assert len(customer.received()) == 1


def test_an_answer_that_the_browser_lost_doubles_nothing(screen: Screen, sandbox: Sandbox) -> None:
    """D-16: the same key is the same message."""
    customer = sandbox.customer()
    customer.write("駐車場はありますか")
    screen.open(customer)
    posts: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if route.request.method != "POST":
            return route.fallback()
        posts.append(route.request.post_data or "")
        if len(posts) > 1:
            return route.fallback()
        route.fetch()
        return route.abort("connectionreset")

    screen.page.route("**/api/v1/conversations/*/messages", lose_the_first_answer)
    screen.say("はい、3台分ございます")
    screen.expect_tick("3台分", "delivered")
    screen.say("裏の入り口からどうぞ")
    screen.expect_tick("裏の入り口", "delivered")
    expect(screen.message("3台分")).to_have_count(1)
    expect(screen.thread.get_by_test_id("outgoing")).to_have_count(0)
    assert [message["text"] for message in customer.received()] == [
        "はい、3台分ございます",
        "裏の入り口からどうぞ",
    ]


def test_a_customer_who_blocked_the_page_leaves_the_tick_at_sent(screen: Screen, sandbox: Sandbox) -> None:
    """TS-14: no reason is invented."""
    customer = sandbox.customer()
    customer.write("もう結構です")
    customer.act("block")
    screen.open(customer)
    screen.say("承知いたしました")
    screen.expect_tick("承知いたしました", "sent")
    sandbox.wait_until_idle()
    screen.expect_tick("承知いたしました", "sent")
    assert customer.received() == []
