"""Small screens, both colour schemes, and what assistive technology finds."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])
both_schemes = pytest.mark.parametrize("scheme", ["light", "dark"])

WORTH_FAILING = {"serious", "critical"}


# What fades in has for a moment a colour that is none of ours
AT_REST = """() => Promise.allSettled(
    document.getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
        .map(({ finished }) => finished)
)"""


def troubles(page: Page) -> list[str]:
    """What axe calls serious or critical, with the first element it concerns."""
    page.evaluate(AT_REST)
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found if one["impact"] in WORTH_FAILING]


def paint(page: Page, scheme: str) -> None:
    """Show it in this colour scheme, at rest: a colour half faded in is no colour of ours."""
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", scheme)


@pytest.mark.parametrize(("scheme", "language"), [("light", "ja"), ("dark", "en")])
def test_axe_finds_nothing_in_list_and_thread(screen: Screen, sandbox: Sandbox, scheme: str) -> None:
    """With everything a thread can show: media, a quote, a reaction, ticks, a failure, a locked neighbour."""
    customer = sandbox.customer()
    first = customer.write("写真と音声を送ります")["mid"]
    for kind in ("image", "voice", "video", "file", "sticker"):
        customer.act(kind)
    customer.write("これのことです", reply_to=first)
    paint(screen.page, scheme)
    screen.open(customer)
    sandbox.fault(kind="error", code=551, subcode=1545041)
    screen.say("拝見します")
    screen.expect_tick("拝見します", "failed")
    expect(screen.messages).to_have_count(8)
    expect(screen.thread.locator("a[download]")).to_be_visible()
    screen.message("拝見します").get_by_role("button", name=screen.words("thread:details_of")).click()
    screen.composer.fill("書きかけ")
    assert troubles(screen.page) == []
    unread = sandbox.customer()
    unread.write("未読です")
    expect(screen.row(unread)).to_contain_text("未読です")
    screen.button("composer:emoji").click()
    expect(
        screen.page.get_by_role("region", name=screen.words("composer:emoji_group.smileys"))
    ).to_be_visible()
    assert troubles(screen.page) == []


@both_schemes
def test_axe_finds_nothing_in_a_locked_thread_the_shortcuts_and_an_empty_inbox(
    look: Look, demo: Account, fresh: Account, sandbox: Sandbox, scheme: str
) -> None:
    customer = sandbox.customer()
    customer.write("先月はありがとうございました", minutes_ago=30 * 24 * 60)
    screen = look(demo)
    screen.visit(demo.conversation(customer)["id"])
    paint(screen.page, scheme)
    expect(screen.locked).to_be_visible()
    assert troubles(screen.page) == []
    screen.page.keyboard.press("?")
    expect(screen.page.get_by_role("dialog")).to_be_visible()
    assert troubles(screen.page) == []
    empty = look(fresh)
    paint(empty.page, scheme)
    expect(empty.page.get_by_text(empty.words("list:empty.no_channel"))).to_be_visible()
    assert troubles(empty.page) == []


@both_schemes
@pytest.mark.parametrize("path", ["/signin", "/signup"])
def test_axe_finds_nothing_on_the_way_in(
    browser: Browser, instance: Instance, path: str, scheme: str
) -> None:
    with browser.new_context(base_url=instance.url) as context:
        page = context.new_page()
        page.goto(path)
        paint(page, scheme)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert troubles(page) == []


@both_languages
def test_at_360_pixels_one_pane_leads_to_the_other_and_back(screen: Screen, sandbox: Sandbox) -> None:
    page = screen.page
    page.set_viewport_size({"width": 360, "height": 740})
    customer = sandbox.customer()
    customer.write("携帯から見えますか" + "とても長い文章です" * 20)
    fits = "document.documentElement.scrollWidth <= 360"
    expect(screen.row(customer)).to_be_visible()
    assert page.evaluate(fits)
    screen.open(customer)
    expect(screen.list).to_have_count(0)
    screen.say("はい、見えています")
    screen.expect_tick("見えています", "delivered")
    assert page.evaluate(fits)
    screen.button("thread:details").click()
    details = page.get_by_role("complementary", name=screen.words("details:title"))
    expect(details).to_contain_text(customer.name)
    assert page.evaluate(fits)
    screen.button("details:close").click()
    expect(details).to_have_count(0)
    page.get_by_role("link", name=screen.words("common:back"), exact=True).click()
    expect(screen.row(customer)).to_contain_text("見えています")
    expect(page).to_have_url(re.compile(r":\d+/$"))
    page.go_back()
    expect(screen.message("見えています")).to_be_visible()
