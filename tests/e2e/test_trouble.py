"""What a person sees when something stands in the way: another app, a policy, a hostile file."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, expect

from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])
SCRIPT = "<script>alert(document.cookie)</script>"
HOSTILE = {
    "logo.svg": ("image/svg+xml", f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>'),
    "cat.jpg": ("image/jpeg", f"<!doctype html><html>{SCRIPT}</html>"),
    "page.html": ("text/html", f"<html>{SCRIPT}</html>"),
}


def opened(screen: Screen, customer: Customer, text: str) -> None:
    customer.write(text)
    screen.row(customer).click()
    expect(screen.message(text)).to_be_visible()


@both_languages
def test_a_conversation_that_another_app_has_can_be_taken_over(screen: Screen, sandbox: Sandbox) -> None:
    """2018300"""
    customer = sandbox.customer()
    opened(screen, customer, "担当を確認したいです")
    hand = {"page": customer.page, "customer": customer.id, "app_id": "263902037430900"}
    sandbox.post("threads/owner", **hand)
    locked = screen.page.get_by_test_id("locked")
    expect(locked).to_contain_text("Meta Business Suite")
    locked.get_by_role("button", name=screen.words("composer:take_over")).click()
    expect(screen.composer).to_be_visible()
    screen.say("引き継ぎました")
    screen.expect_tick("引き継ぎました", "delivered")


@both_languages
def test_a_page_blocked_for_policy_shows_it_until_it_is_not(screen: Screen, sandbox: Sandbox) -> None:
    """TS-15, FAQ-02, D-33: the banner, the locked composer, the way to Page support."""
    customer = sandbox.customer()
    opened(screen, customer, "注文したいです")
    banner = screen.page.get_by_test_id("channel-trouble")
    sandbox.post("policy", page=customer.page, action="block")
    try:
        expect(banner).to_contain_text(screen.words("codes:policy_blocked"))
        support = banner.get_by_role("link", name=screen.words("list:page_support"))
        expect(support).to_have_attribute("href", "https://www.facebook.com/support/")
        expect(screen.page.get_by_test_id("locked")).to_be_visible()
    finally:
        sandbox.post("policy", page=customer.page, action="unblock")
    expect(banner).to_have_count(0)
    expect(screen.composer).to_be_visible()


def test_no_script_of_a_hostile_file_ever_runs(screen: Screen, sandbox: Sandbox) -> None:
    """An SVG, and pages that call themselves pictures: saved when asked for, never shown."""
    customer = sandbox.customer()
    opened(screen, customer, "ファイルを送ります")
    ran: list[str] = []

    def alerted(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    screen.page.on("dialog", alerted)
    for name, (mime, content) in HOSTILE.items():
        file = (name, content.encode(), mime)
        kept = sandbox.client.post("media", files={"file": file}).json()["id"]
        customer.act("image", media=kept)
    saved = screen.messages.locator("a[download]")
    expect(saved).to_have_count(len(HOSTILE))
    for number in range(len(HOSTILE)):
        path = saved.nth(number).get_attribute("href")
        with screen.page.expect_download():
            # As an address typed by hand: the browser saves it, and stays where it is
            screen.page.evaluate("path => { location.href = path }", path)
    assert ran == []
