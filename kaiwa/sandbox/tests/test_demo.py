"""The demo: forty conversations in every state, and nothing told twice."""

from kaiwa.sandbox.demo.script import read, talks
from kaiwa.sandbox.tests.conftest import Sandbox


def test_forty_conversations_in_two_languages_and_every_window() -> None:
    """Open, under two hours left, one to seven days, closed; one is longer than 120 messages."""
    all_talks = talks()
    assert len(all_talks) == 40
    assert {talk.locale[:2] for talk in all_talks} == {"ja", "en"}
    last = [
        min(s.minutes_ago for s in t.steps if s.by == "customer" and s.kind != "block") / 60
        for t in all_talks
    ]
    assert sum(hours < 22 for hours in last) >= 20
    assert sum(22 < hours < 24 for hours in last) >= 3
    assert sum(24 < hours < 168 for hours in last) >= 5
    assert sum(hours > 168 for hours in last) >= 3
    assert max(len(talk.steps) for talk in all_talks) >= 120


def test_every_kind_and_every_status_is_there() -> None:
    """What the screen knows, the demo shows."""
    steps = [step for talk in talks() for step in talk.steps]
    assert {step.kind for step in steps} >= {
        "text", "image", "voice", "video", "file", "sticker", "like", "location", "ad", "get_started",
        "react", "edit", "unsend", "block",
    }  # fmt: skip
    assert {step.status for step in steps} >= {"read", "delivered", "sent", "never", "failed", "unknown"}
    assert {step.by for step in steps} >= {"customer", "me", "colleague", "inbox"}
    assert {talk.profile for talk in talks()} == {"ok", "hidden", "unavailable"}


def test_time_goes_forward_and_references_hold() -> None:
    """Within a conversation each line comes after the one before it, and names only lines that are there."""
    for talk in talks():
        times = [step.minutes_ago for step in talk.steps if not step.later]
        assert times == sorted(times, reverse=True), talk.key
        names = {step.id for step in talk.steps}
        assert {s.target for s in talk.steps if s.target} | {
            s.reply_to for s in talk.steps if s.reply_to
        } <= names


def test_a_line_without_a_time_follows_the_one_before() -> None:
    """Three minutes later."""
    steps = read("== x | X | en_US female |\nC 1d2h30m first\nM second")[0].steps
    assert [step.minutes_ago for step in steps] == [1590, 1587]


def test_it_is_played_in_two_acts_and_only_once(connected: Sandbox) -> None:
    """Act one tells what customers wrote; act two what happened to it; playing again changes nothing."""
    first = connected.post("demo/play", page="minato", act=1)
    assert [line["at"] for line in first["lines"]] == sorted(line["at"] for line in first["lines"])
    told = [item["message"]["mid"] for item in connected.arrived() if "message" in item]
    assert set(told) == {
        line["mid"] for line in first["lines"]
        if line["by"] in ("customer", "inbox") and line["kind"] not in ("ad", "referral", "get_started", "block")
    }  # fmt: skip
    recorded = [line for line in first["lines"] if line["by"] in ("me", "colleague")]
    assert all(bool(line["mid"]) != (line["status"] in ("failed", "unknown")) for line in recorded)
    assert connected.post("demo/play", page="minato", act=1) == first
    before = len(connected.arrived())
    second = connected.post("demo/play", page="minato", act=2)
    later = connected.arrived()[before:]
    assert sum("read" in item for item in later) >= 30
    assert {item["reaction"]["mid"] for item in later if "reaction" in item} <= {
        line["mid"] for line in first["lines"]
    }
    assert connected.post("demo/play", page="minato", act=2) == second
    assert len(connected.arrived()) == before + len(later)


def test_its_attachments_can_be_fetched(connected: Sandbox) -> None:
    """Each medium of the script exists."""
    lines = connected.post("demo/play", page="minato", act=1)["lines"]
    urls = {one["url"] for line in lines for one in line["attachments"] if "url" in one}
    assert len(urls) >= 8
    assert all(connected.http.get(url).status_code == 200 for url in urls)
    assert len(connected.get("demo")["conversations"]) == 40
