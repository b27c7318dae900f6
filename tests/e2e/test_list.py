"""The list of conversations: its order, what is unread, and how it carries thousands."""

import re

import psycopg
import pytest
from playwright.sync_api import expect

from tests.e2e.account import Account
from tests.e2e.conftest import Look
from tests.e2e.instance import Instance
from tests.e2e.practice import Sandbox
from tests.e2e.screen import Screen

both_languages = pytest.mark.parametrize("language", ["ja", "en"])

MANY = 3_200

CROWD = """
WITH connection AS (
    INSERT INTO channels_connection
        (workspace_id, provider, installer_id, visibility, external_user_id, external_user_name, credentials,
         created_at, logged_in_at)
    VALUES (%(workspace)s, 'messenger', %(member)s, 'shared', '', '', '', now(), now()) RETURNING id
), channel AS (
    INSERT INTO channels_channel
        (connection_id, provider, external_id, name, picture, credentials, state, problem_code, problem_params,
         human_agent, connected_at, external_user_id, logged_in_at, told_code, typing_indicator, mark_seen,
         return_when_away, checks)
    SELECT id, 'messenger', 'crowd-' || %(workspace)s, '満員', '', '', 'connected', '', '{}',
        false, now(), '', now(), '', false, false,
        false, '{}'
    FROM connection RETURNING id
), people AS (
    INSERT INTO conversations_contact (workspace_id, name)
    SELECT %(workspace)s, '来客 ' || number || '番' FROM generate_series(1, %(many)s) AS number RETURNING id, name
), addresses AS (
    INSERT INTO conversations_identity (channel_id, external_id, contact_id, name, profile)
    SELECT channel.id, people.id, people.id, people.name, 'known' FROM people, channel RETURNING id, contact_id
)
INSERT INTO conversations_conversation
    (workspace_id, channel_id, identity_id, contact_id, last_message_at, last_inbound_at)
SELECT %(workspace)s, channel.id, addresses.id, people.id, said.at, said.at
FROM addresses JOIN people ON people.id = addresses.contact_id, channel,
    LATERAL (SELECT now() - substring(people.name from '[0-9]+')::int * interval '1 minute' AS at) AS said
"""


@pytest.fixture
def crowded(fresh: Account, instance: Instance) -> Account:
    """The admin of a workspace with thousands of conversations, 来客 1番 the newest."""
    me = fresh.get("/api/v1/me")
    with psycopg.connect(instance.database_url) as database:
        given = {"workspace": me["workspace"]["id"], "member": me["member"]["id"], "many": MANY}
        database.execute(CROWD, given)
    return fresh


@both_languages
def test_a_new_message_moves_its_conversation_to_the_top_and_is_unread_until_it_is_seen(
    screen: Screen, sandbox: Sandbox
) -> None:
    """FB-09"""
    first, second = sandbox.customer(), sandbox.customer()
    top = screen.list.get_by_role("link").first
    first.write("先に書きました")
    expect(top).to_contain_text(first.name)
    second.write("後から書きました")
    expect(top).to_contain_text(second.name)
    first.write("もう一度書きました")
    expect(top).to_contain_text(first.name)
    expect(top).to_contain_text("もう一度書きました")

    name = screen.row(first).get_by_text(first.name)
    expect(screen.row(first)).to_contain_text(re.compile("2" + re.escape(screen.words("list:unread"))))
    expect(name).to_have_css("font-weight", re.compile("[67]00"))
    screen.open(first)
    expect(screen.row(first)).not_to_contain_text(screen.words("list:unread"))
    expect(name).to_have_css("font-weight", re.compile("[45]00"))
    expect(screen.row(second)).to_contain_text(screen.words("list:unread"))


def test_thousands_of_conversations_can_be_dragged_through(look: Look, crowded: Account) -> None:
    screen = look(crowded)
    expect(screen.list.get_by_role("link").first).to_contain_text("来客 1番")
    height = screen.list.evaluate("box => box.scrollHeight")
    assert height == pytest.approx(MANY * 64, abs=64)

    screen.list.evaluate("box => { box.scrollTop = box.scrollHeight / 2 }")
    expect(screen.list).to_contain_text(f"来客 {MANY // 2}番")
    expect(screen.list.get_by_role("link").first).to_be_attached()
    rows = screen.list.get_by_role("listitem")
    assert rows.count() < 60, "rows far out of view are in the document"

    screen.list.evaluate("box => { box.scrollTop = box.scrollHeight }")
    expect(screen.list).to_contain_text(f"来客 {MANY}番")
    expect(screen.list.get_by_text(f"来客 {MANY}番")).to_be_in_viewport()
    assert rows.count() < 60
    assert screen.page.evaluate("document.querySelectorAll('*').length") < 2_500
