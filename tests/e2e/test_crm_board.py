"""The board of deals: moved by mouse and by keys, seen by a colleague at once, and a stage that goes under a deal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.words import Words

API = "/api/v1"


@pytest.fixture
def pipeline(demo: Account) -> Iterator[dict[str, Any]]:
    """A pipeline of the test's own: others move deals on the demo's."""
    made = demo.post(f"{API}/pipelines", {"name": f"Board {uuid4()}"}, expect=201)
    yield made
    for deal in demo.get(f"{API}/deals", pipeline=made["id"])["items"]:
        demo.delete(f"{API}/deals/{deal['id']}")
    demo.delete(f"{API}/pipelines/{made['id']}")


def column(page: Page, stage: dict[str, Any]) -> Locator:
    return page.get_by_role("region", name=stage["name"], exact=True)


def card(page: Page, stage: dict[str, Any], title: str) -> Locator:
    return column(page, stage).get_by_role("link").filter(has_text=title)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_deal_is_dragged_and_moved_by_keys_and_a_colleague_sees_it(
    sign_in: SignIn, demo: Account, bob: Account, pipeline: dict[str, Any], words: Words
) -> None:
    """INB-01, P-06, D-75"""
    stages = pipeline["stages"]
    title = f"Ten bikes {uuid4()}"
    new = {"title": title, "key": str(uuid4()), "stage": stages[0]["id"], "value": "1200"}
    demo.post(f"{API}/deals", new, expect=201)
    page, other = sign_in(demo), sign_in(bob)
    for each in (page, other):
        each.goto(f"/deals?as=board&pipeline={pipeline['id']}")
        expect(card(each, stages[0], title)).to_be_visible()

    # By mouse
    card(page, stages[0], title).drag_to(column(page, stages[1]))
    expect(column(page, stages[1])).to_contain_text("1,200")
    expect(card(other, stages[1], title)).to_be_visible()
    said = page.get_by_role("status").filter(has_text=title)
    expect(said).to_contain_text(words("board:said.moved", title=title, stage=stages[1]["name"]))
    said.get_by_role("button", name=words("board:undo"), exact=True).click()
    expect(card(page, stages[0], title)).to_be_visible()
    expect(card(other, stages[0], title)).to_be_visible()

    # By keys; the focus goes along
    card(page, stages[0], title).focus()
    for key in ("Space", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    expect(card(page, stages[2], title)).to_be_focused()
    expect(card(other, stages[0], title)).to_be_visible()
    page.keyboard.press("Space")
    expect(card(other, stages[2], title)).to_be_visible()
    expect(card(page, stages[2], title)).to_be_focused()
    page.keyboard.press("m")
    # Its own pipeline stands first
    page.get_by_role("dialog").get_by_role("button", name=stages[1]["name"], exact=True).first.click()
    expect(card(other, stages[1], title)).to_be_visible()

    # The stage goes while the deal is over it: the deal is back where it was, and the reason is told
    page.route("**/api/v1/deals/*", lambda route: _remove_first(route, demo, stages))
    card(page, stages[1], title).drag_to(column(page, stages[4]))
    stayed = page.get_by_role("status").filter(has_text=words("board:stayed", title=title))
    expect(stayed).to_be_visible()
    expect(card(page, stages[1], title)).to_be_visible()
    for each in (page, other):
        expect(column(each, stages[4])).to_have_count(0)


def _remove_first(route: Route, demo: Account, stages: list[dict[str, Any]]) -> None:
    gone = f"{API}/stages/{stages[4]['id']}"
    if route.request.method == "PATCH":
        demo.delete(gone)
    route.continue_()
