"""The page of customers' phones, as a person uses it: write, send pictures, react, block, and see the answer come."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.instance import Instance
from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen

WORDS = {
    "ja": {"attach": "写真・声・ファイルなど", "menu": "この電話の設定"},
    "en": {
        "attach": "Photos, voice, files and more",
        "menu": "This phone",
    },
}
BLOCK = {"ja": "ページをブロック", "en": "Block the Page"}
UNBLOCK = {"ja": "ブロックを解除", "en": "Unblock"}


@contextmanager
def phone_of(
    browser: Browser, instance: Instance, customer: Customer, *, language: str, width: int
) -> Iterator[Page]:
    """A browser that shows the customer's phone."""
    context = browser.new_context(
        base_url=instance.url, locale=language, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    page.goto(f"/sandbox/phone?customer={customer.id}")
    yield page
    context.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_person_writes_on_the_phone_and_sees_the_answer(
    browser: Browser, instance: Instance, sandbox: Sandbox, screen: Screen, language: str
) -> None:
    """Typed and sent by Enter; in the inbox without a reload; the answer on the phone, and its tick turns."""
    customer = sandbox.customer()
    with phone_of(browser, instance, customer, language=language, width=1280) as page:
        page.locator(".composer textarea").fill("入荷はいつですか")
        page.locator(".composer textarea").press("Enter")
        expect(page.locator(".row.mine")).to_contain_text("入荷はいつですか")
        screen.open(customer)
        screen.say("来週の火曜日です")
        expect(page.locator(".row.theirs")).to_contain_text("来週の火曜日です")
        screen.expect_tick("来週の火曜日です", "read")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_pictures_reactions_and_blocking_by_touch(
    browser: Browser, instance: Instance, sandbox: Sandbox, language: str
) -> None:
    """On a small phone, in both languages; nothing is wider than the screen and axe finds nothing serious."""
    customer, words = sandbox.customer(), WORDS[language]
    with phone_of(browser, instance, customer, language=language, width=360) as page:
        page.get_by_role("button", name=words["attach"]).click()
        page.locator(".thumb").first.click()
        expect(page.locator(".picture img")).to_be_visible()
        page.locator(".picture").click()
        page.locator(".emoji").first.click()
        expect(page.locator(".reactions")).to_be_visible()
        page.get_by_role("button", name=words["menu"]).click()
        page.get_by_role("button", name=BLOCK[language]).click()
        expect(page.get_by_role("button", name=UNBLOCK[language])).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") == 360
        found = Axe().run(page).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
