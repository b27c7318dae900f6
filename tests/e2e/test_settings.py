"""Members and one's own profile, as an admin and as a member see them."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.account import PASSWORD, Account
from tests.e2e.words import Words

SignIn = Callable[[Account], Page]


def test_an_admin_invites_and_withdraws(sign_in: SignIn, fresh: Account, words: Words) -> None:
    page = sign_in(fresh)
    page.goto("/settings/members")
    page.locator("[name=email]").fill("ichi@people.example")
    page.get_by_role("button", name=words("settings:invite.submit")).click()
    open_ones = page.get_by_role("listitem").filter(has_text="ichi@people.example")
    expect(open_ones).to_be_visible()
    open_ones.get_by_role("button", name=words.like("settings:invite.withdraw_from")).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=words("settings:invite.withdraw")).click()
    expect(open_ones).to_have_count(0)
    assert fresh.get("/api/v1/invitations") == []


def test_the_only_admin_stays_one(sign_in: SignIn, fresh: Account, words: Words) -> None:
    page = sign_in(fresh)
    page.goto("/settings/members")
    expect(page.get_by_role("combobox", name=words.like("settings:members.role_of"))).to_be_disabled()
    expect(page.get_by_role("switch", name=words.like("settings:members.access_of"))).to_be_checked()


def test_a_member_sees_members_and_changes_none(sign_in: SignIn, bob: Account, words: Words) -> None:
    page = sign_in(bob)
    page.goto("/settings/members")
    expect(page.get_by_text(words("settings:members.admins_only"))).to_be_visible()
    expect(page.get_by_role("combobox")).to_have_count(0)
    for switch in page.get_by_role("switch").all():
        expect(switch).to_be_disabled()


def test_the_language_changes_at_once_and_stays(sign_in: SignIn, fresh: Account) -> None:
    page = sign_in(fresh)
    page.goto("/settings/profile")
    title = page.get_by_role("heading", level=1)
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.get_by_role("radio", name="English").check()
    expect(title).to_have_text(Words("en")("settings:profile.title"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(title).to_have_text(Words("en")("settings:profile.title"))
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.get_by_role("radio").first.check()  # as the browser, which is Japanese
    expect(title).to_have_text(Words("ja")("settings:profile.title"))
    assert fresh.get("/api/v1/me")["user"]["language"] == ""


def test_a_name_and_a_password_are_changed(sign_in: SignIn, fresh: Account, words: Words) -> None:
    page = sign_in(fresh)
    page.goto("/settings/profile")
    page.locator("[name=name]").fill("土井 ドラ")
    page.get_by_role("button", name=words("common:save")).click()
    expect(page.get_by_text(words("settings:saved"))).to_be_visible()
    assert fresh.get("/api/v1/me")["user"]["name"] == "土井 ドラ"

    page.locator("[name=current_password]").fill("not-this-one")
    page.locator("[name=new_password]").fill("a-heron-in-the-reeds")
    page.get_by_role("button", name=words("settings:password.submit")).click()
    expect(page.get_by_text(words("form:field.enter_current_password"))).to_be_visible()
    page.locator("[name=current_password]").fill(PASSWORD)
    page.get_by_role("button", name=words("settings:password.submit")).click()
    expect(page.get_by_text(words("settings:password.changed"))).to_be_visible()
    Account.sign_in(fresh.instance, fresh.email, "a-heron-in-the-reeds")
