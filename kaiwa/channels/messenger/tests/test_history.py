"""What Meta lists, in every shape it may come in: one odd row loses nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from kaiwa.channels.base import ChannelError, Credentials, Listed
from kaiwa.channels.events import Echo, MessageReceived
from kaiwa.channels.messenger import checks, history
from kaiwa.channels.messenger.pages import SUBSCRIBED_FIELDS

PAGE = Credentials("1", "token")
AT = "2026-11-20T10:00:00+0000"


@pytest.fixture(autouse=True)
def in_no_hurry(settings):
    settings.META_LIST_RATE = 1000


def message(mid: str = "m_1", by: str = "7", **fields: Any) -> dict[str, Any]:
    return {"id": mid, "created_time": AT, "from": {"id": by}, "message": "hello"} | fields


def thread(*messages: Any, **fields: Any) -> dict[str, Any]:
    people = {"data": [{"id": "7", "name": "Yui"}, {"id": "1", "name": "Page"}]}
    return {
        "id": "t_1",
        "updated_time": AT,
        "participants": people,
        "messages": {"data": list(messages)},
    } | fields


def listed(graph, *threads: Any, since: datetime | None = None) -> list[Listed]:
    graph.says({"data": list(threads)})
    return [each for page in history.history(PAGE, since) for each in page]


def only(graph, row: dict[str, Any]) -> MessageReceived | Echo:
    (found,) = listed(graph, thread(row))
    (event,) = found.events
    return event


def test_who_wrote_decides_what_it_is(graph):
    assert isinstance(only(graph, message(by="7")), MessageReceived)
    echo = only(graph, message(by="1"))
    assert isinstance(echo, Echo)
    assert (echo.contact, echo.ours, echo.at) == ("7", False, datetime(2026, 11, 20, 10, tzinfo=UTC))


@pytest.mark.parametrize(
    ("attached", "kind", "url"),
    [
        ({"mime_type": "image/jpeg", "image_data": {"url": "https://x/i.jpg"}}, "image", "https://x/i.jpg"),
        ({"mime_type": "video/mp4", "video_data": {"url": "https://x/v.mp4"}}, "video", "https://x/v.mp4"),
        ({"mime_type": "audio/mpeg", "file_url": "https://x/a.mp3"}, "voice", "https://x/a.mp3"),
        ({"mime_type": "application/pdf", "name": "a.pdf", "file_url": "https://x/a"}, "file", "https://x/a"),
        ({"file_url": "javascript:alert(1)"}, "file", ""),
        ({}, "file", ""),
    ],
)
def test_files_are_what_meta_says_they_are(graph, attached, kind, url):
    event = only(graph, message(message="", attachments={"data": [attached]}))
    (media,) = event.attachments
    assert (media.kind, media.url) == (kind, url)


def test_stickers_and_shared_links(graph):
    shares = {"data": [{"link": "https://example.com/a", "name": "A"}]}
    event = only(graph, message(sticker="https://x/s.png", shares=shares))
    assert [(each.kind, each.url or each.link) for each in event.attachments] == [
        ("sticker", "https://x/s.png"),
        ("link", "https://example.com/a"),
    ]


def test_a_message_without_anything_to_show_is_unsupported(graph):
    event = only(graph, message(message=""))
    assert isinstance(event, MessageReceived) and event.kind == "unsupported"


@pytest.mark.parametrize(
    "odd",
    [
        None,
        7,
        [],
        {},
        message(mid=""),
        message(created_time="yesterday"),
        message(created_time="2026-11-20T10:00:00"),
        message(created_time=None),
        message(mid="m" * 300),
        {"id": "m_old", "created_time": AT},
    ],
)
def test_an_odd_message_loses_no_other(graph, odd):
    (found,) = listed(graph, thread(message("m_2"), odd, message("m_1")))
    assert [event.external_id for event in found.events] == ["m_1", "m_2"]


@pytest.mark.parametrize(
    "odd",
    [
        None,
        "x",
        {},
        thread(updated_time="?"),
        thread(participants={"data": [{"id": "1"}]}),
        thread(participants=None),
        thread(id=None),
    ],
)
def test_an_odd_conversation_loses_no_other(graph, odd):
    found = listed(graph, odd, thread(message()))
    assert [each.contact for each in found] == ["7"]


def test_a_nul_and_half_a_character_do_not_get_through(graph):
    assert only(graph, message(message="a\x00b\ud83d")).text == "ab?"


def test_there_is_more_before_only_when_as_many_came_as_were_asked_for(graph):
    few, many = (thread(*[message(f"m_{n}") for n in range(count)]) for count in (19, 20))
    assert [each.before is not None for each in listed(graph, few, many)] == [False, True]


def test_what_lies_before_is_named(graph):
    (found,) = listed(graph, thread(*[message(f"m_{n}") for n in range(20)]))
    assert found.before
    graph.says({"data": [{"id": f"m_{n}", "created_time": AT} for n in range(23)] + [{"id": "odd"}]})
    assert [each.external_id for each in found.before()] == ["m_20", "m_21", "m_22"]


def test_the_address_of_the_next_page_is_not_followed(graph):
    graph.says({"data": [], "paging": {"next": "https://evil.example/", "cursors": {}}})
    assert list(history.history(PAGE, None)) == []
    assert len(graph.asked) == 1


# --- checks -----------------------------------------------------------------------------------------------


def checked(graph, token: dict[str, Any], *apps: Any) -> list[tuple[str, str]]:
    graph.answers(lambda path: {"data": token if "debug_token" in path else list(apps)})
    return [(each.name, each.code) for each in checks.check(PAGE)]


SCOPES = ["pages_show_list", "pages_messaging", "pages_manage_metadata", "pages_read_engagement"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        ({"code": 190, "subcode": 460}, "reauthorize"),
        ({"code": 190, "subcode": 458}, "app_removed"),
        ({"code": 190}, "reauthorize"),
        ({}, "reauthorize"),
    ],
)
def test_a_token_that_died_says_of_what(graph, error, code):
    assert checked(graph, {"is_valid": False, "error": error}) == [("login", code)]


def test_a_permission_that_is_missing_ends_the_look(graph):
    found = checked(graph, {"is_valid": True, "scopes": SCOPES[:2]})
    assert found == [("login", ""), ("permissions", "permission_missing")]


def test_another_apps_subscription_is_not_ours(graph):
    other = {"id": "999", "subscribed_fields": list(SUBSCRIBED_FIELDS)}
    assert checked(graph, {"is_valid": True, "scopes": SCOPES}, other)[-1] == (
        "subscription",
        "not_subscribed",
    )


@pytest.mark.parametrize("named", [str, lambda name: {"name": name, "version": "v25.0"}])
def test_a_subscription_to_all_we_read_is_fine_however_it_is_told(graph, settings, named):
    ours = {
        "id": settings.META_APP_ID,
        "subscribed_fields": [named(each) for each in SUBSCRIBED_FIELDS],
    }
    assert checked(graph, {"is_valid": True, "scopes": SCOPES}, ours)[-1] == ("subscription", "")


def test_when_nobody_answers_nothing_is_said_of_the_channel(graph):
    graph.says(b"<html>", 503)
    with pytest.raises(ChannelError) as raised:
        checks.check(PAGE)
    assert not raised.value.channel and not raised.value.permanent
