"""What customers are shown besides messages: switched on by an admin, seen on the customer's phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.account import Account, until
from tests.e2e.conftest import SignIn
from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

MANNERS = ("typing_indicator", "mark_seen")


@pytest.fixture
def channel(demo: Account) -> Iterator[dict[str, Any]]:
    """The demo's Page, on which both are off at first, and off again afterwards."""
    found: dict[str, Any] = demo.get("/api/v1/channels")[0]
    assert not any(found[name] for name in MANNERS)
    yield found
    demo.patch(f"/api/v1/channels/{found['id']}", dict.fromkeys(MANNERS, False))


def toggles(page: Page, channel: dict[str, Any], words: Words) -> list[Locator]:
    """On the Page's row in the settings."""
    page.goto("/settings/messaging")
    row = page.get_by_role("listitem").filter(has_text=channel["name"])
    return [row.get_by_role("switch", name=words(f"settings:manners.{name}.label")) for name in MANNERS]


def sees(customer: Customer) -> set[str]:
    """What the phone shows."""
    thread = customer.thread()
    seen = thread["page_read_at"] >= thread["last_inbound_at"]
    return {name for name, shown in zip(MANNERS, (thread["typing"], seen), strict=True) if shown}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_admin_has_customers_see_that_somebody_writes_and_has_looked(
    sign_in: SignIn, screen: Screen, demo: Account, sandbox: Sandbox, channel: dict[str, Any]
) -> None:
    page = sign_in(demo)
    for toggle in toggles(page, channel, screen.words):
        expect(toggle).not_to_be_checked()
        with page.expect_response(lambda answer: answer.request.method == "PATCH"):
            toggle.check()
    for toggle in toggles(page, channel, screen.words):
        expect(toggle).to_be_checked()

    customer = sandbox.customer()
    customer.write("いつごろ届きますか")
    assert sees(customer) == set()
    screen.open(customer)
    screen.composer.press_sequentially("明日の")
    until(lambda: sees(customer) == set(MANNERS), 15, f"only {sees(customer)} is shown")


def test_a_member_sees_how_they_are_set_and_changes_neither(
    sign_in: SignIn, bob: Account, channel: dict[str, Any], words: Words
) -> None:
    for toggle in toggles(sign_in(bob), channel, words):
        expect(toggle).not_to_be_checked()
        expect(toggle).to_be_disabled()
