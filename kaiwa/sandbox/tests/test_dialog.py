"""The Login dialog, as a browser without scripts would use it."""

from urllib.parse import parse_qs, urlsplit

import httpx

from kaiwa.sandbox.tests.conftest import APP_ID, HOSHINO, MINATO, SECRET, Sandbox
from kaiwa.sandbox.tests.test_graph import accounts

SCOPES = "pages_show_list,pages_messaging,pages_manage_metadata,pages_read_engagement"


def open_dialog(sandbox: Sandbox, **changed: str) -> httpx.Response:
    """Open the dialog as Kaiwa's Connect button does."""
    return sandbox.http.get("/sandbox/facebook/v25.0/dialog/oauth", params=query(sandbox) | changed)


def query(sandbox: Sandbox) -> dict[str, str]:
    """What Kaiwa asks for."""
    redirect = f"{sandbox.config.public_url}/connect/messenger/callback"
    return {
        "client_id": APP_ID,
        "redirect_uri": redirect,
        "state": "s 1",
        "scope": SCOPES,
        "response_type": "code",
    }


def answer(sandbox: Sandbox, **form: object) -> tuple[str, dict[str, list[str]]]:
    """Press a button; where the browser is sent, and with what."""
    shown = sandbox.http.post("/sandbox/facebook/v25.0/dialog/oauth", params=query(sandbox), data=form)
    assert shown.status_code == 302
    parts = urlsplit(shown.headers["location"])
    assert parts.fragment == "_=_"
    return parts.path, parse_qs(parts.query)


def user_id(sandbox: Sandbox, key: str) -> str:
    """A user's id."""
    return str(next(one["id"] for one in sandbox.get("state")["users"] if one["key"] == key))


def test_it_shows_accounts_pages_and_permissions(sandbox: Sandbox) -> None:
    """In the browser's language."""
    page = open_dialog(sandbox).text
    assert all(
        word in page for word in ("佐藤 美咲", "Ken Aldridge", "ミナト商会", "pages_messaging", "Continue")
    )
    japanese = sandbox.http.get(
        "/sandbox/facebook/v25.0/dialog/oauth",
        params=query(sandbox),
        headers={"Accept-Language": "ja,en;q=0.5"},
    )
    assert "続ける" in japanese.text


def test_continue_grants_what_was_ticked(sandbox: Sandbox) -> None:
    """Two of four permissions and one of three Pages."""
    user = user_id(sandbox, "misaki")
    path, back = answer(
        sandbox, user=user, page=[HOSHINO], scope=["pages_show_list", "pages_messaging"], do="continue"
    )
    assert (path, back["state"]) == ("/connect/messenger/callback", ["s 1"])
    app = {"client_id": APP_ID, "client_secret": SECRET, "redirect_uri": query(sandbox)["redirect_uri"]}
    token = sandbox.http.get("/v25.0/oauth/access_token", params=app | {"code": back["code"][0]}).json()[
        "access_token"
    ]
    assert [one["id"] for one in accounts(sandbox, token)] == [HOSHINO]
    listed = sandbox.graph("GET", "me/permissions", token=token).json()["data"]
    assert {one["permission"] for one in listed if one["status"] == "declined"} == {
        "pages_manage_metadata", "pages_read_engagement",
    }  # fmt: skip


def test_a_page_of_somebody_else_cannot_be_ticked(sandbox: Sandbox) -> None:
    """Ken has none."""
    answer(sandbox, user=user_id(sandbox, "ken"), page=[MINATO], scope=SCOPES.split(","), do="continue")
    ken = next(one for one in sandbox.get("state")["users"] if one["key"] == "ken")
    assert ken["pages"] == []


def test_cancel_comes_back_as_facebook_says_it(sandbox: Sandbox) -> None:
    """`access_denied`, with the state."""
    _, back = answer(sandbox, user=user_id(sandbox, "misaki"), do="cancel")
    assert (back["error"], back["error_reason"], back["state"]) == (
        ["access_denied"],
        ["user_denied"],
        ["s 1"],
    )


def test_a_wrong_app_redirect_or_scope_goes_nowhere(sandbox: Sandbox) -> None:
    """Each has its page, and no redirect."""
    assert "Invalid App ID" in open_dialog(sandbox, client_id="1").text
    assert "URL blocked" in open_dialog(sandbox, redirect_uri="https://evil.example/").text
    assert "Invalid scopes" in open_dialog(sandbox, scope="everything").text


def test_other_machines_and_other_sites_are_turned_away(sandbox: Sandbox) -> None:
    """By peer as the proxy tells it, by a made-up host name, and by Origin."""
    for headers in (
        {"X-Forwarded-For": "203.0.113.7"},
        {"Host": "rebound.example"},
        {"Origin": "https://evil.example"},
    ):
        assert sandbox.http.get("/sandbox/api/state", headers=headers).status_code == 403
    assert sandbox.http.get("/sandbox/api/state", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 200
