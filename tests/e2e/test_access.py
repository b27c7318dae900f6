"""Who may see what, as open browsers show it the moment it changes (H-03, H-11, D-70, D-71)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.practice import Sandbox
from tests.e2e.words import Words

CONNECTION = "/api/v1/connections/{}"


@pytest.fixture
def connection(demo: Account) -> Iterator[int]:
    """The demo's installation; shared with the team again after the test."""
    pk = demo.get("/api/v1/channels")[0]["connection_id"]
    yield pk
    demo.patch(CONNECTION.format(pk), {"visibility": "shared"})


def test_a_channel_that_turns_private_leaves_colleagues_screens_at_once(
    look: Look, demo: Account, bob: Account, sandbox: Sandbox, *, words: Words, connection: int
) -> None:
    """H-11, D-70: the list, the numbers and the open thread"""
    customer = sandbox.customer()
    customer.write("秘密の話")
    colleague = look(bob)
    colleague.open(customer)
    demo.patch(CONNECTION.format(connection), {"visibility": "private"})
    expect(colleague.page.get_by_text(words("thread:gone"))).to_be_visible()
    expect(colleague.messages).to_have_count(0)
    expect(colleague.row(customer)).to_have_count(0)
    expect(colleague.composer).to_have_count(0)
    demo.patch(CONNECTION.format(connection), {"visibility": "shared"})
    expect(colleague.row(customer)).to_be_visible()
    expect(colleague.message("秘密の話")).to_be_visible()


@pytest.fixture
def admin(demo: Account, bob: Account) -> Iterator[Account]:
    """Bob, for the time of the test an admin."""
    path = f"/api/v1/members/{bob.get('/api/v1/me')['member']['id']}"
    demo.patch(path, {"role": "admin"})
    yield bob
    demo.patch(path, {"role": "member", "can_change_settings": False})


def test_an_installer_is_asked_before_what_they_keep_private_is_handed_over(
    look: Look, demo: Account, admin: Account, words: Words, connection: int
) -> None:
    """H-03"""
    demo.patch(CONNECTION.format(connection), {"visibility": "private"})
    installer, me = demo.get("/api/v1/me"), admin.get("/api/v1/me")
    names = {"installer": installer["user"]["name"], "name": me["user"]["name"], "provider": "Messenger"}
    asking = look(admin)
    asking.page.goto("/settings/messaging")
    asking.button("settings:handover.open").click()
    dialog = asking.page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name=words("settings:handover.ask", **names), exact=True)
    expect(confirm).to_be_disabled()
    dialog.get_by_label(words("settings:handover.to")).select_option(label=names["name"])
    confirm.click()
    expect(asking.page.get_by_text(words("settings:handover.waiting", **names))).to_be_visible()

    asked = look(demo)
    asked.page.goto("/settings/messaging")
    request = asked.page.get_by_text(words("settings:handover.request", **names, by=names["name"]))
    expect(request).to_be_visible()
    asked.button("settings:handover.decline").click()
    expect(request).to_have_count(0)
    asking.page.reload()
    expect(asking.button("settings:handover.open")).to_be_visible()
    expect(asking.page.get_by_text(words("settings:handover.waiting", **names))).to_have_count(0)


def test_who_has_no_access_reads_the_settings_and_whom_to_ask(
    look: Look, demo: Account, bob: Account, words: Words
) -> None:
    """INB-03, D-66, D-69"""
    colleague, owner = look(bob), look(demo)
    for screen in (colleague, owner):
        screen.page.goto("/settings/messaging")
    toggle = words("settings:assigning.on_reply")
    expect(colleague.page.get_by_label(toggle)).to_be_disabled()
    expect(colleague.page.get_by_text(words("settings:who_may.text"))).to_be_visible()
    mine = owner.page.get_by_label(toggle)
    expect(mine).not_to_be_checked()
    mine.click()
    expect(mine).to_be_checked()
    colleague.page.reload()
    expect(colleague.page.get_by_label(toggle)).to_be_checked()
    demo.patch("/api/v1/workspace", {"assign_on_reply": False})
