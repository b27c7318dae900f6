"""A customer writes on the practice phone, and stands in the CRM by themselves (TL-08, TL-18, TL-22..24, TL-30)."""

from playwright.sync_api import expect

from tests.e2e.account import Account, until
from tests.e2e.conftest import SignIn
from tests.e2e.practice import Sandbox
from tests.e2e.words import Words


def test_somebody_new_becomes_a_lead_by_themselves(
    fresh: Account, sandbox: Sandbox, sign_in: SignIn, words: Words
) -> None:
    """An admin chooses what happens; a customer writes; the lead is among the leads and in the panel, with its note."""
    owner = sandbox.user("Dora Doi")
    shop = sandbox.page("Bells & Bikes", owner)
    fresh.connect(sandbox, shop, user=owner)
    channel = fresh.get("/api/v1/channels")[0]
    page = sign_in(fresh)
    page.goto(f"/settings/messaging/channels/{channel['id']}")
    when = page.get_by_label(words("automation:on_new_chat.label"))
    when.select_option("deal")
    expect(page.get_by_label(words("automation:pipeline.label"))).to_be_visible()
    when.select_option("lead")
    expect(page.get_by_label(words("automation:pipeline.label"))).to_be_hidden()
    page.get_by_label(words("automation:add_persons.label")).check()
    path = f"/api/v1/channels/{channel['id']}/automation"
    until(lambda: fresh.get(path)["add_persons"] and fresh.get(path)["on_new_chat"] == "lead", 15, "kept")
    customer = sandbox.customer(shop)
    customer.write("Do you have bells?")
    customer.write("For a child's bike")
    conversation = fresh.conversation(customer)
    panel = f"/api/v1/conversations/{conversation['id']}/crm"
    until(lambda: fresh.get(panel)["items"], 15, "no lead")
    page.goto("/leads")
    title = fresh.get(panel)["items"][0]["record"]["title"]
    assert customer.name in title
    lead = page.get_by_role("link", name=title).first
    expect(lead).to_be_visible()
    lead.click()
    feed = page.get_by_role("region", name=words("crm:feed.title"))
    expect(feed.get_by_text("For a child's bike")).to_have_count(1)
    expect(feed.get_by_text("Do you have bells?")).to_have_count(1)
