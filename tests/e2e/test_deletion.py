"""Deleting a conversation, as the installer and a colleague see it (INB-27..31)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.practice import Sandbox
from tests.e2e.words import Words

both_languages = pytest.mark.parametrize("language", ["ja", "en"])


@both_languages
def test_a_deleted_conversation_leaves_every_screen_and_comes_back_without_its_history(
    look: Look, demo: Account, bob: Account, sandbox: Sandbox, words: Words
) -> None:
    """INB-27..31"""
    customer = sandbox.customer()
    customer.write("昔の話")
    owner, colleague = look(demo), look(bob)
    for screen in (owner, colleague):
        screen.open(customer)

    colleague.button("details:menu", name=customer.name).click()
    item = colleague.page.get_by_role("menuitem", name=words("details:delete.open"), exact=True)
    expect(item).to_be_disabled()

    owner.button("details:menu", name=customer.name).click()
    owner.page.get_by_role("menuitem", name=words("details:delete.open"), exact=True).click()
    dialog = owner.page.get_by_role("dialog")
    expect(dialog).to_contain_text(customer.name)
    expect(dialog).to_contain_text("Messenger")
    dialog.get_by_role("button", name=words("details:delete.confirm"), exact=True).click()

    expect(owner.row(customer)).to_have_count(0)
    expect(colleague.row(customer)).to_have_count(0)
    expect(colleague.page.get_by_text(words("thread:deleted_title"))).to_be_visible()
    expect(colleague.messages).to_have_count(0)

    customer.write("新しい話")
    for screen in (owner, colleague):
        screen.open(customer)
        expect(screen.message("新しい話")).to_be_visible()
        expect(screen.message("昔の話")).to_have_count(0)
