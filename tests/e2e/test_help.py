"""The help: found by searching, read in either language by whoever asks, and reached from where a problem shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

HELP = Path(__file__).parents[2] / "docs" / "help"
JAPANESE, ENGLISH = Words("ja"), Words("en")


@pytest.fixture
def stranger(browser: Browser, instance: Instance) -> Iterator[Page]:
    """Nobody's browser, in English."""
    context = browser.new_context(base_url=instance.url, locale="en-US")
    page = context.new_page()
    page.goto("/help")
    yield page
    context.close()


def test_a_stranger_searches_reads_and_changes_the_language(stranger: Page) -> None:
    """TS-08: not being able to sign in is a reason to need help."""
    page = stranger
    expect(page.get_by_role("heading", level=1)).to_have_text(ENGLISH("help:title"))
    search = page.get_by_role("searchbox")
    search.fill("zebra")
    expect(page.get_by_text(ENGLISH("help:nothing_found"))).to_be_visible()
    search.fill("permissions missing")
    search.press("Enter")
    expect(page).to_have_url(re.compile("/help/permissions$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Permissions are missing")

    page.get_by_role("navigation", name=ENGLISH("help:contents")).get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile("#what-each-permission-is-for$"))
    page.get_by_role("link", name="日本語").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("権限が足りない")
    expect(page.locator("html")).to_have_attribute("lang", "ja")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("権限が足りない")
    page.get_by_role("navigation", name=JAPANESE("help:neighbours")).locator("[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("両方の管理者であること")


def test_a_refusal_leads_to_its_article_and_the_language_of_a_member_stays(
    sign_in: SignIn, demo: Account, words: Words
) -> None:
    """FB-22, TS-09: from the problem to what to do, and from there to the screen where it is done."""
    page = sign_in(demo)
    page.goto("/settings/messaging?refused=permissions_missing&missing=pages_messaging")
    page.get_by_role("link", name=words("settings:refused.help")).click()
    expect(page).to_have_url(re.compile("/help/permissions$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("権限が足りない")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Permissions are missing")
    page.get_by_role("link", name=f"{ENGLISH('frame:tools')} → {ENGLISH('frame:messaging')}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("settings:messaging.title"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_list_of_topics(stranger: Page, scheme: str) -> None:
    """axe finds nothing, and at 360 px nothing sticks out; an article is among the screens of test_settings."""
    page = stranger
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_locked_composer_leads_to_what_can_be_done_about_its_reason(
    screen: Screen, sandbox: Sandbox, demo: Account
) -> None:
    """FB-22: each reason has an article of its own."""
    late, elsewhere = sandbox.customer(), sandbox.customer()
    late.write("先月の件ですが", minutes_ago=30 * 24 * 60)
    elsewhere.write("担当の方はいますか")
    sandbox.post("threads/owner", page=elsewhere.page, customer=elsewhere.id, app_id="555")
    for customer, topic in ((late, "reply-window"), (elsewhere, "cannot-send")):
        screen.visit(demo.conversation(customer)["id"])
        screen.locked.get_by_role("link", name=screen.words("common:what_to_do"), exact=True).click()
        expect(screen.page).to_have_url(re.compile(f"/help/{topic}$"))
        article = HELP / screen.words.language / f"{topic}.md"
        title = article.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")
        expect(screen.page.get_by_role("heading", level=1)).to_have_text(title)
