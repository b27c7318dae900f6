"""An inbox that is only looked at costs the server its stream, and nothing else (D-64)."""

from __future__ import annotations

from playwright.sync_api import Request, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words


def test_ten_minutes_of_looking_ask_for_nothing(
    sign_in: SignIn, demo: Account, sandbox: Sandbox, words: Words
) -> None:
    customer = sandbox.customer()
    customer.write("お待ちしています")
    page = sign_in(demo)
    page.clock.install()
    page.goto("/")
    screen = Screen(page, words)
    screen.open(customer)
    expect(screen.composer).to_be_visible()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(f"{request.method} {request.url}")

    page.on("request", note)
    for _minute in range(5):
        asked.clear()
        page.clock.run_for("01:00")
        if not asked:
            break
    page.clock.run_for("10:00")
    # It is awake all the while: what is new still comes, and is what ends the wait
    customer.write("まだですか")
    expect(screen.message("まだですか")).to_be_visible()
    # What is new is read, and the CRM's card may look at what became of it; nothing asks by the minute
    others = [each for each in asked if "/read" not in each]
    cards = [each for each in others if each.endswith("/crm")]
    assert others == cards
    assert len(cards) <= 2
