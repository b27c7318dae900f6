"""Changes of an account that a thief would make first: a mail to the person, a line for the admins (D-86)."""

from __future__ import annotations

from typing import Any

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from kaiwa.workspaces.tests.people import PASSWORD, Browser, Person
from kaiwa.workspaces.tests.test_accounts import link
from kaiwa.workspaces.tests.test_audit import trail
from kaiwa.workspaces.tests.test_second_factor import AUTH, FACTORS, sign_in, switch_on

CHANGE = "/_allauth/browser/v1/account/password/change"
NEW = "a-heron-beside-the-mill"
# What allauth tells of, it tells once the change is committed
pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    """As the worker does."""
    for job in ProcrastinateJob.objects.filter(task_name="kaiwa.workspaces.tasks.tell_of_change"):
        ProcrastinateJob.objects.filter(pk=job.pk).delete()
        app.tasks[job.task_name](**job.args)


def told(mailoutbox: list[Any]) -> list[tuple[list[str], str]]:
    work()
    return [(mail.to, mail.subject) for mail in mailoutbox]


def lines(admin: Person) -> list[tuple[str, str]]:
    return [(entry["code"], entry["actor"]["name"]) for entry in trail(admin, kind="access")]


@pytest.fixture
def bobs(alice: Person, bob: Person) -> Browser:
    """A browser of Bob's in which he has just given his password."""
    browser, _ = sign_in("bob@acme.example")
    assert browser.post(f"{AUTH}/reauthenticate", {"password": PASSWORD}).status_code == 200
    return browser


def test_two_step_sign_in_turned_on_and_off_is_told(
    alice: Person, bobs: Browser, mailoutbox: list[Any]
) -> None:
    switch_on(bobs)
    to = ["bob@acme.example"]
    assert told(mailoutbox) == [(to, "Two-step sign-in is on for your Kaiwa account")]
    assert bobs.delete(f"{FACTORS}/totp").status_code == 200
    assert told(mailoutbox)[1:] == [(to, "Two-step sign-in is off for your Kaiwa account")]
    assert lines(alice) == [("two_step_off", "Bob Baba"), ("two_step_on", "Bob Baba")]


def test_new_recovery_codes_are_told(alice: Person, bobs: Browser, mailoutbox: list[Any]) -> None:
    switch_on(bobs)
    bobs.post(f"{FACTORS}/recovery-codes")
    assert told(mailoutbox)[1:] == [(["bob@acme.example"], "Your Kaiwa recovery codes were made anew")]
    assert lines(alice)[0] == ("recovery_codes_renewed", "Bob Baba")


def test_a_changed_password_is_told_in_the_members_language(
    alice: Person, bob: Person, mailoutbox: list[Any]
) -> None:
    bob.patch("/api/v1/me", {"language": "ja"})
    answer = bob.post(CHANGE, {"current_password": PASSWORD, "new_password": NEW})
    assert answer.status_code == 200
    assert told(mailoutbox) == [(["bob@acme.example"], "Kaiwaのパスワードが変更されました")]
    body = mailoutbox[0].body
    assert "接続元のIPアドレス: 127.0.0.1" in body
    assert "/reset-password" in body
    assert NEW not in body
    assert lines(alice) == [("password_changed", "Bob Baba")]


def test_a_password_chosen_by_a_link_is_told(alice: Person, visitor: Browser, mailoutbox: list[Any]) -> None:
    visitor.post(f"{AUTH}/password/request", {"email": "alice@acme.example"})
    key = link(mailoutbox[0], "reset-password")
    assert visitor.post(f"{AUTH}/password/reset", {"key": key, "password": NEW}).status_code == 200
    assert told(mailoutbox)[1:] == [(["alice@acme.example"], "Your Kaiwa password was changed")]
    browser = Browser()
    browser.post(f"{AUTH}/login", {"email": "alice@acme.example", "password": NEW})
    (entry,) = trail(browser, kind="access")
    assert (entry["code"], entry["actor"]["name"]) == ("password_reset", "Alice Aoki")


def test_a_changed_address_is_told_to_the_old_one(
    alice: Person, bobs: Browser, mailoutbox: list[Any]
) -> None:
    assert bobs.post("/_allauth/browser/v1/account/email", {"email": "baba@acme.example"}).status_code == 200
    key = link(mailoutbox[0], "verify-email")
    assert bobs.post(f"{AUTH}/email/verify", {"key": key}).status_code == 200
    assert told(mailoutbox)[1:] == [(["bob@acme.example"], "Your Kaiwa e-mail address was changed")]
    (entry,) = trail(alice, kind="access")
    assert entry["code"] == "address_changed"
    assert entry["params"] == {"from_email": "bob@acme.example", "to_email": "baba@acme.example"}


def test_what_did_not_happen_is_not_told(alice: Person, bob: Person, mailoutbox: list[Any]) -> None:
    assert bob.post(CHANGE, {"current_password": "wrong", "new_password": NEW}).status_code == 400
    assert told(mailoutbox) == []
    assert lines(alice) == []
