"""A new user's way, by hand and by README alone: sign up, connect a Page, see what a customer writes, answer."""

import re

from playwright.sync_api import Browser, expect

from tests.e2e.account import PASSWORD, mailed_link
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words


def test_somebody_new_gets_from_signing_up_to_the_first_answer(
    browser: Browser, instance: Instance, sandbox: Sandbox
) -> None:
    """FB-01, FB-02, FB-05, FB-06, FB-15, FB-16"""
    words = Words("en")
    context = browser.new_context(base_url=instance.url, locale="en-US", timezone_id="Europe/London")
    page = context.new_page()
    page.goto("/")
    page.get_by_role("link", name=words("accounts:sign_in.sign_up")).click()
    given = {"name": "Nora Newman", "workspace": "Newman Boats", "email": "nora@people.example"}
    for name, value in (given | {"password": PASSWORD}).items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name=words("accounts:sign_up.submit")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("accounts:check_mail.title"))
    page.goto("/verify-email/" + mailed_link(instance.data / "mail", "nora@people.example", "verify-email"))

    # The empty inbox says what to do, and each step leads to the next
    expect(page.get_by_text(words("list:empty.no_channel"))).to_be_visible()
    page.get_by_role("link", name=words("list:empty.connect"), exact=True).click()
    page.get_by_role("region", name="Messenger").get_by_role(
        "link", name=words("settings:messaging.connect"), exact=True
    ).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("connect:title", provider="Messenger"))
    expect(page.get_by_text("Newman Boats").first).to_be_visible()
    page.get_by_role("radio", name=re.compile(re.escape(words("connect:visibility.shared")))).check(
        force=True
    )
    page.get_by_role("button", name=words("connect:allow")).click()
    page.get_by_role("radio", name="田中 陽翔").check(force=True)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("settings:pages.title"))
    page.get_by_role("checkbox", name=re.compile("Harbour")).check(force=True)
    page.get_by_role("button", name=words.like("settings:pages.connect_one")).click()
    expect(page.get_by_text(words("list:empty.nobody"))).to_be_visible()

    screen = Screen(page, words)
    customer = sandbox.customer("harbour", name="Isla Marsh")
    customer.write("Is the blue dinghy still for sale?")
    screen.open(customer)
    screen.say("It is. Would you like to see it?")
    screen.expect_tick("It is.", "delivered")
    assert [message["text"] for message in customer.received()] == ["It is. Would you like to see it?"]
    context.close()
