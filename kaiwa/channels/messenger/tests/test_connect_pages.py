"""Which Pages are offered, and what becomes of those that are chosen (FB-05, FB-08, TS-05, D-37)."""

from __future__ import annotations

from typing import Any

from kaiwa.channels.messenger.tests.connecting import back, begin, choose, install, pages
from kaiwa.channels.messenger.tests.practice import query_of
from kaiwa.channels.models import Connection
from kaiwa.sandbox.tests.conftest import AOYAMA, HOSHINO, MINATO

HARBOUR = "104857600100004"
KAEDE, WAKABA, TSUBAKI = "104857600100005", "104857600100006", "104857600100007"
MISAKI, NAGISA = "10229471188230001", "10229471188230004"


def test_pages_are_offered_with_the_reason_where_they_cannot_be_chosen(facebook, alice) -> None:
    offered = pages(alice, install(facebook, alice))
    shown = {page: (each["usable"], each["reason"], each["connected"]) for page, each in offered.items()}
    assert shown == {
        MINATO: (True, None, False),
        HOSHINO: (True, None, False),
        AOYAMA: (False, "page_tasks_missing", False),
        MISAKI: (False, "personal_account", False),
    }
    assert offered[AOYAMA]["params"] == {"tasks": ["MESSAGING", "MODERATE"]}
    pictures = [each["picture_url"] for page, each in offered.items() if page != MISAKI]
    assert all(picture.startswith("data:image/png;base64,") for picture in pictures)


def test_who_may_answer_on_a_page_but_is_no_admin_of_it_cannot_connect_it(facebook, alice) -> None:
    facebook.sandbox.patch(f"pages/{HOSHINO}", tasks={"misaki": ["MESSAGING", "MODERATE"]})
    assert pages(alice, install(facebook, alice))[HOSHINO]["reason"] == "page_not_admin"


def test_pages_of_a_business_are_found_once_it_is_asked_for(facebook, alice) -> None:
    """Owned and of clients, each once, though Facebook lists them in several places."""
    without = install(facebook, alice, user="nagisa")
    assert pages(alice, without) == {}
    dialog = begin(alice, optional=["business_management"]).json()["url"]
    assert query_of(dialog)["scope"].endswith("business_management")
    back(alice, facebook.agree(dialog, user="nagisa"))
    offered = alice.get(f"/api/v1/connections/{without}/pages").json()
    assert [(each["external_id"], each["reason"]) for each in offered] == [
        (KAEDE, None),
        (WAKABA, "page_tasks_missing"),
        (TSUBAKI, None),
        (NAGISA, "personal_account"),
    ]
    assert choose(alice, without, KAEDE, TSUBAKI).json()["failed"] == []


def test_what_was_asked_for_besides_must_be_granted_too(facebook, alice) -> None:
    dialog = begin(alice, optional=["business_management"]).json()["url"]
    location = back(alice, facebook.agree(dialog, user="nagisa", declined=["business_management"]))
    assert query_of(location)["missing"] == "business_management"


def test_a_permission_that_nobody_knows_is_not_asked_for(alice, our_app) -> None:
    dialog = begin(alice, optional=["pages_manage_posts"]).json()["url"]
    assert "pages_manage_posts" not in dialog


def test_only_pages_ticked_in_the_dialog_are_offered(facebook, alice) -> None:
    assert list(pages(alice, install(facebook, alice, pages=["hoshino"]))) == [HOSHINO, MISAKI]


def test_all_pages_are_offered_however_many(graph, alice) -> None:
    connection = Connection.objects.create(
        workspace=alice.workspace,
        provider="messenger",
        installer=alice.member,
        visibility="shared",
        credentials="EAA",
    )
    rows = [
        {"id": str(n), "name": f"Page {n}", "access_token": "EAAx", "tasks": ["PROFILE_PLUS_FULL_CONTROL"]}
        for n in range(260)
    ]

    def answer(path: str) -> Any:
        if "permissions" in path:
            return {"data": []}
        start = int(query_of(path).get("after", "0"))
        limit = int(query_of(path)["limit"])
        part = rows[start : start + limit]
        paging: dict[str, Any] = {"cursors": {"after": str(start + limit)}}
        if start + limit < len(rows):
            paging["next"] = "https://graph.facebook.com/elsewhere"
        return {"data": part, "paging": paging}

    graph.answers(answer)
    offered = [page for page, each in pages(alice, connection.pk).items() if each["usable"]]
    assert len(offered) == 260
    assert len([path for _, path, _, _ in graph.asked if "accounts" in path]) == 3


def test_a_page_that_is_not_offered_cannot_be_connected(facebook, alice) -> None:
    connection = install(facebook, alice)
    answer = choose(alice, connection, HARBOUR, AOYAMA, HOSHINO).json()
    assert [channel["external_id"] for channel in answer["channels"]] == [HOSHINO]
    assert answer["failed"] == [
        {"external_id": HARBOUR, "code": "page_unknown"},
        {"external_id": AOYAMA, "code": "page_tasks_missing"},
    ]


def test_a_page_that_facebook_will_not_report_is_not_connected(facebook, alice) -> None:
    connection = install(facebook, alice)
    facebook.sandbox.post("faults", kind="error", on="subscribed_apps", code=200)
    answer = choose(alice, connection, MINATO).json()
    assert (answer["channels"], answer["failed"]) == (
        [],
        [{"external_id": MINATO, "code": "permission_missing"}],
    )
    assert alice.get("/api/v1/channels").json() == []


def test_connecting_twice_is_connecting_once(facebook, alice) -> None:
    connection = install(facebook, alice)
    first, second = choose(alice, connection, MINATO).json(), choose(alice, connection, MINATO, MINATO).json()
    assert [channel["id"] for channel in first["channels"]] == [
        channel["id"] for channel in second["channels"]
    ]


def test_a_login_that_died_says_so_when_pages_are_listed(facebook, alice) -> None:
    connection = install(facebook, alice)
    facebook.sandbox.post("tokens/revoke", user="misaki", subcode=460)
    answer = alice.get(f"/api/v1/connections/{connection}/pages")
    assert (answer.status_code, answer.json()["code"]) == (409, "login_expired")


def test_when_facebook_fails_the_list_can_be_asked_for_again(facebook, alice) -> None:
    connection = install(facebook, alice)
    facebook.sandbox.post("faults", kind="http", on="accounts", status=502)
    answer = alice.get(f"/api/v1/connections/{connection}/pages")
    assert (answer.status_code, answer.json()["code"]) == (503, "provider_unreachable")


def test_a_page_of_another_workspace_cannot_be_taken_and_nothing_tells_whose_it_is(
    facebook, alice, charlie
) -> None:
    choose(alice, install(facebook, alice), MINATO)
    connection = install(facebook, charlie, user="haruto")
    offered = pages(charlie, connection)
    assert (offered[MINATO]["usable"], offered[MINATO]["reason"]) == (False, "page_elsewhere")
    answer = choose(charlie, connection, MINATO, HARBOUR)
    assert answer.json()["failed"] == [{"external_id": MINATO, "code": "page_elsewhere"}]
    assert [channel["external_id"] for channel in answer.json()["channels"]] == [HARBOUR]
    assert b"Acme" not in answer.content
    assert b"Alice" not in answer.content
