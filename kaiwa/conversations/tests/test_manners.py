"""What customers are shown besides messages: only where the channel's settings say so."""

from __future__ import annotations

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def long_ago(db):
    """Nobody was shown anything within the last ten seconds."""
    cache.clear()


def settings_of(person, facebook, **manners) -> None:
    answer = person.patch(f"/api/v1/channels/{facebook.channel.pk}", manners)
    assert answer.status_code == 200
    assert manners.items() <= answer.json().items()


def thread(facebook) -> dict:
    (found,) = facebook.sandbox.get("threads", page="minato", customer="yui")
    return found


def looked(facebook) -> bool:
    return bool(thread(facebook)["page_read_at"])


def write_and_look(facebook, person) -> None:
    conversation = facebook.write("こんにちは")
    newest = conversation.messages.latest("pk")
    assert person.post(f"/api/v1/conversations/{conversation.pk}/writing").status_code == 204
    person.post(f"/api/v1/conversations/{conversation.pk}/read", {"message_id": newest.pk})
    facebook.work()


def test_neither_is_shown_unless_it_was_switched_on(facebook, alice):
    write_and_look(facebook, alice)
    assert (thread(facebook)["typing"], looked(facebook)) == (False, False)


def test_that_somebody_writes_and_has_looked_is_shown_where_the_channel_says_so(facebook, alice):
    settings_of(alice, facebook, typing_indicator=True, mark_seen=True)
    write_and_look(facebook, alice)
    assert (thread(facebook)["typing"], looked(facebook)) == (True, True)


def test_writing_is_told_at_most_once_in_ten_seconds(facebook, alice):
    settings_of(alice, facebook, typing_indicator=True)
    write_and_look(facebook, alice)
    facebook.answer(code=190)  # a second call would meet it
    write_and_look(facebook, alice)
    facebook.channel.refresh_from_db()
    assert facebook.channel.state == "connected"


def test_members_without_access_to_the_settings_cannot_switch_them(facebook, bob):
    answer = bob.patch(f"/api/v1/channels/{facebook.channel.pk}", {"mark_seen": True})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
