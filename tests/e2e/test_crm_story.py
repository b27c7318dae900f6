"""A customer writes on the practice phone, stands in the CRM by themselves, and becomes a deal that tells it all."""

import re

from playwright.sync_api import expect

from tests.e2e.account import Account, until
from tests.e2e.conftest import SignIn
from tests.e2e.practice import Sandbox
from tests.e2e.words import Words


def test_somebody_new_becomes_a_lead_and_then_a_deal_that_tells_the_whole_conversation(
    fresh: Account, sandbox: Sandbox, sign_in: SignIn, words: Words
) -> None:
    """TL-08, TL-17..20, TL-22..24, TL-30, D-05: an admin chooses what happens, and a customer writes."""
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

    page.get_by_role("button", name=words("crm:convert.do"), exact=True).click()
    asked = page.get_by_role("dialog")
    asked.get_by_role("button", name=words("crm:convert.do"), exact=True).click()
    expect(page).to_have_url(re.compile(r"/deals/\d+$"))
    customer.act("image")
    answer = {"text": "We do, in red", "key": "bells"}
    fresh.post(f"/api/v1/conversations/{conversation['id']}/messages", answer, expect=201)
    said = ("Do you have bells?", "For a child's bike", "We do, in red")
    # Live, once, in order; and the picture is a file of the deal and of the person
    in_order = r"Do you have bells.*child's bike.*\[.+\].*We do, in red"
    expect(feed).to_contain_text(re.compile(in_order, re.DOTALL))
    for text in said:
        expect(feed.get_by_text(text)).to_have_count(1)
    picture = feed.get_by_text(re.compile(r"\.(png|jpg)$"))
    expect(picture).to_have_count(1)

    page.get_by_role("link", name=customer.name, exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/persons/\d+$"))
    for text in said:
        expect(feed.get_by_text(text)).to_have_count(1)
    expect(picture).to_have_count(1)
