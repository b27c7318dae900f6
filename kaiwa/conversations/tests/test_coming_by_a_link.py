"""By which link somebody came who had never written: with the Get Started button it is known, without it is not."""

from __future__ import annotations

from kaiwa.conversations.models import Conversation
from kaiwa.conversations.tests.test_receiving import about, items
from kaiwa.conversations.tests.test_sending import say


def test_the_conversation_begins_with_the_button_and_says_where_they_came_from(facebook, alice):
    """FAQ-08: tapping it opens the reply window, as a message would."""
    facebook.sandbox.patch("pages/minato", get_started="kaiwa:get_started")
    facebook.act(kind="referral", ref="flyer-2026")
    facebook.arrive()
    assert not Conversation.objects.exists()
    conversation = facebook.write(kind="get_started", title="スタート")
    source = about(alice, conversation)["source"]
    assert source | {"at": 0} == {
        "at": 0, "source": "link", "ref": "flyer-2026", "ad_id": "", "ad_title": "", "url": "",
    }  # fmt: skip
    assert [(row["kind"], row["text"], row["direction"]) for row in items(alice, conversation)] == [
        ("postback", "スタート", "in")
    ]
    assert about(alice, conversation)["unread"] == 1
    assert say(alice, conversation).status_code == 201


def test_without_the_button_the_link_is_not_told(facebook, alice):
    facebook.act(kind="referral", ref="flyer-2026")
    conversation = facebook.write("チラシを見ました")
    assert about(alice, conversation)["source"] is None
