"""Ways into Kaiwa: signing up, the link in the mail, a forgotten password, an invitation."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.account import PASSWORD, Account, mailed_link
from tests.e2e.instance import Instance
from tests.e2e.words import Words

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


class Stranger:
    """A browser in which nobody is signed in, and the words of its language."""

    def __init__(self, page: Page, words: Words) -> None:
        self.page = page
        self.words = words

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            self.page.locator(f"[name={name}]").fill(value)

    def press(self, key: str) -> None:
        self.page.get_by_role("button", name=self.words(key), exact=True).click()

    def expect_title(self, key: str, **params: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.words(key, **params))

    def expect_inbox(self) -> None:
        expect(self.page).to_have_url(re.compile(r":\d+/$"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(self.words("frame:messaging"))


@pytest.fixture
def visit(browser: Browser, instance: Instance, words: Words) -> Iterator[Callable[[str], Stranger]]:
    """Open a path in a new browser."""
    contexts: list[BrowserContext] = []

    def visit(path: str) -> Stranger:
        locale = {"ja": "ja-JP", "en": "en-US"}[words.language]
        contexts.append(browser.new_context(base_url=instance.url, locale=locale))
        page = contexts[-1].new_page()
        page.goto(path)
        return Stranger(page, words)

    yield visit
    for context in contexts:
        context.close()


Visit = Callable[[str], Stranger]


@both_languages
def test_signing_up_makes_a_workspace_once_the_mail_is_answered(
    visit: Visit, instance: Instance, language: str
) -> None:
    """TL-01"""
    address = f"eri-{language}@people.example"
    eri = visit("/signup")
    eri.fill(name="江里 Eri", workspace="江里商店", email=address, password=PASSWORD)
    eri.press("accounts:sign_up.submit")
    eri.expect_title("accounts:check_mail.title")
    expect(eri.page.get_by_text(eri.words("accounts:mail_to_files"))).to_be_visible()
    eri.page.goto("/verify-email/" + mailed_link(instance.data / "mail", address, "verify-email"))
    eri.expect_inbox()
    expect(eri.page.get_by_text(eri.words("list:empty.no_channel"))).to_be_visible()


@both_languages
def test_what_is_refused_is_said_beside_its_field_in_the_readers_language(
    visit: Visit, language: str
) -> None:
    fumi = visit("/signup")
    fumi.press("accounts:sign_up.submit")
    expect(fumi.page.get_by_text(fumi.words("form:field.required"))).to_have_count(4)
    expect(fumi.page.locator("[name=name]")).to_be_focused()
    fumi.fill(name="Fumi", workspace="Fumi", email="fumi@people.example", password="password")
    fumi.press("accounts:sign_up.submit")
    password = fumi.page.locator("[name=password]")
    expect(password).to_have_accessible_description(fumi.words.like("form:field.password_too_common"))
    expect(password).to_be_focused()


@both_languages
def test_a_wrong_password_is_told_and_the_right_one_leads_on(
    visit: Visit, instance: Instance, language: str
) -> None:
    address, password = instance.demo
    misaki = visit("/settings/members")
    misaki.expect_title("accounts:sign_in.title")
    misaki.fill(email=address, password="not-this-one")
    misaki.press("accounts:sign_in.submit")
    expect(misaki.page.get_by_text(misaki.words("form:field.email_password_mismatch"))).to_be_visible()
    misaki.fill(password=password)
    misaki.press("accounts:sign_in.submit")
    misaki.expect_title("settings:members.title")


def test_a_forgotten_password_is_chosen_anew(visit: Visit, fresh: Account, instance: Instance) -> None:
    dora = visit("/signin")
    dora.page.get_by_role("link", name=dora.words("accounts:sign_in.forgot")).click()
    dora.fill(email=fresh.email)
    dora.press("accounts:forgot.submit")
    dora.expect_title("accounts:check_mail.title")
    secret = mailed_link(instance.data / "mail", fresh.email, "reset-password")
    dora.page.goto(f"/reset-password/{secret}")
    expect(dora.page.get_by_text(dora.words("accounts:reset.for", email=fresh.email))).to_be_visible()
    dora.fill(password="a-new-way-over-the-river")
    dora.press("accounts:reset.submit")
    dora.expect_inbox()
    # The link worked once
    late = visit(f"/reset-password/{secret}")
    late.expect_title("accounts:reset.failed")


@both_languages
def test_somebody_invited_joins_without_naming_a_workspace(
    visit: Visit, fresh: Account, instance: Instance, language: str
) -> None:
    """TL-03"""
    address = f"gen-{language}@people.example"
    fresh.post("/api/v1/invitations", {"email": address, "role": "member"}, expect=201)
    secret = mailed_link(instance.data / "mail", address, "invitation")
    gen = visit(f"/invitation/{secret}")
    workspace = fresh.get("/api/v1/me")["workspace"]["name"]
    gen.expect_title("accounts:invitation.to", workspace=workspace)
    expect(gen.page.locator("[name=email]")).to_have_value(address)
    expect(gen.page.locator("[name=workspace]")).to_have_count(0)
    gen.fill(name="元 Gen", password=PASSWORD)
    gen.press("accounts:invitation.join")
    gen.expect_inbox()
    assert address in [member["email"] for member in fresh.get("/api/v1/members")]
    # The link worked once
    visit(f"/invitation/{secret}").expect_title("accounts:invitation.gone")


def test_an_invitation_for_somebody_else_says_so(
    sign_in: Callable[[Account], Page], fresh: Account, demo: Account, words: Words
) -> None:
    fresh.post("/api/v1/invitations", {"email": "hana@people.example", "role": "admin"}, expect=201)
    secret = mailed_link(fresh.instance.data / "mail", "hana@people.example", "invitation")
    page = sign_in(demo)
    page.goto(f"/invitation?token={secret}")
    told = words("accounts:invitation.for_other", email="hana@people.example", mine=demo.email)
    expect(page.get_by_text(told)).to_be_visible()


def test_signing_out_ends_at_the_sign_in_screen(visit: Visit, fresh: Account) -> None:
    """In every tab: nobody reads on where the member has left."""
    dora = visit("/signin")
    dora.fill(email=fresh.email, password=PASSWORD)
    dora.press("accounts:sign_in.submit")
    dora.expect_inbox()
    other = Stranger(dora.page.context.new_page(), dora.words)
    other.page.goto("/settings/members")
    other.expect_title("settings:members.title")
    dora.page.get_by_role("button", name=dora.words("frame:member_menu", name="Dora Doi")).click()
    dora.page.get_by_role("menuitem", name=dora.words("frame:sign_out")).click()
    dora.expect_title("accounts:sign_in.title")
    other.expect_title("accounts:sign_in.title")
    dora.page.goto("/")
    dora.expect_title("accounts:sign_in.title")
