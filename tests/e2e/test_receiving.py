"""What a customer writes is on the screen of a workspace that was set up by hand."""

from playwright.sync_api import Page, expect

from tests.e2e.account import Account
from tests.e2e.conftest import SignIn
from tests.e2e.practice import Sandbox


def test_a_new_workspace_sees_what_a_customer_writes(
    fresh: Account, sandbox: Sandbox, sign_in: SignIn
) -> None:
    fresh.connect(sandbox, "harbour", user="haruto")
    page: Page = sign_in(fresh)
    page.goto("/")
    customer = sandbox.customer("harbour", name="花田 みどり")
    customer.write("はじめまして。自転車の修理をお願いできますか")
    expect(page.get_by_text("自転車の修理をお願いできますか").first).to_be_visible()
    expect(page.get_by_text("花田 みどり").first).to_be_visible()
