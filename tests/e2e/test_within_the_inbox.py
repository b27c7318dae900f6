"""What opens over a screen or within it: by keyboard alone, and as assistive technology finds it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.practice import Sandbox
from tests.e2e.test_everybody import paint, troubles
from tests.e2e.words import Words

in_each_language = pytest.mark.parametrize(("language", "scheme"), [("ja", "light"), ("en", "dark")])


@in_each_language
def test_the_filters_open_by_key_and_give_the_focus_back(
    look: Look, demo: Account, sandbox: Sandbox, words: Words, scheme: str
) -> None:
    """From the first time on, for which they are fetched. Then what is ticked."""
    customer = sandbox.customer()
    customer.write("キーボードだけで")
    screen = look(demo)
    page = screen.page
    paint(page, scheme)
    screen.visit(demo.conversation(customer)["id"])
    for _time in range(2):
        filters = screen.button("list:filter")
        filters.press("Enter")
        expect(page.locator("[role=menu]:focus-within")).to_be_visible()
        assert troubles(page) == []
        page.keyboard.press("Escape")
        expect(page.get_by_role("menu")).to_have_count(0)
        expect(filters).to_be_focused()
    page.get_by_role("checkbox", name=words("list:tick", name=customer.name)).press(" ")
    expect(page.get_by_role("toolbar", name=words("list:selected_tools"))).to_be_visible()
    assert troubles(page) == []


@in_each_language
def test_everybody_can_read_what_a_search_finds(
    look: Look, demo: Account, sandbox: Sandbox, words: Words, scheme: str
) -> None:
    """D-90: contacts and messages, and nothing"""
    customer = sandbox.customer(name=f"蒔絵 {scheme}")
    customer.write(f"蒔絵の{scheme}です")
    demo.conversation(customer)
    screen = look(demo)
    page = screen.page
    expect(screen.row(customer)).to_be_visible()
    paint(page, scheme)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name=words("search:field"))).to_be_focused()
    page.keyboard.type(f"蒔絵 {scheme}")
    expect(page.get_by_test_id("found-contact")).to_contain_text(customer.name)
    assert troubles(page) == []
    page.keyboard.type("無")
    expect(page.get_by_text(words("search:nothing", query=f"蒔絵 {scheme}無"))).to_be_visible()
    assert troubles(page) == []


@in_each_language
def test_menus_and_dialogs_of_a_conversation_are_for_everybody(
    look: Look, demo: Account, sandbox: Sandbox, words: Words, scheme: str
) -> None:
    """Whom it is assigned to, what can be done with it as a whole, and the question before it is deleted."""
    customer = sandbox.customer()
    customer.write("メニューを開いてください")
    screen = look(demo)
    page = screen.page
    paint(page, scheme)
    screen.visit(demo.conversation(customer)["id"])
    assign = page.locator("[data-shortcut=assign]")
    assign.press("Enter")
    expect(page.locator("[role=menuitem]:focus")).to_be_visible()
    assert troubles(page) == []
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=menuitem]:focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    face = page.get_by_role("button", name=words("details:menu", name=customer.name))
    face.press("Enter")
    expect(page.locator("[role=menuitem]:focus")).to_be_visible()
    assert troubles(page) == []
    page.get_by_role("menuitem", name=words("details:delete.open")).press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(":focus")).to_be_visible()
    assert troubles(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
