"""That everybody can use the screens: with assistive technology, in both colour schemes, on a small phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import opened

SCREENS = [
    "/settings/messaging",
    "/settings/messaging?refused=permissions_missing&missing=pages_messaging",
    "/help/permissions",
    "/contacts",
    "/contacts/1",
    "/deals",
    "/deals?as=list",
    "/deals/1",
    "/leads",
    "/leads/1",
    "/persons",
    "/persons/1",
    "/organizations/1",
    "/settings/pipelines",
    "/settings/crm",
    "/settings/members",
    "/settings/profile",
    "/settings/workspace",
    "/settings/tokens",
    "/settings/notifications",
    "/settings/audit",
    "/settings/messaging/channels/1",
    "/connect/messenger",
    "/invitation/spent",
    "/verify-email/spent",
    "/reset-password",
]
RULES = {"resultTypes": ["violations"]}
# All that a colour scheme changes
COLOURS = RULES | {"runOnly": ["color-contrast"]}


@pytest.fixture(scope="module")
def reader(browser: Browser, demo: Account) -> Iterator[Callable[[str], Page]]:
    """The page of somebody who reads that language and walks through the screens in one browser."""
    pages: dict[str, Page] = {}

    def reader(language: str) -> Page:
        if language not in pages:
            pages[language] = opened(browser, demo, language).new_page()
            pages[language].emulate_media(reduced_motion="reduce")
        return pages[language]

    yield reader
    for page in pages.values():
        page.context.close()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("path", SCREENS)
def test_everybody_can_use_the_screen(reader: Callable[[str], Page], path: str, language: str) -> None:
    """axe finds nothing, light or dark, and at 360 px nothing sticks out."""
    page = reader(language)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert troubles(page) == []
    page.emulate_media(color_scheme="dark")
    expect(page.locator("html")).to_have_attribute("data-mantine-color-scheme", "dark")
    assert troubles(page, COLOURS) == []
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def troubles(page: Page, options: dict[str, list[str]] = RULES) -> list[tuple[str, str]]:
    """What axe finds, with the first element that it concerns."""
    found = Axe().run(page, options=options).response["violations"]
    return [(each["id"], each["nodes"][0]["html"]) for each in found]
