"""Leaving on Facebook's side, Pages of a business, and new people and Pages."""

import pytest

from kaiwa.sandbox.tests.conftest import MINATO, Sandbox

MIDORI = "738291046500001"
ALL = (
    "pages_show_list",
    "pages_messaging",
    "pages_manage_metadata",
    "pages_read_engagement",
    "business_management",
)


def refused(sandbox: Sandbox, token: str) -> tuple[int, int]:
    """The numbers with which a token is refused."""
    error = sandbox.graph("GET", "me", token=token).json()["error"]
    return error["code"], error["error_subcode"]


def test_a_person_who_removes_the_app_takes_all_tokens_along(connected: Sandbox) -> None:
    """The callback is called with the person's id; where nobody listens, that is said."""
    page_token = connected.token
    told = connected.post("apps/remove", user="misaki")
    assert told["called"] == f"{connected.config.public_url}/connect/messenger/deauthorize"
    assert told["status"] == 404  # the door of these tests knows webhooks alone
    assert refused(connected, page_token) == (190, 458)
    assert connected.get("state")["pages"][0]["subscribed"] is None


def test_what_one_person_leaves_another_keeps(connected: Sandbox) -> None:
    """Haruto opened the same Page: it stays subscribed."""
    other = connected.user_token("haruto")
    connected.post("apps/remove", user="misaki")
    assert connected.get("state")["pages"][0]["subscribed"]
    assert connected.graph("GET", "me", token=other).status_code == 200


def test_a_page_that_removes_the_app_takes_its_own_tokens_along(connected: Sandbox) -> None:
    """Its person stays logged in, and no longer sees the Page."""
    person = connected.user_token()
    page_token = connected.connect()
    connected.post(f"pages/{MINATO}/uninstall")
    assert refused(connected, page_token) == (190, 458)
    listed = connected.graph("GET", "me/accounts", token=person).json()["data"]
    assert MINATO not in [page["id"] for page in listed]


@pytest.mark.parametrize("edge", ["me/businesses", f"{MIDORI}/owned_pages", f"{MIDORI}/client_pages"])
def test_a_business_is_shown_with_its_permission_only(sandbox: Sandbox, edge: str) -> None:
    without = sandbox.user_token("nagisa")
    assert sandbox.graph("GET", edge, token=without).json()["error"]["code"] == 200


def test_pages_of_a_business_are_where_facebook_lists_them(sandbox: Sandbox) -> None:
    person = sandbox.user_token("nagisa", scopes=ALL)

    def names(edge: str) -> list[str]:
        return [each["name"] for each in sandbox.graph("GET", edge, token=person).json()["data"]]

    assert names("me/businesses") == ["みどりホールディングス"]
    assert names(f"{MIDORI}/owned_pages") == ["かえで庭園 Kaede Garden", "わかば幼稚園"]
    assert names(f"{MIDORI}/client_pages") == ["喫茶つばき Café Tsubaki"]
    stranger = sandbox.user_token("misaki", scopes=ALL)
    answer = sandbox.graph("GET", f"{MIDORI}/owned_pages", token=stranger)
    assert answer.json()["error"]["code"] == 100


def test_somebody_new_with_a_new_page_can_connect_it(sandbox: Sandbox) -> None:
    user = sandbox.post("users", name="店長 八郎")["id"]
    page = sandbox.post("pages", name="八郎商店", tasks={user: ["*"]})["id"]
    sandbox.connect(page, user)
    assert sandbox.http.post("/sandbox/api/pages", json={}).status_code == 400
