"""Where one is signed in, and ending it."""

from typing import Any

import pytest
from allauth.usersessions.models import UserSession

from kaiwa.workspaces.tests.people import PASSWORD, Browser, Person
from kaiwa.workspaces.tests.test_second_factor import AUTH

SESSIONS = f"{AUTH}/sessions"


@pytest.fixture
def elsewhere(alice: Person) -> Browser:
    """Alice's other browser."""
    browser = Browser()
    browser.client.defaults["HTTP_USER_AGENT"] = "Firefox on the train"
    assert browser.post(f"{AUTH}/login", {"email": alice.user.email, "password": PASSWORD}).status_code == 200
    return browser


def listed(browser: Browser) -> list[Any]:
    return list(browser.get(SESSIONS).json()["data"])


def test_each_browser_is_listed_and_ones_own_is_marked(alice: Person, elsewhere: Browser) -> None:
    alice.get("/api/v1/me")
    mine = {each["is_current"]: each for each in listed(alice)}
    assert set(mine) == {True, False}
    assert mine[False]["user_agent"] == "Firefox on the train"
    assert mine[False]["ip"] == "127.0.0.1"
    assert mine[False]["last_seen_at"] >= mine[False]["created_at"]


def test_ending_one_signs_that_browser_out_and_no_other(alice: Person, elsewhere: Browser) -> None:
    (other,) = [each["id"] for each in listed(alice) if not each["is_current"]]
    assert alice.delete(SESSIONS, {"sessions": [other]}).status_code == 200
    assert elsewhere.get("/api/v1/me").status_code == 401
    assert alice.get("/api/v1/me").status_code == 200
    assert [each["is_current"] for each in listed(alice)] == [True]


def test_somebody_elses_cannot_be_ended(alice: Person, bob: Person, elsewhere: Browser) -> None:
    theirs = UserSession.objects.get(user=alice.user, user_agent="Firefox on the train").pk
    assert bob.delete(SESSIONS, {"sessions": [theirs]}).status_code == 400
    assert elsewhere.get("/api/v1/me").status_code == 200
