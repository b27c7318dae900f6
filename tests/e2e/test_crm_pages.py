"""Deals and leads on screen: made by hand, moved, noted on, converted, won; a colleague sees it at once."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.words import Words


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_lead_becomes_a_deal_that_is_moved_noted_on_and_won(
    sign_in: SignIn, demo: Account, bob: Account, words: Words
) -> None:
    """INB-01, INB-02, D-05"""
    page, other = sign_in(demo), sign_in(bob)
    title = f"Ten bikes {uuid4()}"
    page.goto("/")
    rail = page.get_by_role("navigation", name=words("frame:sections"))
    rail.get_by_role("link", name=words("frame:leads")).click()
    press(page, words("crm:new.lead"))
    form = page.get_by_role("dialog")
    form.get_by_label(words("crm:field.title"), exact=True).fill(title)
    form.get_by_label(words("crm:field.person"), exact=True).fill(f"Bob's brother {title}")
    form.get_by_label(words("crm:field.value"), exact=True).fill("１，２００")
    press(page, words("crm:new.save"))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    press(page, words("crm:convert.do"))
    form.get_by_role("button", name=words("crm:convert.do"), exact=True).click()

    expect(page).to_have_url(re.compile(r"/deals/\d+$"))
    other.goto(page.url)
    steps = page.get_by_role("list", name=words("crm:field.stage")).get_by_role("button")
    steps.nth(2).click()
    page.get_by_label(words("crm:note.write"), exact=True).fill("Wants red ones")
    press(page, words("crm:note.save"))
    theirs = other.get_by_role("list", name=words("crm:field.stage")).get_by_role("button")
    expect(theirs.nth(2)).to_have_attribute("aria-current", "step")
    expect(other.get_by_role("region", name=words("crm:feed.title"))).to_contain_text("Wants red ones")

    press(page, words("crm:deal.win"))
    expect(steps.nth(2)).to_be_disabled()
    page.get_by_role("main").get_by_role("link", name=words("crm:deals.title"), exact=True).click()
    row = page.get_by_role("listitem").filter(has_text=title)
    press(page, words("board:as.list"))
    expect(row).to_have_count(0)
    press(page, words("crm:status.won"))
    expect(row).to_contain_text("1,200")
