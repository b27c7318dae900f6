"""Connecting Messenger: consent, Facebook's dialog, the choice of Pages, and every way it can be refused."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import Account
from tests.e2e.practice import Sandbox
from tests.e2e.words import Words

both_languages = pytest.mark.parametrize("language", ["ja", "en"])
SignIn = Callable[[Account], Page]


class Dialog:
    """From our consent page into the practice Facebook's dialog."""

    def __init__(self, page: Page, words: Words) -> None:
        self.page = page
        self.words = words

    def consent(self, visibility: str = "shared") -> None:
        """FB-01, FB-02: nothing is chosen beforehand, and without a choice there is no way on."""
        self.page.goto("/settings/messaging")
        self.page.get_by_role("region", name="Messenger").get_by_role(
            "link", name=self.words("settings:messaging.connect"), exact=True
        ).click()
        for name in ("pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement"):
            expect(self.page.get_by_text(self.words(f"codes:why_{name}"))).to_be_visible()  # D-38
        allow = self.page.get_by_role("button", name=self.words("connect:allow"))
        expect(allow).to_be_disabled()
        self.page.locator(f"input[value={visibility}]").check()
        allow.click()
        self.page.wait_for_url("**/dialog/oauth*")

    def answer(self, do: str = "continue", *, user: str = "", without: str = "") -> None:
        if user:
            self.page.get_by_role("radio", name=user).check(force=True)
        if without:
            self.page.locator(f"input[name=scope][value={without}]").uncheck(force=True)
        self.page.locator(f"button[name=do][value={do}]").click()

    def expect_refusal(self, code: str) -> None:
        title = self.words(f"settings:refused.{code}.title")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def expect_green_button(self) -> None:
        """TS-09: from the refusal straight to another try."""
        self.page.get_by_role("link", name=self.words("settings:messaging.connect"), exact=True).click()
        title = self.words("connect:title", provider="Messenger")
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)


@pytest.fixture
def dialog(sign_in: SignIn, fresh: Account, words: Words) -> Dialog:
    return Dialog(sign_in(fresh), words)


def test_a_page_is_connected_and_its_messages_arrive(
    dialog: Dialog, fresh: Account, sandbox: Sandbox, words: Words
) -> None:
    """FB-01 to FB-06, FB-08, TS-05"""
    page = dialog.page
    dialog.consent("shared")
    dialog.answer()
    expect(page.get_by_role("heading", level=1)).to_have_text(words("settings:pages.title"))
    # The Page of the demo belongs to another workspace; on Aoyama's Misaki may neither answer nor moderate
    minato, aoyama = (page.get_by_role("checkbox", name=name) for name in ("ミナト商会", "青山デンタル"))
    expect(minato).to_be_disabled()
    expect(minato).to_have_accessible_description(words.like("codes:page_elsewhere"))
    expect(aoyama).to_be_disabled()
    expect(aoyama).to_have_accessible_description(words.like("codes:page_tasks_missing"))
    # The only one there is to choose is chosen
    expect(page.get_by_role("checkbox", name="ほしの旅行")).to_be_checked()
    page.get_by_role("button", name=words("settings:pages.connect_other", count=1)).click()
    expect(page.get_by_text(words.like("settings:pages.connected_first"))).to_be_visible()
    expect(page.get_by_text(words("list:empty.nobody"))).to_be_visible()
    customer = sandbox.customer("hoshino")
    customer.write("箱根の宿は空いていますか")
    fresh.conversation(customer)
    expect(page.get_by_test_id("conversation-list")).to_contain_text("箱根の宿は空いていますか")

    page.goto("/settings/messaging")
    row = page.get_by_role("listitem").filter(has_text="ほしの旅行")
    expect(row).to_contain_text(words("settings:state.connected"))
    expect(row).to_contain_text(words("settings:visibility.shared"))
    with page.expect_response("**/api/v1/channels/*"):
        row.get_by_role("switch", name=words("settings:human_agent.label")).check()
    expect(row).to_contain_text(words("settings:human_agent.on", days=7, hours=24))
    assert [channel["human_agent"] for channel in fresh.get("/api/v1/channels")] == [True]


@both_languages
def test_a_declined_permission_is_named_and_can_be_granted_after_all(dialog: Dialog, language: str) -> None:
    """TS-08, TS-09"""
    dialog.consent()
    # Not as who connected the demo: its Pages would need attention from the next round on
    dialog.answer(user="Ken Aldridge", without="pages_manage_metadata")
    dialog.expect_refusal("permissions_missing")
    expect(dialog.page.get_by_text("pages_manage_metadata", exact=True)).to_be_visible()
    expect(dialog.page.get_by_text("pages_messaging", exact=True)).to_have_count(0)
    dialog.expect_green_button()


@both_languages
def test_closing_facebooks_dialog_is_no_error(dialog: Dialog, language: str) -> None:
    dialog.consent("private")
    dialog.answer("cancel")
    dialog.expect_refusal("cancelled")
    dialog.expect_green_button()


def test_somebody_without_pages_is_told_what_is_needed(dialog: Dialog) -> None:
    """FAQ-13"""
    dialog.consent()
    dialog.answer(user="Ken Aldridge")
    dialog.expect_refusal("no_pages")


@both_languages
def test_a_member_is_told_that_an_admin_connects(
    sign_in: SignIn, bob: Account, words: Words, language: str
) -> None:
    """FB-07"""
    page = sign_in(bob)
    page.goto("/settings/messaging")
    messenger = page.get_by_role("region", name="Messenger")
    expect(messenger.get_by_text(words("settings:messaging.admins_connect"))).to_be_visible()
    expect(page.get_by_role("link", name=words("settings:messaging.connect"), exact=True)).to_have_count(0)
    page.goto("/connect/messenger")
    expect(page.get_by_role("heading", level=1)).to_have_text(words("settings:refused.not_admin.title"))
