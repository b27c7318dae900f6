"""The second step of signing in, the list of sessions, and removing a member, as people see them."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import AUTH, PASSWORD, Account, mailed_link
from tests.e2e.words import Words

SignIn = Callable[[Account], Page]


def code_of(secret: str) -> str:
    """What the phone shows now (RFC 6238)."""
    mac = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    place = mac[-1] & 15
    number = int.from_bytes(mac[place : place + 4]) & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_two_step_sign_in_is_turned_on_used_and_turned_off(
    sign_in: SignIn, fresh: Account, words: Words
) -> None:
    page = sign_in(fresh)
    page.goto("/settings/profile")
    press(page, words("security:turn_on"))
    password = page.locator("[name=password]")
    password.fill(PASSWORD)
    press(page, words("security:continue"))
    expect(page.get_by_role("img", name=words("security:qr"))).to_be_visible()
    secret = page.get_by_text(re.compile(r"^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$")).inner_text().replace(" ", "")
    page.locator("[name=code]").fill("000000")
    press(page, words("security:confirm"))
    expect(page.get_by_text(words("form:field.incorrect_code"))).to_be_visible()
    page.locator("[name=code]").fill(code_of(secret))
    press(page, words("security:confirm"))
    codes = page.locator("ol li")
    expect(codes).to_have_count(10)
    recovery = codes.first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name=words("security:download")).click()
    assert recovery.replace(" ", "") in download.value.path().read_text()
    press(page, words("security:kept"))
    expect(page.get_by_text(words.like("security:on"))).to_be_visible()

    page.context.clear_cookies()
    page.goto("/signin?next=/settings/profile")
    page.locator("[name=email]").fill(fresh.email)
    password.fill(PASSWORD)
    press(page, words("accounts:sign_in.submit"))
    expect(page.get_by_role("heading", level=1)).to_have_text(words("accounts:second_step.title"))
    press(page, words("accounts:second_step.use_recovery"))
    page.locator("[name=code]").fill(recovery)
    press(page, words("accounts:sign_in.submit"))
    expect(page.get_by_text(words.like("security:left_other", number=9))).to_be_visible()

    press(page, words("security:turn_off"))
    password.fill(PASSWORD)
    page.locator("form").get_by_role("button", name=words("security:turn_off"), exact=True).click()
    expect(page.get_by_text(words("security:off"), exact=True)).to_be_visible()
    Account.sign_in(fresh.instance, fresh.email)


def test_another_browser_is_signed_out_from_the_list(sign_in: SignIn, fresh: Account, words: Words) -> None:
    elsewhere = Account(fresh.instance, fresh.email)
    elsewhere.client.headers["User-Agent"] = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1"
    )
    elsewhere.post(f"{AUTH}/login", {"email": fresh.email, "password": PASSWORD})
    page = sign_in(fresh)
    page.goto("/settings/profile")
    phone = page.get_by_role("listitem").filter(
        has_text=words("security:device", browser="Safari", system="iPhone")
    )
    expect(page.get_by_text(words("security:this_one"))).to_be_visible()
    with elsewhere.client.stream("GET", "/api/v1/stream") as stream:
        phone.get_by_role("button").click()
        expect(phone).to_have_count(0)
        for _ in stream.iter_lines():
            pass  # it ends
    assert elsewhere.client.get("/api/v1/me").status_code == 401


def test_a_member_is_removed(sign_in: SignIn, fresh: Account, words: Words) -> None:
    goro = Account(fresh.instance, f"goro-{fresh.email}")
    fresh.post("/api/v1/invitations", {"email": goro.email, "role": "member"}, expect=201)
    secret = mailed_link(fresh.instance.data / "mail", goro.email, "invitation")
    told = {"email": goro.email, "password": PASSWORD, "name": "吾郎", "invitation": secret}
    goro.post(f"{AUTH}/signup", told)
    page = sign_in(fresh)
    page.goto("/settings/members")
    expect(page.get_by_role("button", name=words("settings:members.leave"))).to_be_disabled()
    press(page, words("settings:members.remove_from", name="吾郎"))
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=words("settings:members.remove"), exact=True).click()
    expect(page.get_by_text("吾郎")).to_have_count(0)
    assert goro.client.get("/api/v1/me").status_code == 401
