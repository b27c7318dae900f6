"""Webhooks that are signed and odd: one thing in them that we do not expect loses nothing else."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kaiwa.channels.messenger.tests import webhooks
from kaiwa.channels.models import WebhookEvent
from kaiwa.conversations import stored
from kaiwa.conversations.batches import Batches
from kaiwa.conversations.models import Conversation, Message
from kaiwa.conversations.tests.journal import arrive, drain, receive, states

HANDLED = (WebhookEvent.State.HANDLED, "")


def test_metadata_that_another_system_wrote_with_our_app_is_no_key_of_ours(channel, settings):
    echo = {"mid": "m_1", "text": "hi", "is_echo": True, "app_id": settings.META_APP_ID}
    pks = arrive(webhooks.body(webhooks.page_item(message={**echo, "metadata": "order:99999999999"})))
    drain()
    assert states(pks) == [HANDLED]
    assert Message.objects.get().elsewhere


def test_a_reaction_is_to_the_message_it_names_whoever_is_said_to_react(channel):
    receive(webhooks.body(webhooks.message(text="hello")))
    reaction = {"mid": "m_1", "action": "react", "reaction": "like", "emoji": "👍"}
    pks = arrive(webhooks.body(webhooks.item(reaction=reaction) | {"sender": {"id": "999"}}))
    drain()
    assert states(pks) == [HANDLED]
    assert Message.objects.get().reactions["contact"]["emoji"] == "👍"


@pytest.mark.parametrize("ad_id", [{"id": 1}, [], True, "7" * 500])
def test_an_ad_without_a_usable_id_still_brings_the_message(channel, ad_id):
    referral = {"source": "ADS", "type": "OPEN_THREAD", "ref": "spring", "ad_id": ad_id}
    pks = arrive(webhooks.body(webhooks.message(text="hello", referral=referral)))
    drain()
    assert states(pks) == [HANDLED]
    assert Conversation.objects.get(source__ref="spring").messages.get().text == "hello"


@pytest.mark.parametrize("counted", [{"num_edit": 0}, {"num_edit": 2}, {}])
def test_of_edits_with_one_number_the_later_is_the_text(channel, counted):
    edits = [
        webhooks.body(
            webhooks.item(message_edit={"mid": "m_1", "text": text, **counted})
            | {"timestamp": webhooks.AT + at}
        )
        for at, text in ((1000, "first"), (2000, "second"))
    ]
    receive(webhooks.body(webhooks.message(text="hello")), edits[1], edits[0])
    assert Message.objects.get().text == "second"


def test_a_message_from_the_future_is_as_old_as_its_arrival(channel):
    """It would stay on top of the list, and its reply window open, until then; a replay changes nothing."""
    ahead = webhooks.message(text="from 2031") | {"timestamp": webhooks.AT + 5 * 365 * 86_400_000}
    (pk,) = arrive(webhooks.body(ahead))
    drain()
    arrived = WebhookEvent.objects.get(pk=pk).received_at
    conversation = Conversation.objects.get()
    assert conversation.last_message_at == conversation.last_inbound_at == arrived
    WebhookEvent.objects.update(state=WebhookEvent.State.PENDING)
    drain()
    assert Message.objects.get().sent_at == arrived


def test_a_receipt_from_the_future_reads_nothing_that_is_still_to_be_written(channel):
    read = webhooks.item(read={"watermark": webhooks.AT + 5 * 365 * 86_400_000})
    (pk,) = arrive(webhooks.body(webhooks.message(text="hello"), read))
    drain()
    assert Conversation.objects.get().read_until == WebhookEvent.objects.get(pk=pk).received_at


def test_huge_webhooks_are_not_all_read_into_memory_at_once(channel):
    arrive(*[b"[%s]" % (b" " * 1_000_000)] * 12)
    assert Batches().step() == 9
    drain()
    assert not WebhookEvent.objects.filter(state=WebhookEvent.State.PENDING).exists()


def test_the_claimed_type_of_a_file_is_taken_only_when_it_can_be_one():
    unknown = b"\x07\x07\x07 nothing that is known"
    assert stored.content_type(unknown, declared="audio/ogg; codecs=opus") == "audio/ogg"
    for claim in ("audio/" + "x" * 300, "audio/<script>", "text/html"):
        assert stored.content_type(unknown, declared=claim) == stored.FALLBACK


def test_an_upload_that_claims_an_endless_type_is_a_file(alice):
    file = SimpleUploadedFile("a.bin", b"\x07\x07\x07 nothing known", content_type="audio/" + "x" * 300)
    answer = alice.upload("/api/v1/attachments", file)
    assert (answer.status_code, answer.json()["mime"]) == (201, stored.FALLBACK)
