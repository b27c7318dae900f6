"""Names, pictures and files from Meta: never invented, never from inside our own network."""

from typing import Any

import pytest

from kaiwa.channels.base import ChannelError, Credentials, Profile
from kaiwa.channels.messenger import fetch
from kaiwa.channels.messenger.provider import Messenger
from kaiwa.channels.messenger.tests.conftest import CannedGraph

PAGE = Credentials("104", "EAAtoken")


def profile() -> Profile:
    return Messenger().profile(PAGE, "24")


def fetched(url: str) -> bytes:
    with Messenger().download(PAGE, url) as download:
        return b"".join(download.chunks)


def test_name_and_picture(graph: CannedGraph) -> None:
    graph.says(
        {"id": "24", "name": "高橋 結衣", "first_name": "結衣", "profile_pic": "https://cdn.example/p.jpg"}
    )
    assert profile() == Profile(name="高橋 結衣", picture_url="https://cdn.example/p.jpg")
    assert graph.asked[0][1].startswith("/v25.0/24?fields=name%2Cfirst_name%2Clast_name%2Cprofile_pic")


def test_without_a_whole_name_its_parts(graph: CannedGraph) -> None:
    graph.says({"first_name": "Emily", "last_name": "Carter"})
    assert profile().name == "Emily Carter"


@pytest.mark.parametrize("answer", [{}, {"id": "24"}, {"name": "  "}, {"name": None, "first_name": 7}])
def test_what_meta_does_not_tell_stays_unknown(graph: CannedGraph, answer: dict[str, Any]) -> None:
    graph.says(answer)
    assert profile() == Profile()


@pytest.mark.parametrize(("code", "subcode"), [(100, 2018218), (2018247, 0), (100, 33), (10, 0), (200, 0)])
def test_a_refused_profile_is_an_unknown_one_and_no_trouble_of_the_channel(
    graph: CannedGraph, code: int, subcode: int
) -> None:
    graph.refuses(code, subcode)
    assert profile() == Profile()


@pytest.mark.parametrize(
    ("code", "ours"), [(190, "reauthorize"), (2, "provider_failed"), (613, "rate_limited")]
)
def test_other_errors_are_told(graph: CannedGraph, code: int, ours: str) -> None:
    graph.refuses(code)
    with pytest.raises(ChannelError) as caught:
        profile()
    assert caught.value.code == ours


def test_a_contact_s_id_cannot_lead_to_another_path(graph: CannedGraph) -> None:
    assert Messenger().profile(PAGE, "../me/accounts") == Profile()
    assert graph.asked == []


def test_a_file(graph: CannedGraph) -> None:
    graph.says(b"%PDF", content_type="Application/PDF; x=1")
    with Messenger().download(PAGE, f"{graph.origin}/v/%E8%A6%8B%E7%A9%8D.pdf?oh=1") as download:
        assert (download.mime, download.name, download.size) == ("application/pdf", "見積.pdf", 4)
        assert b"".join(download.chunks) == b"%PDF"


def test_our_token_does_not_go_with_it(graph: CannedGraph) -> None:
    graph.says(b"x")
    fetched(graph.origin)
    assert "authorization" not in graph.asked[0][3]


@pytest.mark.parametrize(
    ("status", "code", "permanent"),
    [
        (403, "file_gone", True),
        (404, "file_gone", True),
        (410, "file_gone", True),
        (429, "provider_failed", False),
        (500, "provider_failed", False),
        (503, "provider_failed", False),
    ],
)
def test_a_file_that_is_not_given(graph: CannedGraph, status: int, code: str, permanent: bool) -> None:
    graph.says(b"", status)
    with pytest.raises(ChannelError) as caught:
        fetched(graph.origin)
    assert (caught.value.code, caught.value.permanent) == (code, permanent)


def test_a_file_that_grows_beyond_the_limit(graph: CannedGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "LIMIT", 1000)
    graph.says(b"x" * 1001)
    with pytest.raises(ChannelError) as caught:
        fetched(graph.origin)
    assert (caught.value.code, caught.value.permanent) == ("file_too_large", True)


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_redirect_into_our_network_is_refused(graph: CannedGraph, status: int) -> None:
    graph.says(b"", status, location="http://169.254.169.254/latest/meta-data/")
    with pytest.raises(ChannelError) as caught:
        fetched(graph.origin)
    assert (caught.value.code, caught.value.permanent) == ("address_refused", True)


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://10.0.0.1/x", "address_refused"),
        ("http://[::1]/x", "address_refused"),
        ("file:///etc/passwd", "file_gone"),
        ("not an address", "file_gone"),
        ("", "file_gone"),
        ("http://\x00/", "file_gone"),
    ],
)
def test_an_address_that_is_none_of_the_internet(url: str, code: str) -> None:
    with pytest.raises(ChannelError) as caught:
        fetched(url)
    assert (caught.value.code, caught.value.permanent) == (code, True)
