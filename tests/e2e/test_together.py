"""Two members on one conversation: who is there, answers that would cross, notes and quotes (D-58, D-73)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


# However slow the machine: in the very moment in which the colleague's answer is drawn
ENTER_AS_IT_ARRIVES = """text => {
    const observer = new MutationObserver(() => {
        if (!document.querySelector("[data-testid=thread]").textContent.includes(text)) return
        observer.disconnect()
        const box = document.querySelector("[data-composer]")
        box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }))
    })
    observer.observe(document.body, { childList: true, subtree: true })
}"""


@pytest.fixture
def alices(look: Look, demo: Account) -> Screen:
    return look(demo)


@pytest.fixture
def bobs(look: Look, bob: Account) -> Screen:
    return look(bob)


def name_of(account: Account) -> str:
    return str(account.get("/api/v1/me")["user"]["name"])


def opened(customer: Customer, text: str, *screens: Screen) -> None:
    customer.write(text)
    for screen in screens:
        screen.open(customer)
        expect(screen.message(text)).to_be_visible()


def looking(screen: Screen) -> Locator:
    return screen.page.get_by_test_id("looking")


def typing(screen: Screen) -> Locator:
    return screen.page.get_by_test_id("typing")


def switch(screen: Screen, mode: str) -> None:
    screen.page.get_by_role("radio", name=screen.words(f"composer:mode_{mode}"), exact=True).click()


def note_box(screen: Screen) -> Locator:
    return screen.page.get_by_role("textbox", name=screen.words("composer:note_label"), exact=True)


def note(screen: Screen, text: str) -> Locator:
    return screen.thread.get_by_test_id("note").filter(has_text=text)


@both_languages
def test_colleagues_see_who_is_there_and_who_writes(
    alices: Screen, bobs: Screen, bob: Account, sandbox: Sandbox, language: str
) -> None:
    """D-73. Nothing moves for it: the composer stays where it is."""
    customer, name = sandbox.customer(), name_of(bob)
    opened(customer, "誰かいますか", alices)
    expect(looking(alices)).not_to_contain_text(name)
    place = alices.composer.bounding_box()
    bobs.open(customer)
    expect(looking(alices)).to_contain_text(alices.words("thread:looking", names=name))
    words = alices.words("thread:typing_one" if language == "en" else "thread:typing_other", name=name)
    bobs.composer.press_sequentially("はい")
    expect(typing(alices)).to_have_text(words)
    expect(alices.row(customer).get_by_test_id("typing-sign")).to_have_attribute("title", words)
    assert alices.composer.bounding_box() == place
    bobs.composer.fill("")
    expect(typing(alices)).to_have_text("")
    expect(looking(alices)).to_contain_text(name)
    bobs.page.close()
    expect(looking(alices)).not_to_contain_text(name)


def test_an_idle_tab_asks_for_nothing(alices: Screen, bobs: Screen, sandbox: Sandbox) -> None:
    """Presence is told once, and heard on the stream."""
    customer = sandbox.customer()
    opened(customer, "静かにしていてください", bobs)
    asked: list[str] = []
    with bobs.page.expect_request_finished(lambda request: "/read" in request.url):
        pass
    bobs.page.on("request", lambda request: asked.append(request.url))
    alices.open(customer)
    alices.composer.press_sequentially("はい")
    expect(typing(bobs)).not_to_be_empty()
    alices.composer.fill("")
    expect(typing(bobs)).to_be_empty()
    assert asked == []


@both_languages
def test_the_second_answer_is_held_back_with_the_first_in_view(
    alices: Screen, bobs: Screen, bob: Account, sandbox: Sandbox
) -> None:
    """D-58: once, and not again."""
    customer = sandbox.customer()
    opened(customer, "いくらですか", alices, bobs)
    alices.composer.fill("2,000円です")
    alices.page.evaluate(ENTER_AS_IT_ARRIVES, "3,000円です")
    bobs.say("3,000円です")
    first = alices.message("3,000円です")
    stale = alices.page.get_by_test_id("stale")
    expect(stale).to_contain_text(alices.words("composer:stale"))
    expect(stale).to_contain_text(name_of(bob))
    expect(stale).to_contain_text("3,000円です")
    expect(first).to_be_in_viewport()
    expect(first).to_have_attribute("data-fresh", "true")
    assert [message["text"] for message in customer.received()] == ["3,000円です"]

    stale.get_by_role("button", name=alices.words("composer:go_on")).click()
    expect(alices.composer).to_have_value("2,000円です")
    expect(alices.composer).to_be_focused()
    expect(first).to_have_attribute("data-fresh", "false")
    alices.say("セール中は2,000円です")
    alices.expect_tick("セール中", "delivered")
    expect(stale).to_have_count(0)


def test_what_came_while_one_looked_further_up_is_shown_before_the_answer_goes(
    alices: Screen, bobs: Screen, sandbox: Sandbox
) -> None:
    """D-58: in view is what counts, not in the browser. *Send anyway* sends it."""
    customer = sandbox.customer()
    customer.write_history([f"{number}行目です" for number in range(30)])
    opened(customer, "どう思いますか", alices, bobs)
    alices.thread.evaluate("box => { box.scrollTop = -100000 }")
    expect(alices.message("どう思いますか")).not_to_be_in_viewport()
    bobs.say("良いと思います")
    bobs.expect_tick("良いと", "delivered")
    expect(alices.jump(1)).to_be_visible()
    alices.say("私もそう思います")
    stale = alices.page.get_by_test_id("stale")
    expect(stale).to_contain_text("良いと思います")
    expect(alices.message("良いと思います")).to_be_in_viewport()
    stale.get_by_role("button", name=alices.words("composer:send_anyway")).click()
    alices.expect_tick("私もそう", "delivered")
    expect(stale).to_have_count(0)


@both_languages
def test_a_note_is_for_colleagues_alone(alices: Screen, bobs: Screen, sandbox: Sandbox) -> None:
    customer = sandbox.customer()
    opened(customer, "値引きできますか", alices, bobs)
    alices.page.keyboard.press("n")
    box = note_box(alices)
    expect(box).to_be_focused()
    expect(alices.page.get_by_text(alices.words("composer:note_for_team"))).to_be_visible()
    box.fill("5%までなら可能です")
    box.press("Enter")
    expect(note(alices, "5%まで")).to_be_visible()
    expect(note(bobs, "5%まで")).to_be_visible()
    expect(bobs.row(customer)).to_contain_text("値引きできますか")
    switch(alices, "reply")
    alices.say("5%お引きします")
    alices.expect_tick("5%お引き", "delivered")
    assert [message["text"] for message in customer.received()] == ["5%お引きします"]

    expect(note(bobs, "5%まで").get_by_role("button")).to_have_count(0)
    note(alices, "5%まで").hover()
    note(alices, "5%まで").get_by_role("button", name=alices.words("thread:delete_note")).click()
    dialog = alices.page.get_by_role("dialog")
    dialog.get_by_role("button", name=alices.words("thread:delete_note")).click()
    expect(note(alices, "5%まで")).to_have_count(0)
    expect(note(bobs, "5%まで")).to_have_count(0)


@both_languages
def test_a_note_can_be_written_where_no_reply_can(look: Look, demo: Account, sandbox: Sandbox) -> None:
    customer = sandbox.customer()
    customer.write("先月はありがとうございました", minutes_ago=30 * 24 * 60)
    screen = look(demo)
    screen.visit(demo.conversation(customer)["id"])
    screen.locked.get_by_role("button", name=screen.words("composer:write_note")).click()
    expect(note_box(screen)).to_be_focused()
    note_box(screen).fill("電話で連絡済み")
    note_box(screen).press("Enter")
    expect(note(screen, "電話で連絡済み")).to_be_visible()
    switch(screen, "reply")
    expect(screen.locked).to_be_visible()


def test_a_reply_and_a_note_are_drafts_of_their_own(alices: Screen, sandbox: Sandbox) -> None:
    customer = sandbox.customer()
    opened(customer, "見積もりをください", alices)
    alices.composer.fill("少々お待ちください")
    switch(alices, "note")
    expect(note_box(alices)).to_be_empty()
    note_box(alices).fill("課長に確認する")
    switch(alices, "reply")
    expect(alices.composer).to_have_value("少々お待ちください")
    alices.page.reload()
    expect(alices.composer).to_have_value("少々お待ちください")
    switch(alices, "note")
    expect(note_box(alices)).to_have_value("課長に確認する")


@both_languages
def test_a_reply_quotes_the_message_it_answers(alices: Screen, sandbox: Sandbox) -> None:
    customer = sandbox.customer()
    opened(customer, "白はありますか", alices)
    customer.write("黒でもいいです")
    expect(alices.message("黒でも")).to_be_visible()
    alices.message("白は").hover()
    alices.message("白は").get_by_role("button", name=alices.words("thread:reply")).click()
    quoted = alices.page.get_by_test_id("quoted")
    expect(quoted).to_contain_text("白はありますか")
    expect(alices.composer).to_be_focused()
    alices.page.reload()
    expect(quoted).to_contain_text("白はありますか")
    alices.composer.fill("")
    alices.composer.press("Alt+ArrowDown")
    expect(quoted).to_contain_text("黒でもいいです")
    quoted.get_by_role("button", name=alices.words("composer:unquote")).click()
    expect(quoted).to_have_count(0)
    alices.composer.press("Escape")
    alices.page.keyboard.press("r")
    expect(quoted).to_contain_text("黒でもいいです")
    alices.composer.press("Alt+ArrowUp")
    expect(quoted).to_contain_text("白はありますか")
    alices.say("はい、ございます")
    alices.expect_tick("ございます", "delivered")
    expect(alices.message("ございます")).to_contain_text("白はありますか")
    expect(quoted).to_have_count(0)
    assert customer.received()[0]["reply_to"]
