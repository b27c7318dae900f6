"""Contacts on screen: found, renamed, blocked, and a conversation given to whom it belongs (D-54)."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen
from tests.e2e.words import Words

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


@both_languages
def test_a_contact_is_found_renamed_and_blocked(screen: Screen, sandbox: Sandbox, words: Words) -> None:
    customer = sandbox.customer()
    customer.write("はじめまして")
    screen.open(customer)
    screen.button("details:menu", name=customer.name).click()
    page = screen.page
    page.get_by_role("menuitem", name=words("details:page"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(customer.name)

    screen.button("contacts:rename").click()
    name = f"お得意様 {customer.id}"
    page.get_by_label(words("contacts:name"), exact=True).fill(name)
    screen.button("contacts:save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_text(words("contacts:own_name", name=customer.name))).to_be_visible()

    screen.button("contacts:block").click()
    page.get_by_role("dialog").get_by_role("button", name=words("contacts:block"), exact=True).click()
    expect(page.get_by_text(words("contacts:blocked_text"))).to_be_visible()
    page.get_by_role("link", name=re.compile("はじめまして")).click()
    expect(screen.locked).to_contain_text(words("codes:contact_blocked"))
    expect(screen.row(customer)).to_have_count(0)

    page.goto("/contacts")
    page.get_by_label(words("contacts:search")).fill(name)
    found = page.get_by_role("link").filter(has_text=name)
    expect(found).to_contain_text(words("contacts:blocked"))
    found.click()
    screen.button("contacts:unblock").click()
    expect(page.get_by_text(words("contacts:blocked_text"))).to_have_count(0)


def test_a_conversation_is_moved_to_another_contact_and_back(
    screen: Screen, sandbox: Sandbox, words: Words
) -> None:
    """D-54"""
    wrong, right = sandbox.customer(), sandbox.customer()
    wrong.write("別のアカウントから")
    right.write("本人です")
    page = screen.page
    screen.open(right)
    screen.open(wrong)
    screen.button("details:menu", name=wrong.name).click()
    page.get_by_role("menuitem", name=words("details:page"), exact=True).click()
    screen.button("contacts:move").click()
    dialog = page.get_by_role("dialog")
    confirm = dialog.get_by_role("button", name=words("contacts:move_confirm"), exact=True)
    expect(confirm).to_be_disabled()
    dialog.get_by_label(words("contacts:search")).fill(right.name)
    dialog.get_by_role("button", name=re.compile(right.name)).click()
    confirm.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(right.name)
    expect(page.get_by_role("link", name=re.compile("別のアカウントから"))).to_be_visible()
    screen.button("contacts:move_back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(wrong.name)
    expect(page.get_by_role("link", name=re.compile("別のアカウントから"))).to_be_visible()


def test_two_contacts_become_one_on_every_screen(
    screen: Screen, look: Look, sandbox: Sandbox, demo: Account, bob: Account
) -> None:
    """D-54: the colleague who reads on the page of the one who goes is taken along."""
    again, first = sandbox.customer(), sandbox.customer()
    again.write("また書きました")
    first.write("最初です")
    page, words, colleague = screen.page, screen.words, look(bob).page
    contact = f"/contacts/{demo.conversation(again)['contact']['id']}"
    demo.conversation(first)
    colleague.goto(contact)
    page.goto(contact)
    screen.button("contacts:merge").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words("contacts:search")).fill(first.name)
    dialog.get_by_role("button", name=re.compile(first.name)).click()
    dialog.get_by_role("button", name=words("contacts:merge_confirm"), exact=True).click()
    for each in (page, colleague):
        expect(each.get_by_role("heading", level=1)).to_have_text(first.name)
    first.write("つづきです")
    expect(colleague.get_by_role("link", name=re.compile("つづきです"))).to_be_visible()

    row = page.get_by_role("listitem").filter(has_text="つづきです")
    row.get_by_role("button", name=words("contacts:move"), exact=True).click()
    dialog.get_by_role("button", name=words("contacts:own_contact"), exact=True).click()
    dialog.get_by_role("button", name=words("contacts:move_confirm"), exact=True).click()
    expect(page.get_by_role("link", name=re.compile("また書きました"))).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text(first.name)
