"""Fetching files and profiles: one that goes wrong holds up no other, and what is not wanted any more is not kept."""

from __future__ import annotations

from django.core.files.storage import default_storage

from kaiwa.channels.models import Channel
from kaiwa.conversations import media, profiles
from kaiwa.conversations.models import Attachment, Contact, Conversation, Identity, Message
from kaiwa.conversations.tests.facebook import Facebook, ago
from kaiwa.conversations.tests.test_receiving import about, items


def picture(facebook: Facebook, by: str = "yui") -> Conversation:
    canned = next(one["name"] for one in facebook.sandbox.get("canned") if one["type"] == "image")
    return facebook.write(kind="image", canned=canned, by=by)


def of_a_provider_that_is_gone(facebook: Facebook) -> Message:
    """A customer of a channel whose provider this installation does not have any more, waiting longest."""
    channel = Channel.objects.create(
        connection=facebook.channel.connection, provider="gone", external_id="1", name="Old"
    )
    contact = Contact.objects.create(workspace=channel.connection.workspace)
    identity = Identity.objects.create(
        channel=channel, contact=contact, external_id="1", profile_due_at=ago(days=1)
    )
    conversation = Conversation.objects.create(
        workspace=contact.workspace, channel=channel, identity=identity, contact=contact
    )
    return Message.objects.create(
        conversation=conversation, channel=channel, direction="in", sent_at=ago(days=1), status="received"
    )


def test_a_file_that_breaks_its_fetch_holds_up_no_other(facebook, alice):
    message = of_a_provider_that_is_gone(facebook)
    bad = Attachment.objects.create(
        workspace=alice.workspace, message=message, kind="image", next_attempt_at=ago(days=1)
    )
    conversation = picture(facebook)
    facebook.work()
    assert items(alice, conversation)[0]["attachments"][0]["state"] == "stored"
    bad.refresh_from_db()
    assert (bad.state, bad.attempts) == ("pending", 1)
    assert not media.due().exists()


def test_a_file_that_breaks_every_fetch_is_given_up(facebook, alice):
    message = of_a_provider_that_is_gone(facebook)
    bad = Attachment.objects.create(
        workspace=alice.workspace,
        message=message,
        kind="image",
        next_attempt_at=ago(days=1),
        attempts=media.MOST_ATTEMPTS - 1,
    )
    media.fetch_media()
    bad.refresh_from_db()
    assert (bad.state, bad.error_code) == ("failed", "provider_failed")


def test_a_file_that_ends_the_worker_each_time_is_given_up(facebook, alice):
    picture(facebook)
    Attachment.objects.update(attempts=media.MOST_ATTEMPTS)
    media.fetch_media()
    assert Attachment.objects.get().state == "failed"


def test_a_person_whose_profile_breaks_its_fetch_holds_up_no_other(facebook, alice):
    of_a_provider_that_is_gone(facebook)
    conversation = facebook.write("はじめまして")
    facebook.work()
    assert about(alice, conversation)["contact"]["name"]


def test_who_wrote_while_the_login_was_refused_gets_a_name_once_it_works(facebook, alice):
    """D-53: the refusal was about the channel, not about the person"""
    token = facebook.channel.credentials
    Channel.objects.update(credentials="EAAexpired")
    facebook.channel.refresh_from_db()
    conversation = facebook.write("はじめまして")
    facebook.work()
    facebook.channel.refresh_from_db()
    assert (facebook.channel.state, facebook.channel.problem_code) == ("attention", "reauthorize")
    facebook.channel.state, facebook.channel.credentials = Channel.State.CONNECTED, token
    facebook.channel.save()
    Identity.objects.update(profile_due_at=ago(seconds=1))
    profiles.fetch_profiles()
    assert about(alice, conversation)["contact"]["name"]


def test_files_of_a_message_that_was_taken_back_are_deleted(facebook, alice):
    """D-80"""
    conversation = picture(facebook)
    facebook.work()
    file = Attachment.objects.get().file
    assert default_storage.exists(file)
    facebook.write(kind="unsend", mid=conversation.messages.get().external_id)
    facebook.work()
    assert not default_storage.exists(file)
    assert not Attachment.objects.exists()
    assert about(alice, conversation)["preview"]["deleted"]


def test_a_file_fetched_while_its_message_was_taken_back_is_not_kept(facebook, alice):
    conversation = picture(facebook)
    under_way = Attachment.objects.select_related("message__channel").get()
    facebook.write(kind="unsend", mid=conversation.messages.get().external_id)
    facebook.work()
    before = default_storage.listdir(f"media/{alice.workspace.pk}")[1] if _has_media(alice) else []
    media.fetch(under_way)
    facebook.work()
    assert not Attachment.objects.exists()
    assert (default_storage.listdir(f"media/{alice.workspace.pk}")[1] if _has_media(alice) else []) == before


def _has_media(person) -> bool:
    return default_storage.exists(f"media/{person.workspace.pk}")
