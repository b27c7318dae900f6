"""Whatever fails, the answer is JSON with a code and a sentence in the reader's language."""

import logging
from typing import Any

import pytest
from django.test import Client

from kaiwa.workspaces.tests.people import Browser, Person


def test_an_unknown_address_is_json(visitor: Browser) -> None:
    answer = visitor.get("/api/v1/nothing/here")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_wrong_method_is_json_and_says_which_are_right(alice: Person) -> None:
    answer = alice.put("/api/v1/me", {})
    assert (answer.status_code, answer.json()["code"]) == (405, "bad_method")
    assert set(answer["Allow"].split(", ")) == {"GET", "PATCH"}


def test_whoever_is_not_signed_in_is_told_so(visitor: Browser) -> None:
    answer = visitor.post("/api/v1/workspaces", {"name": "x"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_another_sites_request_changes_nothing(alice: Person) -> None:
    foreign = Client(enforce_csrf_checks=True)
    foreign.force_login(alice.user)
    answer = foreign.patch("/api/v1/me", {"name": "Mallory"}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")
    alice.user.refresh_from_db()
    assert alice.user.name == "Alice Aoki"


def test_accounts_refuse_another_sites_request_in_json_too(db: None) -> None:
    foreign = Client(enforce_csrf_checks=True)
    answer = foreign.post("/_allauth/browser/v1/auth/login", {}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf")


def test_what_is_not_json_is_bad_input(alice: Person) -> None:
    answer = alice.client.patch(
        "/api/v1/me", b"{not json", content_type="application/json", headers={"X-CSRFToken": alice.csrf}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_input")


def test_an_invalid_field_is_named(alice: Person) -> None:
    answer = alice.post("/api/v1/invitations", {"email": "nobody", "role": "owner", "extra": 1})
    error = answer.json()
    assert (answer.status_code, error["code"]) == (422, "invalid")
    assert set(error["params"]["fields"]) == {"body.email", "body.role", "body.extra"}
    assert "email" in error["message"]


def test_a_number_too_large_for_the_database_is_refused(alice: Person) -> None:
    assert alice.patch(f"/api/v1/members/{2**63}", {}).status_code == 422


def test_text_with_a_nul_is_refused(alice: Person) -> None:
    assert alice.patch("/api/v1/me", {"name": "a\0b"}).status_code == 422


def test_half_a_character_is_refused(alice: Person) -> None:
    answer = alice.client.patch(
        "/api/v1/me",
        rb'{"name": "\ud800"}',
        content_type="application/json",
        headers={"X-CSRFToken": alice.csrf},
    )
    assert answer.status_code == 422


def test_a_body_over_the_limit_is_too_large(alice: Person) -> None:
    answer = alice.patch("/api/v1/me", {"name": "x" * 1024 * 1024})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_sentences_are_in_the_browsers_language() -> None:
    answer = Browser(language="ja").get("/api/v1/nothing")
    assert answer.json()["message"] == "見つからないか、表示する権限がありません。"


def test_sentences_are_in_the_language_a_member_chose(alice: Person) -> None:
    alice.patch("/api/v1/me", {"language": "ja"})
    answer = alice.get("/api/v1/members/0")
    assert answer.json()["message"].endswith("。")
    assert answer["Content-Language"] == "ja"


def test_a_crash_is_quoted_by_the_id_in_the_log(
    alice: Person, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    del settings.PUBLIC_URL
    with caplog.at_level(logging.ERROR):
        answer = alice.get("/api/v1/me")
    error = answer.json()
    assert (answer.status_code, error["code"]) == (500, "crashed")
    assert error["params"]["id"] in error["message"]
    assert error["params"]["id"] in caplog.text
    assert "PUBLIC_URL" in caplog.text
