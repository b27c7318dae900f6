"""The second factor over HTTP as the screens use it (allauth's headless API), and who may see that it is on."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from kaiwa.workspaces.tests.people import PASSWORD, Browser, Person

AUTH = "/_allauth/browser/v1/auth"
FACTORS = "/_allauth/browser/v1/account/authenticators"
pytestmark = pytest.mark.django_db


def code(secret: str, *, ago: int = 0) -> str:
    """What the phone shows."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 - ago)))


def sign_in(address: str = "alice@acme.example") -> tuple[Browser, Any]:
    browser = Browser()
    return browser, browser.post(f"{AUTH}/login", {"email": address, "password": PASSWORD})


def switch_on(browser: Browser) -> tuple[str, list[str]]:
    """The secret in the phone, and the recovery codes."""
    secret = browser.get(f"{FACTORS}/totp").json()["meta"]["secret"]
    assert browser.post(f"{FACTORS}/totp", {"code": code(secret, ago=1)}).status_code == 200
    codes = browser.get(f"{FACTORS}/recovery-codes").json()["data"]["unused_codes"]
    return secret, codes


def pending(answer: Any) -> list[str]:
    return [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")]


@pytest.fixture
def signed_in(alice: Person) -> Browser:
    """A browser that has just asked for the password once more, as the screens do before any change here."""
    browser, _ = sign_in()
    assert browser.post(f"{AUTH}/reauthenticate", {"password": PASSWORD}).status_code == 200
    return browser


def test_it_is_on_only_once_a_code_has_shown_that_the_phone_has_it(signed_in: Browser) -> None:
    offered = signed_in.get(f"{FACTORS}/totp")
    assert offered.status_code == 404
    assert offered.json()["meta"]["totp_url"].startswith("otpauth://totp/alice%40acme.example?")
    drawn = signed_in.get("/api/v1/me/two-step.svg")
    assert (drawn["Content-Type"], drawn["Cache-Control"]) == ("image/svg+xml", "no-store")
    assert sign_in()[0].get("/api/v1/me/two-step.svg").status_code == 404
    refused = signed_in.post(f"{FACTORS}/totp", {"code": "000000"})
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (400, "incorrect_code")
    assert sign_in()[1].status_code == 200
    switch_on(signed_in)
    assert sign_in()[1].status_code == 401


def test_signing_in_then_asks_for_a_code(signed_in: Browser) -> None:
    secret, _codes = switch_on(signed_in)
    browser, answer = sign_in()
    assert pending(answer) == ["mfa_authenticate"]
    assert browser.get("/api/v1/me").status_code == 401
    assert browser.post(f"{AUTH}/2fa/authenticate", {"code": "123"}).status_code == 400
    assert browser.post(f"{AUTH}/2fa/authenticate", {"code": code(secret)}).status_code == 200
    assert browser.get("/api/v1/me").status_code == 200


def test_a_recovery_code_works_once_and_new_ones_end_the_old(signed_in: Browser) -> None:
    _secret, codes = switch_on(signed_in)
    assert len(set(codes)) == 10
    for expected in (200, 400):
        browser, _ = sign_in()
        answer = browser.post(f"{AUTH}/2fa/authenticate", {"code": codes[0]})
        assert answer.status_code == expected
    anew = signed_in.post(f"{FACTORS}/recovery-codes").json()["data"]["unused_codes"]
    assert not set(anew) & set(codes)
    browser, _ = sign_in()
    assert browser.post(f"{AUTH}/2fa/authenticate", {"code": codes[1]}).status_code == 400
    assert browser.post(f"{AUTH}/2fa/authenticate", {"code": anew[1]}).status_code == 200


def test_recovery_codes_are_shown_once(signed_in: Browser) -> None:
    switch_on(signed_in)
    again = signed_in.get(f"{FACTORS}/recovery-codes").json()["data"]
    assert again["unused_code_count"] == 10
    assert "unused_codes" not in again


def test_the_database_holds_no_secret_in_the_clear(signed_in: Browser) -> None:
    secret, codes = switch_on(signed_in)
    stored = str(list(Authenticator.objects.values("data")))
    assert secret not in stored
    assert not any(each in stored for each in codes)


def test_every_change_asks_for_the_password(signed_in: Browser) -> None:
    secret, _codes = switch_on(signed_in)
    browser, _ = sign_in()
    browser.post(f"{AUTH}/2fa/authenticate", {"code": code(secret)})
    for change in (
        lambda: browser.delete(f"{FACTORS}/totp"),
        lambda: browser.post(f"{FACTORS}/recovery-codes"),
    ):
        refused = change()
        assert refused.status_code == 401
        assert {flow["id"] for flow in refused.json()["data"]["flows"]} >= {"reauthenticate"}
    wrong = browser.post(f"{AUTH}/reauthenticate", {"password": "not-this-one"})
    assert wrong.json()["errors"][0]["code"] == "incorrect_password"
    assert browser.post(f"{AUTH}/reauthenticate", {"password": PASSWORD}).status_code == 200
    assert browser.delete(f"{FACTORS}/totp").status_code == 200
    assert sign_in()[1].status_code == 200


def test_guessing_codes_is_stopped(signed_in: Browser) -> None:
    secret, _codes = switch_on(signed_in)
    browser, _ = sign_in()
    for n in range(6):
        browser.post(f"{AUTH}/2fa/authenticate", {"code": f"00000{n}"})
    answer = browser.post(f"{AUTH}/2fa/authenticate", {"code": code(secret)})
    assert answer.status_code in {400, 401, 409, 429}
    assert browser.get("/api/v1/me").status_code == 401


def test_admins_see_who_has_it_and_members_only_themselves(
    alice: Person, bob: Person, signed_in: Browser
) -> None:
    switch_on(signed_in)
    shown = [each["two_factor"] for each in alice.get("/api/v1/members").json()]
    assert shown == [True, False]
    assert [each["two_factor"] for each in bob.get("/api/v1/members").json()] == [None, False]
