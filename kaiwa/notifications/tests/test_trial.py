"""*Send me a test* says how far it came, and why not further (D-60)."""

from __future__ import annotations

import socket

import pytest

from kaiwa.notifications.models import Browser
from kaiwa.notifications.tests.happening import PATH, take_pushes
from tests.mail_server import text_of


def send_a_test(person, medium):
    answer = person.post(f"{PATH}/test", {"medium": medium, "nonce": "n-1"})
    assert answer.status_code == 200
    return answer.json()


def test_a_test_reaches_the_browser(shop, bob):
    browser = take_pushes(bob, shop.pushes)
    assert send_a_test(bob, "desktop") == {"code": "", "params": {}}
    assert browser.got == [
        {
            "kind": "test",
            "nonce": "n-1",
            "title": "Notifications work",
            "body": "New messages will be shown like this.",
            "lang": "en",
        }
    ]


def test_a_browser_that_did_not_subscribe_is_told_so(shop, bob):
    assert send_a_test(bob, "desktop")["code"] == "push_not_subscribed"


@pytest.mark.parametrize(
    ("status", "code"), [(410, "push_gone"), (503, "push_busy"), (400, "push_refused"), (403, "push_refused")]
)
def test_what_the_push_service_answers_is_told(shop, bob, status, code):
    take_pushes(bob, shop.pushes)
    shop.pushes.answers[bob.user.email] = [status]
    assert send_a_test(bob, "desktop") == {"code": code, "params": {"status": status}}


def test_a_push_service_that_cannot_be_reached_is_told(shop, bob, settings):
    take_pushes(bob, shop.pushes)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        closed = f"http://127.0.0.1:{taken.getsockname()[1]}"
    settings.SANDBOX_URL = closed
    Browser.objects.update(endpoint=f"{closed}/b")
    assert send_a_test(bob, "desktop")["code"] == "push_unreachable"
    assert Browser.objects.exists()


def test_a_test_mail_arrives(shop, bob):
    assert send_a_test(bob, "mail")["code"] == ""
    (letter,) = shop.letters(bob)
    assert letter["subject"] == "Mail from Kaiwa reaches you"
    assert "This is the test that you asked for." in text_of(letter)


@pytest.mark.parametrize(
    ("command", "answer", "code"),
    [
        ("MAIL", "553 not this sender", "mail_sender"),
        ("RCPT", "550 no such mailbox", "mail_recipient"),
        ("DATA", "554 no", "mail_refused"),
    ],
)
def test_what_the_mail_server_answers_is_told(shop, bob, command, answer, code):
    shop.mails.refuse[command] = answer
    told = send_a_test(bob, "mail")
    assert told["code"] == code
    assert told["params"]["server"].startswith("127.0.0.1:")


def test_a_wrong_password_for_the_mail_server_is_told(shop, bob, settings):
    settings.EMAIL_HOST_PASSWORD = "wrong"
    assert send_a_test(bob, "mail")["code"] == "mail_login"


def test_a_mail_server_without_encryption_is_told(shop, bob, settings):
    settings.EMAIL_USE_TLS = True
    assert send_a_test(bob, "mail")["code"] == "mail_tls"


def test_a_mail_server_that_is_not_there_is_told(shop, bob, settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        settings.EMAIL_PORT = taken.getsockname()[1]
    assert send_a_test(bob, "mail")["code"] == "mail_unreachable"


def test_an_installation_without_a_mail_server_says_so(shop, bob, settings):
    settings.MAIL_TO_FILES = True
    assert send_a_test(bob, "mail")["code"] == "mail_to_files"
