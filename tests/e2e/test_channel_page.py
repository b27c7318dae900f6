"""A channel's own page, and the audit trail, as an admin uses them."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Page, expect

from tests.e2e.account import Account
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

SignIn = Callable[[Account], Page]


def channel_of(account: Account) -> dict[str, Any]:
    found: dict[str, Any] = account.get("/api/v1/channels")[0]
    return found


def open_page(sign_in: SignIn, account: Account, channel: dict[str, Any]) -> Page:
    """From its row among the channels."""
    page = sign_in(account)
    page.goto("/settings/messaging")
    page.get_by_role("link", name=channel["name"], exact=True).click()
    expect(page.get_by_role("heading", level=1, name=channel["name"])).to_be_visible()
    return page


def secret_of(instance: Instance) -> str:
    environment = Path("/proc", str(instance.pid_of("edge")), "environ").read_bytes().decode().split("\0")
    return dict(pair.split("=", 1) for pair in environment if "=" in pair)["KAIWA_META_APP_SECRET"]


def test_a_test_event_is_followed_step_by_step(sign_in: SignIn, demo: Account, words: Words) -> None:
    """D-07"""
    page = open_page(sign_in, demo, channel_of(demo))
    page.get_by_role("button", name=words("channel:trial.send")).click()
    steps = page.locator("[data-step]")
    expect(steps).to_have_count(4)
    for step in steps.all():
        expect(step).to_have_attribute("data-ok", "true")
    # It is counted, and its kind is one that nothing is done with
    expect(page.get_by_test_id("event-chart")).to_be_visible()


def test_somebody_asks_for_a_check_and_sees_what_it_found(
    sign_in: SignIn, demo: Account, words: Words
) -> None:
    """TL-50: *last checked just now · 0 missing*"""
    page = open_page(sign_in, demo, channel_of(demo))
    page.get_by_role("button", name=words("channel:checks.now")).click()
    summary = words("channel:checks.summary", ago=words("channel:ago.now"), missing=0)
    expect(page.get_by_text(summary)).to_be_visible()
    expect(page.get_by_text(words("channel:checks.ok"), exact=True).first).to_be_visible()


def test_what_was_set_aside_is_looked_at_and_tried_again(
    sign_in: SignIn, demo: Account, instance: Instance, words: Words
) -> None:
    channel = channel_of(demo)
    nameless = {
        "sender": {"id": "1"},
        "recipient": {"id": channel["external_id"]},
        "message": {"text": "<b>おや</b>"},
    }
    entry = {"id": channel["external_id"], "time": 1, "messaging": [nameless]}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()
    signed = "sha256=" + hmac.new(secret_of(instance).encode(), body, hashlib.sha256).hexdigest()
    url = f"{instance.url}/webhooks/messenger"
    assert httpx.post(url, content=body, headers={"X-Hub-Signature-256": signed}).status_code == 200

    page = open_page(sign_in, demo, channel)
    row = page.get_by_role("listitem").filter(has_text=words("channel:aside.reason.partly_unreadable"))
    expect(row).to_have_count(1)
    row.get_by_role("button", name=words("channel:aside.show")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("<b>おや</b>")).to_be_visible()
    expect(dialog.locator("b")).to_have_count(0)
    page.keyboard.press("Escape")
    row.get_by_role("button", name=words("channel:aside.replay"), exact=True).click()
    expect(row.get_by_text(words("channel:aside.state.again"))).to_be_visible()

    page.goto("/settings/audit")
    page.get_by_role("combobox", name=words("audit:kind")).select_option("events")
    trail = page.get_by_role("list", name=words("audit:list"))
    expect(trail.get_by_text(words("audit:did.webhook_replayed", name=channel["name"]))).to_be_visible()
    expect(trail.get_by_text(words.like("audit:did.channel_connected"))).to_have_count(0)


def test_a_customer_who_comes_by_the_link_is_known_by_its_ref(
    sign_in: SignIn, screen: Screen, demo: Account, sandbox: Sandbox, words: Words
) -> None:
    """FAQ-08: the ref of the invitation is the source of the lead."""
    page = open_page(sign_in, demo, channel_of(demo))
    ref = page.get_by_role("textbox", name=words("channel:link.ref"))
    ref.fill("二つ の語")
    expect(page.get_by_text(words("channel:link.ref_bad"))).to_be_visible()
    ref.fill("flyer-2026/tokyo")
    link = page.get_by_role("link", name="https://m.me/")
    expect(link).to_have_attribute(
        "href", f"https://m.me/{channel_of(demo)['external_id']}?ref=flyer-2026%2Ftokyo"
    )
    expect(page.get_by_role("img", name="https://m.me/")).to_have_js_property("complete", True)
    assert page.get_by_role("img", name="https://m.me/").evaluate("code => code.naturalWidth") > 0

    customer = sandbox.customer()
    customer.act("referral", ref="flyer-2026/tokyo")
    customer.act("get_started", title="スタート")
    customer.write("チラシを見ました")
    screen.open(customer)
    expect(screen.page.get_by_text("flyer-2026/tokyo")).to_be_visible()


def test_a_channel_that_is_not_ones_own_is_not_there(sign_in: SignIn, fresh: Account, words: Words) -> None:
    page = sign_in(fresh)
    page.goto("/settings/messaging/channels/1")
    expect(page.get_by_text(words("channel:gone_title"))).to_be_visible()
