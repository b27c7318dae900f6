"""Allotting, whatever comes in whatever order: each message once, in order, no note too large or too long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kaiwa.crm.transcripts.allotting import HEAD, PERIOD, Piece, Said, Stretch, allot
from kaiwa.crm.transcripts.cutting import pieces
from kaiwa.crm.transcripts.plain import plain

BEGAN = datetime(2026, 3, 28, 15, tzinfo=UTC)
LIMIT = 4_000
FAMILY = "👨‍👩‍👧"
FLAG = "🇯🇵"


def size(text: str) -> int:
    return len(text.encode())


letters = st.sampled_from(["a", "あ", FAMILY, FLAG, "か\u3099", "\n"])
texts = st.lists(letters, max_size=60).map("".join) | st.just("あ" * 2_000)
said = st.lists(st.tuples(st.integers(0, 72 * 60), texts), min_size=1, max_size=25).map(
    lambda rows: [
        Said(number, BEGAN + timedelta(minutes=minutes), text, 50)
        for number, (minutes, text) in enumerate(rows, 1)
    ]
)


def put_together(found: list[Piece], messages: list[Said]) -> dict[int, str]:
    texts_of = {message.pk: message.text for message in messages}
    together: dict[int, str] = {}
    for piece in found:
        together[piece.message] = (
            together.get(piece.message, "") + texts_of[piece.message][piece.start : piece.stop]
        )
    return together


@given(said)
def test_each_message_stands_once_and_whole(messages):
    found = allot([], messages, LIMIT, size)
    assert put_together(found, messages) == {message.pk: message.text for message in messages}


@given(said)
def test_no_note_is_larger_than_its_limit_or_longer_than_a_day(messages):
    times = {message.pk: message.sent_at for message in messages}
    for piece in allot([], messages, LIMIT, size):
        assert piece.stretch.bytes <= LIMIT
        assert piece.stretch.opened_at <= times[piece.message] < piece.stretch.opened_at + PERIOD


@given(said, st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_no_matter(messages, random):
    shuffled = list(messages)
    random.shuffle(shuffled)

    def shape(found: list[Piece]) -> list[tuple[int, int, int | None, datetime, int]]:
        return [(p.message, p.start, p.stop, p.stretch.opened_at, p.stretch.part) for p in found]

    assert shape(allot([], messages, LIMIT, size)) == shape(allot([], shuffled, LIMIT, size))


@given(said, st.integers(0, 25))
def test_what_comes_late_leaves_what_is_there(messages, count):
    known: list[Stretch] = []
    for part in (messages[:count], messages[count:]):
        for piece in allot(known, part, LIMIT, size):
            piece.stretch.pk = piece.stretch.pk or len(known) + 1
            if piece.stretch not in known:
                known.append(piece.stretch)
    assert all(stretch.bytes <= LIMIT for stretch in known)


@given(texts.filter(bool), st.integers(60, 400))
def test_a_long_text_is_cut_between_characters(text, room):
    found = list(pieces(text, room, size))
    assert "".join(text[start:stop] for start, stop in found) == text
    for _, stop in found[:-1]:
        assert stop is not None
        assert not (text[stop - 1] == "\u200d" or text[stop] in {"\u200d", "\u3099"})


def test_the_hour_that_summer_time_takes_is_no_matter():
    """Europe/Berlin, 2026-03-29: 24 hours are 24 hours."""
    opened = Stretch(BEGAN, pk=1)
    last, next_day = BEGAN + PERIOD - timedelta(seconds=1), BEGAN + PERIOD
    found = allot([opened], [Said(1, last, "a", 50), Said(2, next_day, "b", 50)], LIMIT, size)
    assert [piece.stretch.opened_at for piece in found] == [BEGAN, next_day]


def test_what_is_older_than_the_first_note_stands_in_it():
    opened = Stretch(BEGAN, pk=1)
    (piece,) = allot([opened], [Said(1, BEGAN - timedelta(days=9), "a", 50)], LIMIT, size)
    assert piece.stretch is opened


def test_a_note_that_was_left_has_a_next_part():
    left = Stretch(BEGAN, takes=False, pk=1)
    (piece,) = allot([left], [Said(1, BEGAN + timedelta(hours=1), "a", 50)], LIMIT, size)
    assert (piece.stretch.opened_at, piece.stretch.part, piece.stretch.pk) == (BEGAN, 1, 0)
    assert piece.stretch.bytes > HEAD


def test_plain_is_the_same_whatever_became_of_the_markup():
    given_html = "<p>It&#x27;s <b>か\u3099</b>  &amp; more</p><p>x</p>"
    assert plain(given_html) == plain("<p>It&#39;s <b>が</b> &amp; more</p>\n<p>x</p>")


ZONES = [ZoneInfo(name) for name in ("Asia/Tokyo", "Europe/Berlin", "America/Sao_Paulo")]


@given(said, st.sampled_from(ZONES), st.randoms(use_true_random=False))
def test_an_activity_has_what_was_said_on_its_day(messages, zone, random):
    """H-01; the three days have Berlin's spring in them."""
    random.shuffle(messages)
    times = {message.pk: message.sent_at for message in messages}
    found = allot([], messages, LIMIT, size, zone=zone)
    assert put_together(found, messages) == {message.pk: message.text for message in messages}
    assert all(piece.stretch.day == times[piece.message].astimezone(zone).date() for piece in found)
    parts = {id(piece.stretch): (piece.stretch.day, piece.stretch.part) for piece in found}
    assert len(set(parts.values())) == len(parts)
    assert all(piece.stretch.bytes <= LIMIT for piece in found)


def test_midnight_is_the_zones_also_when_its_clock_is_changed():
    for name, midnight in (
        ("Asia/Tokyo", datetime(2026, 11, 22, 15, tzinfo=UTC)),
        # The night before summer time, the one after, and both of winter time
        ("Europe/Berlin", datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 24, 22, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 25, 23, tzinfo=UTC)),
        ("America/Sao_Paulo", datetime(2026, 11, 22, 3, tzinfo=UTC)),
    ):
        times = [midnight - timedelta(seconds=1), midnight, midnight + timedelta(seconds=1)]
        messages = [Said(number, at, "a", 50) for number, at in enumerate(times, 1)]
        days = [piece.stretch.day for piece in allot([], messages, LIMIT, size, zone=ZoneInfo(name))]
        after = midnight.astimezone(ZoneInfo(name)).date()
        assert days == [after - timedelta(days=1), after, after]
