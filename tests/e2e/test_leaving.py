"""Refusals and their remedies, one after the other; leaving here, on Facebook's side, and for good."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look, SignIn
from tests.e2e.practice import Sandbox
from tests.e2e.words import Words

both_languages = pytest.mark.parametrize("language", ["ja", "en"])
SETTINGS = "/settings/messaging"


@dataclass(frozen=True)
class Settings:
    """The messaging page of somebody, and the way into Facebook's dialog."""

    page: Page
    words: Words

    def open(self) -> Settings:
        self.page.goto(SETTINGS)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.words("settings:messaging.title"))
        return self

    def press(self, key: str, **params: str) -> None:
        self.page.get_by_role("button", name=self.words(key, **params), exact=True).click()

    def confirm(self, key: str) -> None:
        """The red, or the blue, button of the dialog that asks."""
        asked = self.page.get_by_role("dialog")
        asked.get_by_role("button", name=self.words(key), exact=True).click()
        expect(asked).to_have_count(0)

    def uninstall(self) -> None:
        """FB-17"""
        self.press("settings:uninstall.open", provider="Messenger")
        red = self.page.get_by_role("dialog").get_by_role(
            "button", name=self.words("settings:uninstall.confirm")
        )
        assert red.evaluate("button => getComputedStyle(button).backgroundColor") in RED
        self.confirm("settings:uninstall.confirm")

    def through_dialog(self, user: str, *, press_connect: bool = True) -> None:
        """From the green button through our page and Facebook's."""
        if press_connect:
            link = self.words("settings:messaging.connect")
            messenger = self.page.locator("[href^='/connect/messenger']")
            self.page.get_by_role("link", name=link, exact=True).and_(messenger).click()
        self.page.locator("input[value=shared]").check()
        self.press("connect:allow")
        self.page.wait_for_url("**/dialog/oauth*")
        self.page.locator(f"input[name=user][value='{user}']").check(force=True)
        self.page.locator("button[name=do][value=continue]").click()

    def expect_refusal(self, code: str) -> None:
        """A screen of its own, with remedies in order and an article that is there."""
        words = f"settings:refused.{code}"
        title = self.page.get_by_role("heading", level=1)
        expect(title).to_have_text(self.words(f"{words}.title"))
        remedies = self.words.like(f"{words}.remedy").pattern.split("\\\n")
        expect(self.page.get_by_role("alert").locator("ol > li")).to_have_count(len(remedies))
        shown = self.page.get_by_role("link", name=self.words("settings:refused.help"))
        article = self.page.request.get(str(shown.get_attribute("href")))
        assert article.ok
        assert "/help/" in article.url

    def expect_connected(self, name: str) -> None:
        self.press("settings:pages.connect_other", count="1")
        connected = self.words("settings:pages.connected_first", name=name)
        expect(self.page.get_by_text(connected)).to_be_visible()


RED = {"rgb(196, 43, 55)", "rgb(165, 32, 43)", "rgb(214, 61, 72)"}


def test_a_private_installation_is_shared_by_its_installer_and_then_everybody_has_it(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words
) -> None:
    """TS-01, TS-03, FAQ-12: in a browser that is open, without a reload."""
    user = sandbox.user("個人 花子")
    fresh.connect(sandbox, sandbox.page("花子商店", user), user=user, visibility="private")
    colleague = Settings(sign_in(fresh.colleague("Emi Eda")), words)
    colleague.page.goto("/connect/messenger")
    colleague.expect_refusal("installed_privately")
    expect(colleague.page.get_by_role("alert")).to_contain_text("Dora Doi")
    colleague.press("settings:refused.back")
    expect(colleague.page.get_by_text("花子商店")).to_have_count(0)

    installer = Settings(sign_in(fresh), words).open()
    installer.press("settings:visibility.to_shared")
    installer.confirm("settings:visibility.to_shared")
    expect(colleague.page.get_by_role("listitem").filter(has_text="花子商店")).to_be_visible()
    expect(
        colleague.page.get_by_text(words("settings:visibility.fixed", installer="Dora Doi"))
    ).to_be_visible()
    expect(colleague.page.get_by_role("button", name=words("settings:visibility.to_private"))).to_have_count(
        0
    )
    installer.press("settings:visibility.to_private")
    installer.confirm("settings:visibility.to_private")
    expect(colleague.page.get_by_text("花子商店")).to_have_count(0)


def test_any_admin_uninstalls_a_private_one_and_connects_anew(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words
) -> None:
    """TS-04, FB-17, FAQ-11"""
    user = sandbox.user("個人 太郎")
    fresh.connect(sandbox, sandbox.page("太郎商店", user), user=user, visibility="private")
    colleague = Settings(sign_in(fresh.colleague("Emi Eda")), words).open()
    colleague.uninstall()
    colleague.through_dialog(user)
    colleague.expect_connected("太郎商店")
    installer = Settings(sign_in(fresh), words)
    installer.page.goto("/connect/messenger")
    installer.expect_refusal("already_installed")  # TS-02


def test_a_page_of_another_account_is_refused_until_it_is_free_there(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words
) -> None:
    """TS-05 to TS-07"""
    user = sandbox.user("店長 次郎")
    key = sandbox.page("次郎商店", user)
    fresh.connect(sandbox, key, user=user)
    other = Account.sign_up(fresh.instance, "Fumi Fujii", workspace="Other of " + fresh.email)
    settings = Settings(sign_in(other), words).open()
    settings.through_dialog(user)
    settings.expect_refusal("page_elsewhere")
    shown = settings.page.get_by_role("alert")
    expect(shown).to_contain_text("次郎商店")
    expect(shown).not_to_contain_text("Dora")
    first = Settings(sign_in(fresh), words).open()
    row = first.page.get_by_role("listitem").filter(has_text="次郎商店")
    expect(row).to_contain_text(words("settings:state.connected"))
    page_id = next(page["id"] for page in sandbox.get("state")["pages"] if page["key"] == key)
    sandbox.post(f"pages/{page_id}/uninstall")  # Page settings → Advanced Messaging
    settings.press("settings:refused.back")
    again = words("settings:messaging.connect_again")
    settings.page.get_by_role("link", name=again, exact=True).click()
    settings.through_dialog(user, press_connect=False)
    settings.expect_connected("次郎商店")
    # The other one's open page says so, without a reload
    expect(row).to_contain_text(words("settings:state.disconnected"))
    expect(row).to_contain_text(words("codes:app_removed"))


def test_what_was_declined_is_granted_after_all_with_the_green_button(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words
) -> None:
    """TS-08, TS-09"""
    user = sandbox.user("店長 三郎")
    sandbox.page("三郎商店", user)
    settings = Settings(sign_in(fresh), words).open()
    settings.page.get_by_role("region", name="Messenger").get_by_role(
        "link", name=words("settings:messaging.connect"), exact=True
    ).click()
    settings.page.locator("input[value=shared]").check()
    settings.press("connect:allow")
    settings.page.locator(f"input[name=user][value='{user}']").check(force=True)
    settings.page.locator("input[name=scope][value=pages_messaging]").uncheck(force=True)
    settings.page.locator("button[name=do][value=continue]").click()
    settings.expect_refusal("permissions_missing")
    expect(settings.page.get_by_text("pages_messaging", exact=True)).to_be_visible()
    settings.through_dialog(user)
    settings.expect_connected("三郎商店")


@both_languages
def test_an_error_at_facebook_has_its_guide_and_connecting_is_tried_again(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words, language: str
) -> None:
    """TS-10 to TS-12"""
    user = sandbox.user("店長 四郎")
    sandbox.page("四郎商店", user)
    sandbox.fault(kind="error", on="oauth", code=1)
    settings = Settings(sign_in(fresh), words).open()
    settings.through_dialog(user)
    settings.expect_refusal("provider_refused")
    settings.through_dialog(user)
    expect(settings.page.get_by_role("checkbox", name="四郎商店")).to_be_checked()


def test_pages_of_a_business_are_found_when_kaiwa_may_look_there(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words
) -> None:
    user = next(each["id"] for each in sandbox.get("state")["users"] if each["key"] == "nagisa")
    settings = Settings(sign_in(fresh), words).open()
    settings.through_dialog(user)
    settings.expect_refusal("no_pages")
    settings.page.get_by_role("link", name=words("settings:pages.look_further")).click()
    settings.through_dialog(user, press_connect=False)
    expect(settings.page.get_by_role("checkbox", name="喫茶つばき")).to_be_enabled()
    garden = settings.page.get_by_role("checkbox", name="わかば幼稚園")
    expect(garden).to_be_disabled()
    expect(garden).to_have_accessible_description(words.like("codes:page_tasks_missing"))
    personal = settings.page.get_by_role("checkbox", name="青木 渚")
    expect(personal).to_have_accessible_description(words.like("codes:personal_account"))


@both_languages
def test_who_removes_the_app_is_seen_at_once_and_the_history_stays(
    look: Look, fresh: Account, sandbox: Sandbox, words: Words, language: str
) -> None:
    """FB-19: an open conversation locks; after connecting again it goes on."""
    user = sandbox.user("店長 五郎")
    key = sandbox.page("五郎商店", user)
    fresh.connect(sandbox, key, user=user)
    customer = sandbox.customer(key)
    customer.write("まだ開いていますか")
    fresh.conversation(customer)
    screen = look(fresh)
    screen.open(customer)
    expect(screen.composer).to_be_visible()
    told = sandbox.post("apps/remove", user=user)
    assert told["status"] == 200
    expect(screen.locked).to_contain_text(words("codes:app_removed"))
    banner = screen.page.get_by_test_id("channel-trouble")
    expect(banner).to_contain_text("五郎商店")
    expect(screen.message("まだ開いていますか")).to_be_visible()
    fresh.connect(sandbox, key, user=user)
    expect(screen.composer).to_be_visible()
    expect(banner).to_have_count(0)
    screen.say("はい、19時までです")
    screen.expect_tick("19時", "delivered")


@both_languages
def test_who_had_their_data_deleted_reads_what_became_of_it(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words, language: str
) -> None:
    """Nobody signed in: Facebook's person has no account here."""
    user = sandbox.user("店長 六郎")
    fresh.connect(sandbox, sandbox.page("六郎商店", user), user=user)
    told = sandbox.post("apps/delete_data", user=user)["answer"]
    page = sign_in(fresh)
    page.context.clear_cookies()
    page.goto(told["url"])
    expect(page.get_by_role("heading", level=1)).to_have_text(words("connect:deletion.title"))
    expect(page.get_by_text(words("connect:deletion.done"))).to_be_visible()
    expect(page.get_by_text(told["confirmation_code"])).to_be_visible()
    expect(page.get_by_text("六郎")).to_have_count(0)


def test_one_page_is_disconnected_and_the_other_stays(
    sign_in: SignIn, fresh: Account, sandbox: Sandbox, words: Words
) -> None:
    """H-07; what Facebook does not take back is said."""
    user = sandbox.user("店長 七郎")
    fresh.connect(sandbox, sandbox.page("七郎本店", user), sandbox.page("七郎支店", user), user=user)
    settings = Settings(sign_in(fresh), words).open()
    sandbox.fault(kind="http", on="subscribed_apps", status=502, count=1)
    settings.press("settings:disconnect.open", name="七郎支店")
    settings.confirm("settings:disconnect.confirm")
    rows, branch = (
        settings.page.get_by_role("listitem"),
        settings.page.get_by_role("heading", name="七郎支店"),
    )
    expect(rows.filter(has=branch)).to_contain_text(words("settings:state.disconnected"))
    expect(rows.filter(has_text="七郎本店")).to_contain_text(words("settings:state.connected"))
    expect(settings.page.get_by_text(words("settings:uninstall.remove_there"))).to_be_visible()
