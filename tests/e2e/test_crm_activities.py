"""An activity and a file on a deal's page, and the activity in one's own calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.words import Words


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_activity_is_planned_ticked_and_in_ones_calendar_and_a_file_is_seen(
    sign_in: SignIn, demo: Account, bob: Account, words: Words
) -> None:
    """TL-06, TL-19"""
    deal = demo.post("/api/v1/deals", {"title": f"Ten bikes {uuid4()}", "key": uuid4().hex}, expect=201)
    page, other = sign_in(demo), sign_in(bob)
    for each in (page, other):
        each.goto(f"/deals/{deal['id']}")
    subject, day = f"Ask for the colour {uuid4()}", date.today() + timedelta(days=3)
    what = page.get_by_role("group", name=words("activities:what"))
    what.get_by_role("button", name=words("activities:what_activity"), exact=True).click()
    page.get_by_label(words("activities:subject"), exact=True).fill(subject)
    page.get_by_label(words("activities:day"), exact=True).fill(day.isoformat())
    page.get_by_label(words("activities:time"), exact=True).fill("14:05")
    press(page, words("activities:save"))
    feed = other.get_by_role("region", name=words("crm:feed.title"))
    theirs = feed.get_by_role("listitem").filter(has_text=subject)
    expect(theirs).to_contain_text("14:05")

    page.goto("/settings/profile")
    press(page, words("activities:calendar.make"))
    shown = page.get_by_text(re.compile(r"/api/calendar/[\w-]+\.ics"))
    expect(shown).to_be_visible()
    address = shown.inner_text().strip()
    # Long lines are folded in it
    assert subject in httpx.get(address).text.replace("\r\n ", "")
    press(page, words("activities:calendar.end"))
    page.get_by_role("dialog").get_by_role(
        "button", name=words("activities:calendar.end"), exact=True
    ).click()
    expect(page.get_by_role("button", name=words("activities:calendar.make"), exact=True)).to_be_visible()
    assert httpx.get(address).status_code == 404

    page.goto(f"/deals/{deal['id']}")
    mine = page.get_by_role("listitem").filter(has_text=subject)
    mine.get_by_role("checkbox").click()
    expect(theirs.get_by_role("checkbox")).to_be_checked()
    what.get_by_role("button", name=words("activities:what_file"), exact=True).click()
    page.get_by_label(words("activities:choose_files"), exact=True).first.set_input_files(
        {"name": "見積書.txt", "mimeType": "text/plain", "buffer": "十台".encode()}
    )
    link = feed.get_by_role("link", name="見積書.txt", exact=True)
    expect(link).to_be_visible()
    answer = other.request.get(link.get_attribute("href") or "")
    assert (answer.status, answer.body().decode()) == (200, "十台")
