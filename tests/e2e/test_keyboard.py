"""The inbox by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


def test_j_and_k_walk_enter_writes_and_escape_leaves(screen: Screen, sandbox: Sandbox) -> None:
    older, newer = sandbox.customer(), sandbox.customer()
    older.write("一つ下です")
    expect(screen.row(older)).to_be_visible()
    newer.write("いちばん上です")
    expect(screen.list.get_by_role("link").first).to_contain_text("いちばん上です")
    press = screen.page.keyboard.press
    heading = screen.page.get_by_role("heading", level=2).first

    press("j")
    expect(heading).to_have_text(newer.name)
    expect(screen.row(newer)).to_have_attribute("aria-current", "true")
    press("j")
    expect(heading).to_have_text(older.name)
    press("k")
    expect(heading).to_have_text(newer.name)
    expect(screen.message("いちばん上です")).to_be_visible()
    press("Enter")
    expect(screen.composer).to_be_focused()
    screen.page.keyboard.type("jk? 承知しました")
    press("Enter")
    screen.expect_tick("jk? 承知しました", "delivered")
    expect(screen.composer).to_be_focused()
    press("Escape")
    expect(screen.composer).not_to_be_focused()
    expect(screen.messages.first).to_be_visible()
    # From a row that was clicked Enter leads into the reply as well
    screen.row(newer).click()
    press("Enter")
    expect(screen.composer).to_be_focused()
    press("Escape")
    press("Escape")
    expect(screen.page).to_have_url(re.compile(r":\d+/$"))
    expect(screen.page.get_by_text(screen.words("thread:nothing_open"))).to_be_visible()
    assert [message["text"] for message in newer.received()] == ["jk? 承知しました"]


@both_languages
def test_a_question_mark_shows_the_shortcuts(screen: Screen) -> None:
    expect(screen.list.get_by_role("link").first).to_be_visible()
    screen.page.keyboard.press("?")
    dialog = screen.page.get_by_role("dialog", name=screen.words("shortcuts:title"))
    for word in ("next", "previous", "write", "note", "quote", "back", "send", "break", "details", "help"):
        expect(dialog).to_contain_text(screen.words(f"shortcuts:{word}"))
    screen.page.keyboard.press("j")
    expect(dialog).to_be_visible()
    screen.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(screen.page.get_by_text(screen.words("thread:nothing_open"))).to_be_visible()


def test_tab_reaches_the_list_the_thread_and_the_composer(screen: Screen, sandbox: Sandbox) -> None:
    customer = sandbox.customer()
    customer.write("キーボードだけで読めますか")
    expect(screen.list.get_by_role("link").first).to_contain_text(customer.name)
    reached: list[str] = []
    for _ in range(40):
        screen.page.keyboard.press("Tab")
        focused = screen.page.locator(":focus")
        if focused.get_attribute("data-conversation"):
            break
    screen.page.keyboard.press("Enter")
    expect(screen.message("キーボードだけで")).to_be_visible()
    for _ in range(40):
        screen.page.keyboard.press("Tab")
        focused = screen.page.locator(":focus")
        reached.append(focused.get_attribute("data-testid") or focused.get_attribute("aria-label") or "")
        if reached[-1] == screen.words("composer:label"):
            break
    assert "thread" in reached, reached
    expect(screen.composer).to_be_focused()
