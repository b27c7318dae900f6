"""Two people on one inbox: conversations move between their sections at once (INB-13..26, D-69)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen


@pytest.fixture
def customer(sandbox: Sandbox) -> Customer:
    return sandbox.customer()


def section(screen: Screen, name: str) -> None:
    screen.page.locator(f"[data-section={name}]").click()


def count(screen: Screen, name: str) -> Locator:
    return screen.page.locator(f"[data-section={name}] > :last-child")


def number(screen: Screen, name: str) -> int:
    expect(count(screen, name)).not_to_be_empty()
    return int(count(screen, name).inner_text())


def assign(screen: Screen, name: str) -> None:
    screen.page.locator("[data-shortcut=assign]").click()
    screen.page.get_by_role("menuitem", name=name).click()


def test_what_is_assigned_moves_on_every_screen(
    look: Look, demo: Account, bob: Account, customer: Customer
) -> None:
    """INB-17, INB-18, INB-19, INB-21"""
    customer.write("見積もりをお願いします")
    misaki, haruto = look(demo), look(bob)
    misaki.open(customer)
    before = number(haruto, "mine")
    assign(misaki, "陽翔")
    expect(haruto.row(customer)).to_have_count(0)
    expect(count(haruto, "mine")).to_have_text(str(before + 1))
    section(haruto, "mine")
    expect(haruto.row(customer)).to_be_visible()
    # Whoever assigned it reads on in the same place
    expect(misaki.row(customer)).to_have_count(0)
    expect(misaki.thread).to_contain_text("陽翔")
    section(misaki, "others")
    expect(misaki.row(customer)).to_be_visible()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_closed_conversation_comes_back_with_the_customers_next_message(
    screen: Screen, customer: Customer
) -> None:
    """INB-22, INB-24, INB-25, INB-26"""
    customer.write("ありがとうございました")
    screen.open(customer)
    screen.button("handling:close").click()
    expect(screen.row(customer)).to_have_count(0)
    expect(screen.page.get_by_text(screen.words("handling:is_closed"))).to_be_visible()
    section(screen, "closed")
    expect(screen.row(customer)).to_be_visible()
    customer.write("もう一つだけ")
    expect(screen.row(customer)).to_have_count(0)
    expect(screen.page.get_by_text(screen.words("handling:is_closed"))).to_have_count(0)
    expect(screen.thread).to_contain_text(screen.words("codes:reopened_by_contact"))
    section(screen, "unassigned")
    expect(screen.row(customer)).to_be_visible()


def test_who_is_away_cannot_be_chosen_not_even_by_themselves(
    look: Look, demo: Account, bob: Account, customer: Customer
) -> None:
    """INB-13, INB-14, INB-15"""
    customer.write("こんにちは")
    misaki, haruto = look(demo), look(bob)
    switch = haruto.page.get_by_role("switch", name=haruto.words("list:availability"))
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    try:
        for screen in (misaki, haruto):
            screen.open(customer)
            screen.page.locator("[data-shortcut=assign]").click()
            person = screen.page.get_by_role("menuitem", name="陽翔")
            expect(person).to_be_disabled()
            expect(person).to_contain_text(screen.words("handling:away"))
    finally:
        haruto.page.keyboard.press("Escape")
        switch.click()
        expect(switch).to_have_attribute("aria-checked", "true")
    expect(misaki.page.get_by_role("menuitem", name="陽翔")).to_be_enabled()


def test_several_are_closed_at_once(screen: Screen, sandbox: Sandbox) -> None:
    first, second = sandbox.customer(), sandbox.customer()
    for customer in (first, second):
        customer.write("完了")
        box = screen.page.get_by_role("checkbox", name=screen.words("list:tick", name=customer.name))
        box.check(force=True)
    bar = screen.page.get_by_role("toolbar", name=screen.words("list:selected_tools"))
    bar.get_by_role("button", name=screen.words("handling:close")).click()
    for customer in (first, second):
        expect(screen.row(customer)).to_have_count(0)
    expect(bar).to_have_count(0)
    section(screen, "closed")
    for customer in (first, second):
        expect(screen.row(customer)).to_be_visible()


def test_the_keyboard_closes_and_goes_on_to_the_next(screen: Screen, sandbox: Sandbox) -> None:
    older, newer = sandbox.customer(), sandbox.customer()
    older.write("先に")
    expect(screen.row(older)).to_be_visible()
    newer.write("あとで")
    screen.open(newer)
    screen.page.locator("body").press("e")
    expect(screen.row(newer)).to_have_count(0)
    screen.page.locator("body").press("j")
    expect(screen.page.get_by_role("heading", name=older.name)).to_be_visible()


def test_only_what_waits_and_who_waits_longest(screen: Screen, sandbox: Sandbox) -> None:
    first, second = sandbox.customer(), sandbox.customer()
    first.write("お待ちしています")
    expect(screen.row(first)).to_be_visible()
    second.write("すぐお願いします")
    expect(screen.row(second)).to_be_visible()
    screen.open(second)
    screen.say("はい、ただいま")
    screen.expect_tick("はい、ただいま", "delivered")
    screen.button("list:filter").click()
    screen.page.get_by_role("menuitemcheckbox", name=screen.words("list:only.waiting")).click()
    screen.page.keyboard.press("Escape")
    expect(screen.row(first)).to_be_visible()
    expect(screen.row(second)).to_have_count(0)
    screen.button("list:without", word=screen.words("list:only.waiting")).click()
    expect(screen.row(second)).to_be_visible()
