"""The CRM card beside a conversation: linked, given a deal whose note grows, and unlinked again; in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import opened
from tests.e2e.practice import Sandbox
from tests.e2e.words import Words

CONNECTION = "/api/v1/connections/{}"
JA, EN = Words("ja"), Words("en")


@pytest.fixture
def connection(demo: Account) -> Iterator[int]:
    """The demo's installation, private for a while: nothing is linked there by itself."""
    pk = demo.get("/api/v1/channels")[0]["connection_id"]
    demo.patch(CONNECTION.format(pk), {"visibility": "private"})
    yield pk
    demo.patch(CONNECTION.format(pk), {"visibility": "shared"})


@pytest.fixture
def open_in(browser: Browser, demo: Account) -> Iterator[Callable[[str, int], Page]]:
    """Open a conversation in this language; each call is another browser."""
    contexts = []

    def open_in(language: str, conversation: int) -> Page:
        contexts.append(opened(browser, demo, language))
        page = contexts[-1].new_page()
        page.goto(f"/conversations/{conversation}")
        expect(page.get_by_test_id("message").first).to_be_visible()
        return page

    yield open_in
    for context in contexts:
        context.close()


def press(within: Page | Locator, name: str) -> None:
    within.get_by_role("button", name=name, exact=True).click()


def test_a_conversation_is_linked_given_a_deal_that_tells_it_and_unlinked(
    open_in: Callable[[str, int], Page], demo: Account, sandbox: Sandbox, connection: int
) -> None:
    """FB-12..14, INB-32..36, H-04, H-06, H-12"""
    name = f"Yuki {uuid4().hex[:8]}"
    demo.post("/api/v1/persons", {"name": name, "key": uuid4().hex}, expect=201)
    customer = sandbox.customer()
    customer.write("青い自転車はありますか")
    conversation = demo.conversation(customer)["id"]

    ja = open_in("ja", conversation)
    card = ja.get_by_role("complementary", name=JA("details:title"))
    expect(card.get_by_text(JA("panel:nobody"))).to_be_visible()
    ja.keyboard.press("l")
    dialog = ja.get_by_role("dialog")
    dialog.get_by_role("combobox", name=JA("panel:search.label")).fill(name)
    expect(dialog.get_by_role("option", selected=True)).to_contain_text(name)
    ja.keyboard.press("Enter")
    expect(dialog).to_contain_text(JA("panel:readers.everyone"))
    press(dialog, JA("panel:confirm.without"))
    expect(card.get_by_role("link", name=name)).to_be_visible()
    expect(card).to_contain_text(JA("panel:transcript.off"))

    demo.patch(CONNECTION.format(connection), {"visibility": "shared"})
    en = open_in("en", conversation)
    expect(en.get_by_role("complementary").get_by_role("link", name=name)).to_be_visible()
    en.keyboard.press("Shift+D")
    title = EN("panel:new.title_deal", name=name)
    expect(en.get_by_role("dialog").get_by_label(EN("crm:field.title"), exact=True)).to_have_value(title)
    press(en.get_by_role("dialog"), EN("panel:new.save"))
    deal = en.get_by_role("complementary").get_by_role("link", name=title)
    expect(card.get_by_role("link", name=title)).to_be_visible()
    expect(card).to_contain_text(JA("panel:transcript.live"))

    deal.click()
    feed = en.get_by_role("region", name=EN("crm:feed.title"))
    expect(feed).to_contain_text("青い自転車はありますか")
    customer.write("赤でもいいです")
    expect(feed).to_contain_text("赤でもいいです")
    expect(feed.get_by_text("青い自転車はありますか")).to_have_count(1)
    feed.get_by_role("link", name=EN("crm:feed.open_chat")).click()
    expect(en.get_by_test_id("message").first).to_be_visible()

    press(card, JA("panel:menu.open", title=title))
    ja.get_by_role("menuitem", name=JA("panel:menu.unlink")).click()
    expect(dialog).to_contain_text(JA("panel:unlink.stays"))
    press(dialog, JA("panel:unlink.confirm"))
    expect(card).to_contain_text(JA("panel:open_items"))
    expect(card).to_contain_text(JA("panel:transcript.off"))
