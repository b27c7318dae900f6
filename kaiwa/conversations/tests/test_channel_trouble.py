"""A channel that needs a person: who is told, how, how often; what is locked meanwhile; and that it ends by itself."""

from __future__ import annotations

import pytest
from django.core import mail

from kaiwa.channels import telling
from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import Channel
from kaiwa.conversations import probes
from kaiwa.conversations.tests.facebook import ago
from kaiwa.conversations.tests.journal import receive
from kaiwa.conversations.tests.test_sending import say, shown
from kaiwa.workspaces.models import Member


def break_login(facebook, person, key="k1"):
    """A reply meets a login that ended: a password was changed."""
    conversation = facebook.write("こんにちは")
    facebook.work()
    facebook.sandbox.post("tokens/revoke", page="minato", subcode=460)
    say(person, conversation, key=key)
    facebook.work()
    return conversation


def addressees() -> list[str]:
    return sorted(to for letter in mail.outbox for to in letter.to)


def test_each_admin_is_told_once_in_their_language(facebook, alice, bob):
    """D-33, D-62"""
    Member.objects.filter(pk=bob.member.pk).update(role="admin")
    bob.user.language = "ja"
    bob.user.save()
    conversation = break_login(facebook, alice)
    assert shown(alice, conversation)["error"]["code"] == "reauthorize"
    assert addressees() == ["alice@acme.example", "bob@acme.example"]
    letters = {letter.to[0]: letter for letter in mail.outbox}
    assert letters["alice@acme.example"].subject == "Minato needs you: Kaiwa cannot send messages"
    assert "Connect it again" in letters["alice@acme.example"].body
    assert letters["bob@acme.example"].subject == "Minatoに対応が必要です：Kaiwaから送信できません"
    assert "/settings/messaging" in letters["bob@acme.example"].body
    telling.tell_admins()
    assert len(mail.outbox) == 2


def test_of_a_private_channel_its_installer_alone_is_told(facebook, alice, bob):
    Member.objects.filter(pk=bob.member.pk).update(role="admin")
    facebook.channel.connection.visibility = "private"
    facebook.channel.connection.save()
    break_login(facebook, alice)
    assert addressees() == ["alice@acme.example"]


def test_a_member_who_can_do_nothing_about_it_gets_no_mail(facebook, alice, bob):
    break_login(facebook, alice)
    assert addressees() == ["alice@acme.example"]


def test_nothing_can_be_written_while_the_channel_needs_a_person(facebook, alice):
    """D-36"""
    conversation = break_login(facebook, alice)
    composer = alice.get(f"/api/v1/conversations/{conversation.pk}").json()["composer"]
    assert (composer["locked"], composer["reason"]) == (True, "channel_attention")
    assert composer["params"]["code"] == "reauthorize"
    assert say(alice, conversation, key="k2").status_code == 409


def test_it_ends_by_itself_once_facebook_takes_calls_again(facebook, alice):
    conversation = break_login(facebook, alice)
    probes.probe()
    assert Channel.objects.get().problem_code == "reauthorize"
    facebook.sandbox.post("tokens/revoke", page="minato", subcode=0)
    probes.probe()
    channel = Channel.objects.get()
    assert (channel.state, channel.problem_code) == ("connected", "")
    assert say(alice, conversation, key="k2").status_code == 201
    facebook.work()
    assert [message["text"] for message in facebook.phone()] == ["承知しました。"]


def test_a_trouble_that_comes_back_within_the_hour_is_known_already(facebook, alice):
    break_login(facebook, alice)
    facebook.sandbox.post("tokens/revoke", page="minato", subcode=0)
    probes.probe()
    break_login(facebook, alice, key="k2")
    assert len(mail.outbox) == 1
    Channel.objects.update(told_at=ago(hours=2))
    telling.tell_admins()
    assert len(mail.outbox) == 2


def policy(action: str, at: int) -> bytes:
    return webhooks.body(
        {
            "recipient": {"id": webhooks.PAGE},
            "timestamp": webhooks.AT + at,
            "policy-enforcement": {"action": action, "reason": "Spam."},
        }
    )


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([("block", 1)], "attention"),
        ([("block", 1), ("unblock", 2)], "connected"),
        ([("unblock", 2), ("block", 1)], "connected"),
        ([("block", 1), ("block", 3), ("unblock", 2)], "attention"),
        ([("unblock", 2), ("block", 3)], "attention"),
    ],
)
def test_of_policy_blocks_and_unblocks_the_latest_counts_in_any_order(channel, told, state):
    """TS-15"""
    for action, at in told:
        receive(policy(action, at))
    channel.refresh_from_db()
    assert channel.state == state


def test_a_page_blocked_for_policy_shows_it_with_the_way_to_page_support(facebook, alice):
    """TS-15, FAQ-02"""
    facebook.write("こんにちは")
    facebook.sandbox.post("policy", page="minato", action="block", reason="Spam.")
    facebook.arrive()
    facebook.work()
    (page,) = alice.get("/api/v1/channels").json()
    assert page["problem"]["code"] == "policy_blocked"
    assert page["capabilities"]["places"]["policy_blocked"].startswith("https://www.facebook.com/")
    assert "Page support" in mail.outbox[0].body
    probes.probe()
    assert Channel.objects.get().state == "attention"
    facebook.sandbox.post("policy", page="minato", action="unblock")
    facebook.arrive()
    assert Channel.objects.get().state == "connected"
