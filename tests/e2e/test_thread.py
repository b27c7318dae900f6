"""The thread: where it opens, what scrolling up does, and what it shows of a message."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from tests.e2e.account import Account
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])

TO_THE_TOP = (
    "box => box.scrollHeight - box.clientHeight + box.scrollTop"  # column-reverse: scrollTop is negative
)
YESTERDAY = 24 * 60  # minutes ago, to the minute: by any calendar the day before


def top(locator: Locator) -> float:
    box = locator.bounding_box()
    assert box is not None
    return box["y"]


def numbered(screen: Screen) -> list[str]:
    return [re.findall(r"第\d+便", text)[0] for text in screen.messages.all_inner_texts()]


def scroll_up(screen: Screen, pixels: float) -> None:
    """Turn the wheel, and wait until it has turned."""
    before = screen.thread.evaluate("box => box.scrollTop")
    screen.thread.hover()
    screen.page.mouse.wheel(0, -pixels)
    turned = "([box, to]) => Math.abs(box.scrollTop - to) < 1"
    screen.page.wait_for_function(turned, arg=[screen.thread.element_handle(), before - pixels])


def older(page: Page) -> tuple[list[Request], list[Route]]:
    """The questions for older messages, held back until a test lets them go."""
    asked: list[Request] = []
    held: list[Route] = []

    def hold(route: Route) -> None:
        asked.append(route.request)
        held.append(route)

    page.route(re.compile(r"/messages\?.*before="), hold)
    return asked, held


def test_it_opens_on_the_latest_thirty_and_scrolling_up_shows_the_rest_without_gap_or_jump(
    screen: Screen, sandbox: Sandbox, demo: Account
) -> None:
    """FB-10, FB-11"""
    customer = sandbox.customer()
    texts = [f"第{number}便です" for number in range(1, 96)]
    customer.write_history(texts)
    asked, held = older(screen.page)
    screen.visit(demo.conversation(customer)["id"])
    latest = [f"第{number}便" for number in range(66, 96)]
    expect(screen.messages).to_have_count(30)
    assert numbered(screen) == latest
    expect(screen.message("第95便")).to_be_in_viewport()
    assert not asked, "older messages are asked for before anybody scrolls up"

    for loaded in (60, 90, 95):
        oldest = screen.message(numbered(screen)[0])
        with screen.page.expect_request(re.compile("before=")):
            scroll_up(screen, screen.thread.evaluate(TO_THE_TOP) - 320)
        before = top(oldest)
        held.pop().continue_()
        expect(screen.messages).to_have_count(loaded)
        assert top(oldest) == pytest.approx(before, abs=1), "the text moved under the eye"
    assert numbered(screen) == [f"第{number}便" for number in range(1, 96)]
    expect(screen.thread).to_contain_text(screen.words("thread:beginning"))
    assert len(asked) == 3


@both_languages
def test_a_new_message_does_not_move_what_is_being_read_further_up(screen: Screen, sandbox: Sandbox) -> None:
    customer = sandbox.customer()
    customer.write_history([f"第{number}便です" for number in range(1, 31)])
    screen.open(customer)
    expect(screen.messages).to_have_count(30)
    scroll_up(screen, 400)
    expect(screen.jump(0)).to_be_visible()
    anchor = screen.message("第12便")
    before = top(anchor)
    customer.write("第31便です")
    expect(screen.jump(1)).to_be_visible()
    customer.write("第32便です")
    expect(screen.jump(2)).to_be_visible()
    assert top(anchor) == pytest.approx(before, abs=1)
    expect(screen.message("第32便")).not_to_be_in_viewport()

    screen.jump(2).click()
    expect(screen.message("第32便")).to_be_in_viewport()
    expect(screen.jump(0)).to_have_count(0)


@both_languages
def test_days_are_divided_and_a_line_shows_where_unread_begins(
    screen: Screen, sandbox: Sandbox, demo: Account
) -> None:
    customer = sandbox.customer()
    customer.write("昨日の問い合わせ", minutes_ago=YESTERDAY)
    conversation = demo.conversation(customer)
    demo.post(
        f"/api/v1/conversations/{conversation['id']}/read", {"message_id": conversation["first_unread_id"]}
    )
    customer.write("今日の一通目")
    customer.write("今日の二通目")
    expect(screen.row(customer)).to_contain_text("今日の二通目")
    screen.open(customer)
    line = screen.words("thread:new")
    shown = screen.thread.inner_text()
    order = [
        screen.words("common:yesterday"),
        "昨日の問い合わせ",
        screen.words("common:today"),
        line,
        "今日の一通目",
        "今日の二通目",
    ]
    places = [shown.find(text) for text in order]
    assert -1 not in places and places == sorted(places), shown
    expect(screen.thread.get_by_role("separator", name=line)).to_have_count(1)


@both_languages
def test_edits_reactions_and_unsent_messages_show_by_themselves(screen: Screen, sandbox: Sandbox) -> None:
    customer = sandbox.customer()
    edited = customer.write("3個ください")["mid"]
    unsent = customer.write("やっぱりやめます")["mid"]
    screen.open(customer)
    screen.say("承知しました")
    screen.expect_tick("承知しました", "delivered")

    customer.act("edit", mid=edited, text="5個ください")
    expect(screen.message("5個ください")).to_contain_text(screen.words("thread:edited"))
    expect(screen.message("3個ください")).to_have_count(0)
    customer.act("unsend", mid=unsent)
    expect(screen.message(screen.words("thread:deleted"))).to_be_visible()
    expect(screen.message("やっぱりやめます")).to_have_count(0)

    ours = customer.received()[-1]["mid"]
    customer.act("react", mid=ours, emoji="👍")
    reaction = screen.message("承知しました").get_by_title(screen.words("thread:reaction_by.contact"))
    expect(reaction).to_contain_text("👍")
    customer.act("unreact", mid=ours)
    expect(reaction).to_have_count(0)


@both_languages
def test_a_reply_quotes_the_message_it_answers_and_leads_there(
    screen: Screen, sandbox: Sandbox, demo: Account
) -> None:
    customer = sandbox.customer()
    first = customer.write("第0便はどうなりましたか", minutes_ago=90)["mid"]
    customer.write_history([f"第{number}便です" for number in range(1, 61)])
    customer.write("これの件です", reply_to=first)
    screen.visit(demo.conversation(customer)["id"])
    answer = screen.message("これの件です")
    expect(answer).to_contain_text(screen.words("thread:reply_to_them"))
    answer.get_by_title(screen.words("thread:quote_jump")).click()
    expect(screen.messages.first).to_contain_text("第0便")
    expect(screen.messages.first).to_be_in_viewport()


@both_languages
def test_what_was_written_in_facebooks_own_inbox_is_told_apart(screen: Screen, sandbox: Sandbox) -> None:
    """FB-16"""
    customer = sandbox.customer()
    customer.write("予約できますか")
    screen.open(customer)
    sandbox.answer_on_facebook(customer, "はい、何名様でしょうか")
    elsewhere = screen.message("何名様")
    expect(elsewhere).to_have_attribute("data-ours", "true")
    expect(screen.run(elsewhere)).to_contain_text(screen.words("thread:elsewhere"))
    screen.say("こちらでも承ります")
    screen.expect_tick("こちらでも", "delivered")
    expect(screen.run(screen.message("こちらでも"))).not_to_contain_text(screen.words("thread:elsewhere"))


def loaded(media: Locator) -> None:
    """A player that knows how long its recording is."""
    media.page.wait_for_function("player => player.duration > 0", arg=media.element_handle())


def test_what_customers_send_is_shown_from_our_own_files(screen: Screen, sandbox: Sandbox) -> None:
    """D-46: each appears by itself once it is stored here, and nothing is asked of Facebook's servers."""
    foreign: list[str] = []
    screen.page.on("request", lambda request: foreign.append(request.url) if "/cdn/" in request.url else None)
    customer = sandbox.customer()
    customer.write("いろいろ送ります")
    screen.open(customer)
    sent: list[dict[str, Any]] = [{"kind": "sticker", "sticker": "thanks"}]
    sent += [{"kind": kind} for kind in ("image", "voice", "video", "file")]
    for one in sent:
        customer.act(**one)
    expect(screen.messages).to_have_count(6)

    ours = re.compile(r"^/(files|thumbnails)/\d+")
    sticker = screen.thread.get_by_role("img", name=screen.words("list:kind.sticker"))
    picture = screen.thread.get_by_role("button", name=screen.words.like("thread:open_picture")).locator(
        "img"
    )
    for image in (sticker, picture):
        expect(image).to_have_attribute("src", ours)
        screen.page.wait_for_function("image => image.naturalWidth > 0", arg=image.element_handle())
    for player in (screen.thread.locator("audio"), screen.thread.locator("video")):
        expect(player).to_have_attribute("src", ours)
        loaded(player)
    file = screen.thread.locator("a[download]")
    expect(file).to_have_attribute("href", ours)
    with screen.page.expect_download() as download:
        file.click()
    assert download.value.path().stat().st_size > 0
    assert download.value.suggested_filename in file.inner_text()

    picture.click()
    viewer = screen.page.get_by_role("dialog")
    expect(viewer.locator("img")).to_have_attribute("src", ours)
    screen.page.keyboard.press("Escape")
    expect(viewer).to_have_count(0)
    assert not foreign
