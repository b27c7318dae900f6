"""The composer: which Enter sends, what is kept of what was begun, and how files come into it."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e.practice import Customer, Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
LIMIT = 25 * 1024 * 1024

# A key press and the events of a conversion as browsers report them; Playwright's own keyboard knows no IME
PRESS = """(box, key) => box.dispatchEvent(new KeyboardEvent(
    "keydown", { key: "Enter", bubbles: true, cancelable: true, ...key }))"""
END_AND_PRESS = """box => {
    box.dispatchEvent(new CompositionEvent("compositionend", { data: "会話", bubbles: true }))
    box.dispatchEvent(new KeyboardEvent(
        "keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true }))
    return performance.now()
}"""
HAND_OVER = """(target, [event, name, type, content]) => {
    const bytes = Uint8Array.from(atob(content), byte => byte.charCodeAt(0))
    const transfer = new DataTransfer()
    transfer.items.add(new File([bytes], name, { type }))
    const given = event === "paste" ? { clipboardData: transfer } : { dataTransfer: transfer }
    const kind = event === "paste" ? ClipboardEvent : DragEvent
    target.dispatchEvent(new kind(event, { bubbles: true, cancelable: true, ...given }))
}"""


@pytest.fixture
def customer(screen: Screen, sandbox: Sandbox) -> Customer:
    """Somebody whose conversation is open."""
    customer = sandbox.customer()
    customer.write("資料をください")
    screen.open(customer)
    return customer


def tray(screen: Screen) -> Locator:
    return screen.page.get_by_role("list", name=screen.words("composer:attachments")).get_by_role("listitem")


def hand_over(target: Locator, event: str, name: str, mime: str, content: bytes) -> None:
    """Paste or drop a file."""
    target.evaluate(HAND_OVER, [event, name, mime, base64.b64encode(content).decode()])


def press_again(screen: Screen, ended: float) -> None:
    """Press Enter after a conversion's end, as a person does: not within a tenth of a second."""
    screen.page.wait_for_function("ended => performance.now() > ended + 100", arg=ended)
    screen.composer.press("Enter")


def texts(customer: Customer) -> list[str]:
    return [message["text"] for message in customer.received()]


def test_enter_sends_and_shift_enter_breaks_the_line(screen: Screen, customer: Customer) -> None:
    screen.composer.press_sequentially("一行目")
    screen.composer.press("Shift+Enter")
    screen.composer.press_sequentially("二行目")
    expect(screen.composer).to_have_value("一行目\n二行目")
    assert texts(customer) == []
    screen.composer.press("Enter")
    screen.expect_tick("二行目", "delivered")
    expect(screen.composer).to_be_empty()
    assert texts(customer) == ["一行目\n二行目"]


def test_the_enter_of_a_conversion_does_not_send(screen: Screen, customer: Customer) -> None:
    """D-89: not while converting, not by an IME's key code, and not right after the end, as Safari has it."""
    screen.composer.fill("会話")
    screen.composer.dispatch_event("compositionstart", {"data": ""})
    screen.composer.evaluate(PRESS, {"isComposing": True, "keyCode": 229})
    screen.composer.evaluate(PRESS, {"isComposing": False, "keyCode": 229})
    screen.composer.evaluate(PRESS, {"isComposing": True, "keyCode": 13})
    expect(screen.composer).to_have_value("会話")
    ended = screen.composer.evaluate(END_AND_PRESS)
    expect(screen.composer).to_have_value("会話")
    expect(screen.thread.get_by_test_id("outgoing")).to_have_count(0)

    press_again(screen, ended)
    screen.expect_tick("会話", "delivered")
    assert texts(customer) == ["会話"]


def test_a_real_conversion_writes_what_was_chosen_and_sends_nothing(
    screen: Screen, customer: Customer
) -> None:
    """D-89, through the browser's own input method."""
    screen.composer.focus()
    keyboard = screen.page.context.new_cdp_session(screen.page)
    for text in ("か", "かい", "かいわ", "会話"):
        at = {"selectionStart": len(text), "selectionEnd": len(text)}
        keyboard.send("Input.imeSetComposition", {"text": text, **at})
    enter: dict[str, Any] = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    keyboard.send("Input.insertText", {"text": "会話"})
    keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    ended = screen.page.evaluate("performance.now()")
    expect(screen.composer).to_have_value("会話")
    expect(screen.thread.get_by_test_id("outgoing")).to_have_count(0)
    press_again(screen, ended)
    screen.expect_tick("会話", "delivered")
    assert texts(customer) == ["会話"]


def test_a_draft_is_kept_for_each_conversation_and_over_a_reload(
    screen: Screen, sandbox: Sandbox, customer: Customer
) -> None:
    other = sandbox.customer()
    other.write("こんにちは")
    screen.composer.fill("書きかけの返信")
    screen.open(other)
    expect(screen.composer).to_be_empty()
    screen.composer.fill("別の書きかけ")
    screen.open(customer)
    expect(screen.composer).to_have_value("書きかけの返信")
    screen.page.reload()
    expect(screen.composer).to_have_value("書きかけの返信")
    screen.open(other)
    expect(screen.composer).to_have_value("別の書きかけ")

    screen.composer.press("Enter")
    screen.expect_tick("別の書きかけ", "delivered")
    screen.page.reload()
    expect(screen.message("別の書きかけ")).to_be_visible()
    expect(screen.composer).to_be_empty()


@pytest.mark.parametrize("way", ["button", "paste", "drop"])
def test_a_file_comes_by_button_by_pasting_and_by_dropping(
    screen: Screen, customer: Customer, way: str
) -> None:
    if way == "button":
        with screen.page.expect_file_chooser() as chooser:
            screen.button("composer:attach").click()
        chooser.value.set_files({"name": "見本.png", "mimeType": "image/png", "buffer": PNG})
    else:
        target = screen.composer if way == "paste" else screen.thread
        hand_over(target, way, "見本.png", "image/png", PNG)
    expect(tray(screen)).to_contain_text("見本.png")
    expect(screen.button("composer:send")).to_be_enabled()
    screen.say("見本です")
    picture = screen.message("").last.get_by_role("button", name=screen.words.like("thread:open_picture"))
    expect(picture.locator("img")).to_have_attribute("src", re.compile(r"^/files/\d+"))
    expect(screen.run(screen.messages.last).locator("[role=img][data-status=delivered]")).to_be_visible()
    expect(tray(screen)).to_have_count(0)
    sent = customer.received()
    assert [message["text"] for message in sent] == ["見本です", ""]
    assert len(sent[1]["attachments"]) == 1


def test_a_file_can_be_taken_out_again(screen: Screen, customer: Customer) -> None:
    hand_over(screen.composer, "paste", "間違い.png", "image/png", PNG)
    screen.button("composer:remove", name="間違い.png").click()
    expect(tray(screen)).to_have_count(0)
    expect(screen.button("composer:send")).to_be_disabled()
    assert customer.received() == []


@both_languages
def test_a_file_too_large_is_refused_at_once_and_nothing_is_uploaded(
    screen: Screen, customer: Customer, tmp_path: Path
) -> None:
    large = tmp_path / "動画.mp4"
    with large.open("wb") as file:
        file.truncate(LIMIT + 1)
    uploads: list[str] = []
    screen.page.on(
        "request",
        lambda request: uploads.append(request.url) if request.url.endswith("/attachments") else None,
    )
    screen.page.get_by_test_id("file-input").set_input_files(large)
    refused = tray(screen).get_by_role("alert")
    expect(refused).to_have_text(screen.words.like("codes:too_large"))
    expect(refused).to_contain_text("25")
    screen.composer.fill("動画です")
    expect(screen.button("composer:send")).to_be_disabled()
    assert not uploads
    screen.button("composer:remove", name="動画.mp4").click()
    expect(screen.button("composer:send")).to_be_enabled()


@both_languages
def test_a_text_longer_than_messenger_takes_goes_as_several_messages_and_that_is_said(
    screen: Screen, customer: Customer
) -> None:
    long = "。".join("長" * 99 for _ in range(25))
    screen.composer.fill(long)
    expect(screen.page.get_by_text(screen.words("composer:split", limit="2,000", parts="2"))).to_be_visible()
    screen.composer.press("Enter")
    expect(screen.messages).to_have_count(3)
    expect(screen.run(screen.messages.last).locator("[role=img][data-status=delivered]")).to_be_visible()
    assert "".join(texts(customer)) == long
