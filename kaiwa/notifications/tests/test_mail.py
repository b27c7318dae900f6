"""Mails: in the member's language, with what was written and the way to it; and again when the server was away."""

from __future__ import annotations

import pytest

from kaiwa.notifications.models import Notice
from kaiwa.notifications.tests.happening import everything
from kaiwa.workspaces.models import User, Workspace
from tests.mail_server import text_of

WORDS = {
    "en": ("Yui 7001 wrote to Acme Bikes", "not assigned to anybody", "Open the conversation"),
    "ja": ("Yui 7001さんがAcme Bikesにメッセージを送りました", "未割り当て", "会話を開く"),
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_mail_is_in_the_members_language_and_leads_to_the_conversation(shop, bob, language):
    User.objects.filter(pk=bob.user.pk).update(language=language)
    everything(bob)
    conversation = shop.write("来週の土曜日に\n2名で予約できますか")
    shop.pass_time(seconds=61)
    (letter,) = shop.letters(bob)
    subject, why, button = WORDS[language]
    assert letter["subject"].strip() == subject
    text = text_of(letter)
    assert why in text
    assert button in text
    assert "来週の土曜日に 2名で予約できますか" in text
    assert f"/conversations/{conversation.pk}\n" in text
    assert "/settings/notifications" in text


@pytest.mark.parametrize(("zone", "language"), [("Asia/Tokyo", "ja"), ("Europe/London", "en")])
def test_who_chose_none_reads_the_language_of_the_workspace(shop, bob, zone, language):
    Workspace.objects.update(time_zone=zone)
    User.objects.update(language="")
    everything(bob)
    shop.write("予約できますか")
    shop.pass_time(seconds=61)
    assert shop.letters(bob)[0]["subject"].strip() == WORDS[language][0]


def test_a_long_text_is_told_by_its_beginning(shop, bob):
    everything(bob)
    shop.write("あ" * 2000)
    shop.pass_time(seconds=61)
    assert "あ" * 299 + "…" in text_of(shop.letters(bob)[0])


def test_a_name_cannot_bend_the_mail(shop, bob):
    everything(bob)
    conversation = shop.known()
    conversation.contact.name = "Yui\r\nBcc: everybody@example.com"
    conversation.contact.save()
    shop.write("<b>hi</b>")
    shop.pass_time(seconds=61)
    (letter,) = shop.letters(bob)
    assert letter["subject"].strip() == "Yui Bcc: everybody@example.com wrote to Acme Bikes"
    html = letter.get_body(("html",))
    assert "&lt;b&gt;hi" in html.get_content()


def test_a_mail_server_that_refuses_is_asked_again(shop, bob):
    everything(bob)
    shop.mails.refuse["DATA"] = "451 later"
    shop.write("予約できますか")
    shop.pass_time(seconds=61)
    assert shop.letters(bob) == []
    shop.mails.refuse.clear()
    shop.pass_time(seconds=61)
    assert len(shop.letters(bob)) == 1
    shop.pass_time(hours=2)
    assert len(shop.letters(bob)) == 1


def test_in_the_end_it_is_given_up(shop, bob):
    everything(bob)
    shop.mails.refuse["RCPT"] = "550 no such mailbox"
    shop.write("予約できますか")
    for _ in range(7):
        shop.pass_time(hours=2)
    assert not Notice.objects.filter(done_at=None).exists()
    assert Notice.objects.get(medium="mail").attempts == 5


def test_what_was_told_is_kept_for_a_day(shop, bob):
    from kaiwa.conversations.tests.facebook import ago  # noqa: PLC0415
    from kaiwa.notifications.tasks import tidy_notifications  # noqa: PLC0415

    everything(bob)
    shop.write("予約できますか")
    shop.pass_time(seconds=61)
    tidy_notifications(0)
    assert Notice.objects.filter(medium="mail").exists()
    Notice.objects.update(done_at=ago(hours=25))
    tidy_notifications(0)
    assert not Notice.objects.exists()
