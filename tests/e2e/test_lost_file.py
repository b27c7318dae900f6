"""A file that could not be fetched from Facebook, and a person who asks for it again."""

from __future__ import annotations

import psycopg
import pytest
from playwright.sync_api import expect

from tests.e2e.account import Account
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen

# As after the last of its tries, which would take minutes
GIVEN_UP = """
    UPDATE conversations_attachment SET state = 'failed', error_code = 'unreachable', file = '', thumbnail = ''
    WHERE id = %s
"""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_that_could_not_be_fetched_says_why_and_is_fetched_again(
    screen: Screen, sandbox: Sandbox, demo: Account, instance: Instance
) -> None:
    """D-01, D-46: what comes of it shows without a reload."""
    customer = sandbox.customer()
    customer.act("image")
    file = demo.file_of(customer)
    with psycopg.connect(instance.database_url) as database:
        database.execute(GIVEN_UP, [file["id"]])
    screen.visit(demo.conversation(customer)["id"])
    message = screen.messages.first
    expect(message).to_contain_text(file["name"])
    expect(message).to_contain_text(screen.words("codes:unreachable"))
    message.get_by_role("button", name=screen.words("thread:fetch_again"), exact=True).click()
    picture = message.get_by_role("button", name=screen.words.like("thread:open_picture")).locator("img")
    expect(picture).to_be_visible()
    screen.page.wait_for_function("image => image.naturalWidth > 0", arg=picture.element_handle())
    expect(message).not_to_contain_text(screen.words("codes:unreachable"))
