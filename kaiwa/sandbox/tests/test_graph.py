"""The Graph API: logins, tokens, Pages, permissions, subscriptions, profiles."""

import hashlib
import hmac
from typing import Any

import httpx
import pytest

from kaiwa.sandbox.tests.conftest import AOYAMA, APP_ID, FIELDS, HOSHINO, MINATO, SECRET, VERIFY, Sandbox


def error_of(answer: httpx.Response) -> tuple[int, int, int]:
    """HTTP status, code and subcode; the body has the shape that Meta documents."""
    error = answer.json()["error"]
    assert {"message", "type", "code", "fbtrace_id"} <= error.keys()
    return answer.status_code, error["code"], error.get("error_subcode", 0)


def test_a_code_is_good_once_and_for_its_own_redirect(sandbox: Sandbox) -> None:
    """The three ways in which Facebook refuses a code."""
    redirect = f"{sandbox.config.public_url}/connect/messenger/callback"
    code = sandbox.post("login", user="misaki", redirect_uri=redirect)["code"]
    app = {"client_id": APP_ID, "client_secret": SECRET, "code": code}
    url = "/v25.0/oauth/access_token"
    assert error_of(sandbox.http.get(url, params=app | {"redirect_uri": redirect + "?x"})) == (
        400,
        100,
        36008,
    )
    answer = sandbox.http.get(url, params=app | {"redirect_uri": redirect}).json()
    assert answer["token_type"] == "bearer"
    assert 3600 <= answer["expires_in"] <= 7200
    assert error_of(sandbox.http.get(url, params=app | {"redirect_uri": redirect})) == (400, 100, 36009)
    assert error_of(sandbox.http.get(url, params=app | {"client_secret": "no"}))[1] == 1
    assert error_of(sandbox.http.get(url, params=app | {"client_id": "1"}))[1] == 101


def test_accounts_come_in_pages_with_tokens_tasks_and_category(sandbox: Sandbox) -> None:
    """Two requests of one Page each; a `next` that is an address on the sandbox."""
    token = sandbox.user_token(pages=["minato", "hoshino"])
    fields = "id,name,access_token,tasks,category,picture{url}"
    first = sandbox.graph("GET", "me/accounts", token=token, params={"limit": 1, "fields": fields}).json()
    assert [one["id"] for one in first["data"]] == [MINATO]
    assert "MESSAGING" in first["data"][0]["tasks"]
    assert first["paging"]["next"].startswith(sandbox.config.own_url)
    after = {"limit": 1, "after": first["paging"]["cursors"]["after"], "fields": fields}
    second = sandbox.graph("GET", "me/accounts", token=token, params=after).json()
    assert [one["id"] for one in second["data"]] == [HOSHINO]
    assert "next" not in second["paging"]
    assert httpx.get(second["data"][0]["picture"]["data"]["url"]).headers["content-type"] == "image/png"


def test_only_pages_that_were_ticked_are_listed(sandbox: Sandbox) -> None:
    """A Page without tasks is listed with the tasks there are; a personal account has none."""
    assert [p["id"] for p in accounts(sandbox, sandbox.user_token(pages=["hoshino"]))] == [HOSHINO]
    lacking = accounts(sandbox, sandbox.user_token(pages=["aoyama"]))[0]
    assert (lacking["id"], lacking["tasks"]) == (AOYAMA, ["ADVERTISE", "ANALYZE"])
    assert accounts(sandbox, sandbox.user_token("ken")) == []
    assert accounts(sandbox, sandbox.user_token(declined=["pages_show_list"])) == []


def accounts(sandbox: Sandbox, token: str) -> list[dict[str, Any]]:
    """`/me/accounts` with its default fields."""
    return list(sandbox.graph("GET", "me/accounts", token=token).json()["data"])


def test_declined_permissions_are_named(sandbox: Sandbox) -> None:
    """`/me/permissions` lists both; what needs a declined one fails by name."""
    token = sandbox.user_token(declined=["pages_manage_metadata"])
    listed = sandbox.graph("GET", "me/permissions", token=token).json()["data"]
    assert {"permission": "pages_manage_metadata", "status": "declined"} in listed
    assert {"permission": "pages_messaging", "status": "granted"} in listed
    page_token = accounts(sandbox, token)[0]["access_token"]
    answer = sandbox.graph(
        "POST", f"{MINATO}/subscribed_apps", token=page_token, params={"subscribed_fields": "messages"}
    )
    assert error_of(answer) == (400, 200, 0)
    assert "pages_manage_metadata" in answer.json()["error"]["message"]


def test_page_tokens_of_a_long_lived_login_never_expire(sandbox: Sandbox) -> None:
    """`debug_token` says so, and which person and Page it is for."""
    token = sandbox.connect()
    asked = {"input_token": token, "access_token": f"{APP_ID}|{SECRET}"}
    data = sandbox.http.get("/v25.0/debug_token", params=asked).json()["data"]
    assert (data["type"], data["is_valid"], data["expires_at"], data["profile_id"]) == (
        "PAGE",
        True,
        0,
        MINATO,
    )
    assert data["app_id"] == APP_ID
    assert "pages_messaging" in data["scopes"]


@pytest.mark.parametrize("subcode", [458, 459, 460, 463, 464, 467, 492])
def test_a_token_dies_of_each_subcode(connected: Sandbox, subcode: int) -> None:
    """190 with the subcode, on every call, until somebody logs in again."""
    connected.post("tokens/revoke", user="misaki", subcode=subcode)
    assert error_of(connected.graph("GET", f"{MINATO}?fields=name")) == (400, 190, subcode)
    connected.connect()
    assert connected.graph("GET", f"{MINATO}?fields=name").status_code == 200


def test_wrong_and_missing_tokens_and_proofs_are_refused(connected: Sandbox) -> None:
    """104 and 2500 without a token, 190 for nonsense, 100 for a wrong proof."""
    assert error_of(connected.http.get(f"/v25.0/{MINATO}"))[1] == 104
    assert error_of(connected.http.get("/v25.0/me"))[1] == 2500
    assert error_of(connected.graph("GET", "me", token="nonsense"))[1] == 190
    assert error_of(connected.graph("GET", "me", params={"appsecret_proof": "0" * 64}))[1] == 100
    proof = hmac.new(SECRET.encode(), connected.token.encode(), hashlib.sha256).hexdigest()
    assert connected.graph("GET", "me", params={"appsecret_proof": proof}).json()["id"] == MINATO


def test_subscriptions_are_made_listed_and_taken_back(connected: Sandbox) -> None:
    """`subscribed_apps` holds our app with its fields, then nothing."""
    path = f"{MINATO}/subscribed_apps"
    listed = connected.graph("GET", path).json()["data"]
    assert [one["id"] for one in listed] == [APP_ID]
    assert set(listed[0]["subscribed_fields"]) == set(FIELDS.split(","))
    assert error_of(connected.graph("POST", path, params={"subscribed_fields": "messages,smells"}))[1] == 100
    assert connected.graph("DELETE", path).json() == {"success": True}
    assert connected.graph("GET", path).json() == {"data": []}


def test_a_person_without_the_task_cannot_subscribe(sandbox: Sandbox) -> None:
    """Aoyama: Misaki may advertise there, not moderate."""
    token = accounts(sandbox, sandbox.user_token(pages=["aoyama"]))[0]["access_token"]
    path = f"{AOYAMA}/subscribed_apps"
    answer = sandbox.graph("POST", path, token=token, params={"subscribed_fields": "messages"})
    assert error_of(answer) == (400, 200, 0)
    assert "MODERATE" in answer.json()["error"]["message"]


def test_profiles_show_what_the_person_lets_be_seen(connected: Sandbox, psid: str) -> None:
    """Name and picture; nothing when hidden; 2018218 when unavailable; 33 when gone or of another Page."""
    asked = {"fields": "id,name,first_name,last_name,profile_pic"}
    profile = connected.graph("GET", psid, params=asked).json()
    assert (profile["name"], profile["first_name"], profile["last_name"]) == ("高橋 結衣", "結衣", "高橋")
    assert httpx.get(profile["profile_pic"]).content.startswith(b"\x89PNG")
    connected.patch("customers/yui", profile="hidden")
    assert connected.graph("GET", psid, params=asked).json() == {}
    connected.patch("customers/yui", profile="unavailable")
    assert error_of(connected.graph("GET", psid, params=asked)) == (400, 100, 2018218)
    assert error_of(connected.graph("GET", "12345678901234567", params=asked)) == (400, 100, 33)


def test_unknown_parameters_fields_paths_and_versions_are_refused(connected: Sandbox) -> None:
    """What the specification does not know is an error here, so that a typing mistake shows."""
    assert error_of(connected.graph("GET", f"{MINATO}/conversations", params={"plattform": "x"}))[1] == 100
    assert error_of(connected.graph("GET", f"{MINATO}?fields=nmae"))[1] == 100
    assert error_of(connected.graph("GET", f"{MINATO}/mesages"))[1] == 2500
    assert error_of(connected.http.get("/v12.0/me", params={"access_token": connected.token}))[1] == 2635


def test_usage_headers_are_on_every_answer(connected: Sandbox) -> None:
    """X-App-Usage always; the business ones where a Page is named."""
    answer = connected.graph("GET", f"{MINATO}?fields=name")
    assert "call_count" in answer.headers["x-app-usage"]
    assert MINATO in answer.headers["x-business-use-case-usage"]
    assert answer.headers["facebook-api-version"] == "v25.0"


def test_the_dashboards_webhook_settings_make_the_handshake(sandbox: Sandbox) -> None:
    """A wrong verify token is found out at once."""
    given = {"object": "page", "callback_url": sandbox.config.callback_url, "fields": "messages"}
    app_token = f"{APP_ID}|{SECRET}"
    path = f"/v25.0/{APP_ID}/subscriptions"
    wrong = sandbox.http.post(path, data=given | {"verify_token": "no", "access_token": app_token})
    assert error_of(wrong)[1] == 2200
    right = sandbox.http.post(path, data=given | {"verify_token": VERIFY, "access_token": app_token})
    assert right.json() == {"success": True}
    assert sandbox.post("verify") == {"verified": True, "error": ""}
