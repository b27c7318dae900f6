"""The pace at which a Page's calls leave: Facebook's own limits are never met by sending as fast as we can."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from kaiwa.channels.base import NotYet, Outgoing
from kaiwa.channels.contract import PNG, MemoryFile
from kaiwa.channels.messenger.tests.practice import PracticeMessenger

FILE = MemoryFile("見積書.png", "image/png", PNG)


@pytest.fixture
def minato(our_app, sandbox) -> PracticeMessenger:
    return PracticeMessenger(sandbox)


def send(page: PracticeMessenger, key: str, file: MemoryFile | None = None) -> None:
    outgoing = Outgoing(to=page.contact, key=key, text="" if file else "はい", file=file)
    page.provider.send(page.credentials, outgoing)


def at_once(page: PracticeMessenger, *files: MemoryFile | None) -> list[tuple[str, int]]:
    """Send all of these as so many workers would."""
    with ThreadPoolExecutor(len(files)) as workers:
        sent = [workers.submit(send, page, f"k{n}", file) for n, file in enumerate(files)]
    for each in sent:
        each.result()
    return taken(page)


def taken(page: PracticeMessenger) -> list[tuple[str, int]]:
    """What Facebook had of us, and at which millisecond."""
    log = page.sandbox.get("log", page=page.credentials.channel)
    return [(row["text"], row["made_at"]) for row in log if row["side"] == "app"]


def test_files_leave_a_tenth_of_a_second_apart_however_many_workers_there_are(minato) -> None:
    """10 a second for each Page."""
    times = [at for _, at in at_once(minato, FILE, FILE, FILE, FILE)]
    assert len(times) == 4
    # A few milliseconds: the way to Facebook, which is not the same for each
    assert times[-1] - times[0] > 300 - 50


def test_a_text_waits_behind_no_file(minato) -> None:
    """300 a second, counted apart."""
    texts = [text for text, _ in at_once(minato, FILE, FILE, FILE, FILE, None)]
    assert "はい" in texts[:2]


def test_from_four_fifths_of_a_limit_on_calls_are_spread_out(minato) -> None:
    """0.3 s apart at 83 %, as the usage headers of the first answer tell."""
    minato.sandbox.patch("switches", usage=83)
    for key in ("k0", "k1", "k2"):
        send(minato, key)
    _, (_, second), (_, third) = taken(minato)
    assert third - second > 300 - 50


def test_what_cannot_leave_soon_is_not_waited_for(minato) -> None:
    """The worker is needed elsewhere: it is told how long, and nobody was called."""
    minato.sandbox.patch("switches", usage=99)
    send(minato, "k0")
    send(minato, "k1")
    with pytest.raises(NotYet) as refused:
        send(minato, "k2")
    assert refused.value.retry_after is not None
    assert 1 < refused.value.retry_after.total_seconds() < 2
    assert len(taken(minato)) == 2


@pytest.mark.parametrize("usage", [1, 79])
def test_calls_leave_as_before_once_less_than_four_fifths_are_used(minato, usage) -> None:
    minato.sandbox.patch("switches", usage=100)
    send(minato, "k0")
    with pytest.raises(NotYet):
        send(minato, "k1")
    minato.sandbox.patch("switches", usage=usage)
    assert minato.provider.check(minato.credentials)  # a call of another kind, whose answer tells
    send(minato, "k2")
    assert len(taken(minato)) == 2


def test_a_limit_that_is_used_up_holds_back_its_own_page_alone(minato) -> None:
    minato.sandbox.patch("switches", usage=100)
    send(minato, "k0")
    with pytest.raises(NotYet) as refused:
        send(minato, "k1")
    assert refused.value.retry_after == timedelta(minutes=1)
    hoshino = PracticeMessenger(minato.sandbox, page="hoshino")
    send(hoshino, "k1")
    assert len(taken(hoshino)) == 1
