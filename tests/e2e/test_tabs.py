"""More than one tab, and more than one person, at the same conversation."""

from playwright.sync_api import Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen


def streams(page: Page) -> int:
    """How many shared workers the browser of this page runs."""
    browser = page.context.browser
    assert browser is not None
    own = page.context.new_cdp_session(page).send("Target.getTargetInfo")["targetInfo"]
    targets = browser.new_browser_cdp_session().send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    mine = [one for one in targets if one.get("browserContextId") == own.get("browserContextId")]
    return sum(one["type"] == "shared_worker" for one in mine)


def test_two_tabs_share_one_stream_and_both_show_what_comes(screen: Screen, sandbox: Sandbox) -> None:
    asked: list[str] = []
    second = Screen(screen.page.context.new_page(), screen.words)
    for tab in (screen, second):
        tab.page.on("request", lambda request: asked.append(request.url))
    customer = sandbox.customer()
    customer.write("二つの画面に届きますか")
    screen.open(customer)
    second.visit(int(screen.page.url.rsplit("/", 1)[1]))
    assert streams(screen.page) == 1
    assert not [url for url in asked if url.endswith("/stream")]

    customer.write("両方に出ましたか")
    expect(screen.message("両方に")).to_be_visible()
    expect(second.message("両方に")).to_be_visible()
    screen.say("はい、両方に出ました")
    second.expect_tick("はい、両方に", "delivered")
    screen.page.close()
    customer.write("片方を閉じました")
    expect(second.message("片方を")).to_be_visible()


def test_a_colleague_sees_a_reply_at_once_with_its_writers_name(
    screen: Screen, look: Look, sandbox: Sandbox, demo: Account, bob: Account
) -> None:
    """D-58"""
    customer = sandbox.customer()
    customer.write("担当の方はいますか")
    colleague = look(bob)
    screen.open(customer)
    colleague.open(customer)
    screen.say("私がご案内します")
    reply = colleague.message("私がご案内します")
    expect(reply).to_be_visible()
    expect(colleague.run(reply)).to_contain_text(demo.get("/api/v1/me")["user"]["name"])
    colleague.expect_tick("私がご案内します", "delivered")
    colleague.say("私もおります")
    screen.expect_tick("私もおります", "delivered")
    assert [message["text"] for message in customer.received()] == ["私がご案内します", "私もおります"]
