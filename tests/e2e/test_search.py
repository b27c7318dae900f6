"""Finding a message and opening it in its place (D-90)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.account import Account
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])

# Each test looks for a word that nobody else has written
_rare = (f"{one}{other}" for one, other in itertools.permutations("鰐鱈鱒鯖鰯", 2))


@pytest.fixture
def word() -> Iterator[str]:
    yield next(_rare)


def field(screen: Screen) -> Locator:
    return screen.page.get_by_role("combobox", name=screen.words("search:field"))


def results(screen: Screen) -> Locator:
    return screen.page.get_by_test_id("search-results")


def hits(screen: Screen) -> Locator:
    return results(screen).get_by_test_id("found-message")


def marked(where: Locator, word: str) -> Locator:
    return where.locator("mark").filter(has_text=word)


@both_languages
def test_a_message_is_found_by_two_kanji_and_opened_in_its_place(
    screen: Screen, sandbox: Sandbox, demo: Account, word: str
) -> None:
    customer = sandbox.customer()
    texts = [f"第{number}便です" for number in range(1, 91)]
    texts[29] = f"第30便は{word}の件です"
    customer.write_history(texts)
    expect(screen.row(customer)).to_contain_text("第90便")

    screen.page.keyboard.press("/")
    expect(field(screen)).to_be_focused()
    screen.page.keyboard.type(word)
    expect(hits(screen)).to_have_count(1)
    expect(hits(screen)).to_contain_text(customer.name)
    expect(marked(hits(screen), word)).to_be_visible()
    hits(screen).click()

    found = screen.message("第30便")
    expect(found).to_be_in_viewport()
    expect(marked(found, word)).to_be_visible()
    expect(screen.message("第29便です")).to_be_visible()
    expect(screen.message("第31便です")).to_be_visible()
    # What is written now is not put below what is shown of long ago
    customer.write("第91便です")
    expect(screen.jump(91)).to_be_visible()
    expect(screen.message("第91便です")).to_have_count(0)
    expect(found).to_be_in_viewport()

    # Downwards all the rest follows without a gap
    for number in (60, 75, 91):
        screen.thread.evaluate("box => { box.scrollTop = 0 }")
        expect(screen.message(f"第{number}便です")).to_have_count(1)
    shown = [int(re.findall(r"第(\d+)便", text)[0]) for text in screen.messages.all_inner_texts()]
    assert shown == list(range(shown[0], 92))


@both_languages
def test_the_newest_is_one_press_away_from_a_message_of_long_ago(
    screen: Screen, sandbox: Sandbox, demo: Account, word: str
) -> None:
    customer = sandbox.customer()
    customer.write_history([f"{word}の件です", *(f"第{number}便です" for number in range(1, 81))])
    expect(screen.row(customer)).to_contain_text("第80便")
    field(screen).fill(word)
    hits(screen).click()
    expect(screen.message(word)).to_be_in_viewport()
    screen.jump(81).click()
    expect(screen.message("第80便です")).to_be_in_viewport()
    expect(screen.page).to_have_url(re.compile(r"/conversations/\d+$"))


@both_languages
def test_a_search_by_keyboard_alone(screen: Screen, sandbox: Sandbox, word: str) -> None:
    customer = sandbox.customer(name=f"{word}商店 {screen.words.language}")
    customer.write(f"{word}を一つお願いします")
    customer.write(f"{word}は二つにしてください")
    expect(screen.row(customer)).to_contain_text("二つ")
    press = screen.page.keyboard.press

    press("/")
    screen.page.keyboard.type(word)
    expect(results(screen).get_by_test_id("found-contact")).to_contain_text(customer.name)
    expect(hits(screen)).to_have_count(2)
    for _ in range(3):
        press("ArrowDown")
    expect(hits(screen).nth(1)).to_have_attribute("aria-selected", "true")
    press("Enter")
    expect(marked(screen.message("一つ"), word)).to_be_visible()
    expect(field(screen)).to_be_focused()
    press("ArrowUp")
    press("Enter")
    expect(marked(screen.message("二つ"), word)).to_be_visible()
    expect(marked(screen.message("一つ"), word)).to_have_count(0)
    press("Escape")
    expect(results(screen)).to_have_count(0)
    expect(screen.list).to_be_visible()
    press("Escape")
    expect(field(screen)).not_to_be_focused()


def test_a_conversion_is_looked_for_when_it_ends_and_its_enter_opens_nothing(
    screen: Screen, sandbox: Sandbox, word: str
) -> None:
    """D-89"""
    customer = sandbox.customer()
    customer.write(f"{word}です")
    expect(screen.row(customer)).to_be_visible()
    asked: list[str] = []
    screen.page.on("request", lambda request: asked.append(request.url) if "/search" in request.url else None)
    field(screen).focus()
    ime = screen.page.context.new_cdp_session(screen.page)
    ime.send("Input.imeSetComposition", {"text": "わに", "selectionStart": 2, "selectionEnd": 2})
    expect(field(screen)).to_have_value("わに")
    ime.send("Input.imeSetComposition", {"text": word, "selectionStart": 2, "selectionEnd": 2})
    # The key an IME swallows while it converts
    field(screen).dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True})
    ime.send("Input.insertText", {"text": word})
    expect(hits(screen)).to_have_count(1)
    expect(screen.page.get_by_text(screen.words("thread:nothing_open"))).to_be_visible()
    assert len(asked) == 1, asked


@both_languages
def test_what_is_not_there_is_said_and_a_way_back(screen: Screen, word: str) -> None:
    field(screen).fill(word)
    expect(results(screen)).to_contain_text(screen.words("search:nothing", query=word))
    screen.button("search:clear").click()
    expect(screen.list).to_be_visible()
    expect(field(screen)).to_be_focused()


def test_on_a_phone_the_results_are_there_when_one_comes_back(
    screen: Screen, sandbox: Sandbox, word: str
) -> None:
    screen.page.set_viewport_size({"width": 390, "height": 844})
    customer = sandbox.customer()
    customer.write(f"{word}です")
    expect(screen.row(customer)).to_be_visible()
    field(screen).fill(word)
    hits(screen).click()
    expect(marked(screen.message(word), word)).to_be_visible()
    expect(field(screen)).to_have_count(0)
    screen.page.go_back()
    expect(field(screen)).to_have_value(word)
    expect(hits(screen)).to_have_count(1)


@both_languages
def test_a_message_that_was_taken_back_goes_from_the_results_too(
    screen: Screen, sandbox: Sandbox, word: str
) -> None:
    """D-15"""
    customer = sandbox.customer()
    mid = customer.write(f"{word}の番号は1234です")["mid"]
    expect(screen.row(customer)).to_be_visible()
    field(screen).fill(word)
    expect(hits(screen)).to_have_count(1)
    customer.act("unsend", mid=mid)
    expect(results(screen)).to_contain_text(screen.words("search:nothing", query=word))


def test_one_looks_only_at_what_was_said_with_the_customer_who_is_open(
    screen: Screen, sandbox: Sandbox, word: str
) -> None:
    """D-90"""
    here, elsewhere = sandbox.customer(), sandbox.customer()
    here.write(f"{word}、一つ")
    elsewhere.write(f"{word}、二つ")
    expect(screen.row(elsewhere)).to_be_visible()
    screen.open(here)
    field(screen).fill(word)
    expect(hits(screen)).to_have_count(2)
    only = screen.button("search:only", name=here.name)
    only.click()
    expect(hits(screen)).to_have_count(1)
    expect(hits(screen)).to_contain_text("一つ")
    only.click()
    expect(hits(screen)).to_have_count(2)
