"""From sign-up to a new password, over HTTP as the screens do it, with the links from the mails."""

import re
from typing import Any
from urllib.parse import unquote

import pytest
from allauth.account.models import EmailAddress
from django.core.mail import EmailMultiAlternatives
from django.test import override_settings

from kaiwa.workspaces.models import Member, User
from kaiwa.workspaces.tests.people import PASSWORD, Browser, Person

AUTH = "/_allauth/browser/v1/auth"
SIGN_UP = {"email": "Dora@Fresh.example", "password": PASSWORD, "name": "Dora Doi", "workspace": "Fresh"}
Outbox = list[EmailMultiAlternatives]


def link(mail: EmailMultiAlternatives, page: str) -> str:
    """The secret in the link to that page of ours; the same in the plain text and in the HTML."""
    (plain,) = set(re.findall(rf"/{page}/([^\s\"<]+)", str(mail.body)))
    assert plain in str(mail.alternatives[0][0])
    return unquote(plain)


def sign_in(browser: Browser, email: str, password: str = PASSWORD) -> Any:
    return browser.post(f"{AUTH}/login", {"email": email, "password": password})


def test_signing_up_makes_a_workspace_once_the_address_is_verified(
    visitor: Browser, mailoutbox: Outbox
) -> None:
    answer = visitor.post(f"{AUTH}/signup", SIGN_UP)
    assert answer.status_code == 401
    pending = [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]
    assert pending == ["verify_email"]
    assert visitor.get("/api/v1/me").status_code == 401

    (mail,) = mailoutbox
    assert mail.to == ["dora@fresh.example"]
    verified = visitor.post(f"{AUTH}/email/verify", {"key": link(mail, "verify-email")})
    assert verified.status_code == 200

    me = visitor.get("/api/v1/me").json()
    assert me["user"] | {"id": 0} == {
        "id": 0,
        "email": "dora@fresh.example",
        "name": "Dora Doi",
        "language": "",
        "verified": True,
    }
    assert me["workspace"]["name"] == "Fresh"
    assert me["member"]["role"] == "admin"
    assert me["member"]["can_change_settings"] is True


def test_nobody_signs_in_with_an_unverified_address(visitor: Browser, mailoutbox: Outbox) -> None:
    visitor.post(f"{AUTH}/signup", SIGN_UP)
    other = Browser()
    assert sign_in(other, "dora@fresh.example").status_code == 401
    assert other.get("/api/v1/me").status_code == 401


def test_the_verification_mail_can_be_sent_again_but_not_often(visitor: Browser, mailoutbox: Outbox) -> None:
    visitor.post(f"{AUTH}/signup", SIGN_UP)
    for _ in range(4):
        assert visitor.post("/api/v1/me/verification-mail").status_code == 204
    assert len(mailoutbox) == 2
    assert (
        visitor.post(f"{AUTH}/email/verify", {"key": link(mailoutbox[1], "verify-email")}).status_code == 200
    )


def test_who_is_not_signing_up_gets_no_mail(visitor: Browser, mailoutbox: Outbox) -> None:
    assert visitor.post("/api/v1/me/verification-mail").status_code == 204
    assert mailoutbox == []


def test_signing_up_with_a_known_address_tells_only_its_owner(
    visitor: Browser, alice: Person, mailoutbox: Outbox
) -> None:
    known = visitor.post(f"{AUTH}/signup", SIGN_UP | {"email": "alice@acme.example"})
    unknown = Browser().post(f"{AUTH}/signup", SIGN_UP)
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert mailoutbox[0].subject == "You already have a Kaiwa account"
    assert not Member.objects.filter(workspace__name="Fresh", user=alice.user).exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"workspace": ""}, "workspace"),
        ({"name": ""}, "name"),
        ({"password": "12345678"}, "password"),
        ({"email": "nobody"}, "email"),
        ({"invitation": "made-up"}, "invitation"),
    ],
)
def test_sign_up_says_which_field_is_wrong(visitor: Browser, change: dict[str, str], field: str) -> None:
    answer = visitor.post(f"{AUTH}/signup", SIGN_UP | change)
    assert answer.status_code == 400
    assert {error["param"] for error in answer.json()["errors"]} == {field}
    assert not User.objects.exists()


def test_signing_in_and_out(visitor: Browser, alice: Person) -> None:
    assert sign_in(visitor, "ALICE@acme.example").status_code == 200
    assert visitor.get("/api/v1/me").json()["user"]["name"] == "Alice Aoki"
    assert visitor.delete(f"{AUTH}/session").status_code == 401
    assert visitor.get("/api/v1/me").status_code == 401


def test_guessing_passwords_is_stopped(visitor: Browser, alice: Person) -> None:
    answers = [sign_in(visitor, "alice@acme.example", f"guess-{n}") for n in range(6)]
    assert answers[0].json()["errors"][0]["code"] == "email_password_mismatch"
    assert answers[5].json()["errors"][0]["code"] == "too_many_login_attempts"
    assert sign_in(Browser(), "alice@acme.example").status_code == 400


def test_a_forgotten_password_is_replaced_by_the_link_once(
    visitor: Browser, alice: Person, mailoutbox: Outbox
) -> None:
    assert visitor.post(f"{AUTH}/password/request", {"email": "alice@acme.example"}).status_code == 200
    key = link(mailoutbox[0], "reset-password")
    new = {"key": key, "password": "a-heron-beside-the-mill"}
    assert visitor.post(f"{AUTH}/password/reset", new).status_code == 200
    assert visitor.get("/api/v1/me").status_code == 200
    assert alice.get("/api/v1/me").status_code == 401, "other browsers are signed out"
    assert sign_in(Browser(), "alice@acme.example").status_code == 400
    assert sign_in(Browser(), "alice@acme.example", new["password"]).status_code == 200
    assert Browser().post(f"{AUTH}/password/reset", new).status_code == 400


def test_asking_a_new_password_for_an_unknown_address_tells_only_its_owner(
    visitor: Browser, mailoutbox: Outbox
) -> None:
    assert visitor.post(f"{AUTH}/password/request", {"email": "eve@nowhere.example"}).status_code == 200
    assert mailoutbox[0].subject == "There is no Kaiwa account for this address"
    assert "/signup" in str(mailoutbox[0].body)


def test_changing_the_password_keeps_this_browser_and_ends_the_others(alice: Person) -> None:
    elsewhere = Person(alice.member)
    new = {"current_password": PASSWORD, "new_password": "a-heron-beside-the-mill"}
    answer = alice.post("/_allauth/browser/v1/account/password/change", new)
    assert answer.status_code == 200
    assert alice.get("/api/v1/me").status_code == 200
    assert elsewhere.get("/api/v1/me").status_code == 401


def test_a_new_address_counts_once_it_is_verified(alice: Person, mailoutbox: Outbox) -> None:
    alice.post("/_allauth/browser/v1/account/email", {"email": "aoki@acme.example"})
    assert alice.get("/api/v1/me").json()["user"]["email"] == "alice@acme.example"
    alice.post(f"{AUTH}/email/verify", {"key": link(mailoutbox[0], "verify-email")})
    assert alice.get("/api/v1/me").json()["user"]["email"] == "aoki@acme.example"
    assert EmailAddress.objects.filter(user=alice.user).count() == 1


def test_mails_are_in_the_browsers_language(db: None, mailoutbox: Outbox) -> None:
    Browser(language="ja").post(f"{AUTH}/signup", SIGN_UP)
    assert mailoutbox[0].subject == "Kaiwaのメールアドレスの確認"
    assert 'lang="ja"' in str(mailoutbox[0].alternatives[0][0])


def test_mails_are_in_the_language_the_user_chose(alice: Person, mailoutbox: Outbox) -> None:
    alice.patch("/api/v1/me", {"language": "ja"})
    Browser(language="en").post(f"{AUTH}/password/request", {"email": "alice@acme.example"})
    assert mailoutbox[0].subject == "Kaiwaの新しいパスワードの設定"


def test_without_a_mail_server_each_mail_is_a_file_of_its_own(
    visitor: Browser, tmp_path: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        override_settings(EMAIL_BACKEND="kaiwa.lib.mail_files.EmailBackend", EMAIL_FILE_PATH=tmp_path / "m"),
        caplog.at_level("INFO"),
    ):
        Browser(language="ja").post(f"{AUTH}/signup", SIGN_UP)
        visitor.post(f"{AUTH}/signup", SIGN_UP | {"email": "eve@fresh.example"})
    files = sorted((tmp_path / "m").iterdir())
    assert len(files) == 2
    assert all(str(file) in caplog.text for file in files)
    assert "リンクの有効期限は3日間です。" in "".join(file.read_text() for file in files)
    assert files[0].stat().st_mode & 0o077 == 0


def test_a_mail_server_that_is_away_is_said(visitor: Browser) -> None:
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=9
    ):
        answer = visitor.post(f"{AUTH}/signup", SIGN_UP)
    assert (answer.status_code, answer.json()["code"]) == (503, "mail_failed")
