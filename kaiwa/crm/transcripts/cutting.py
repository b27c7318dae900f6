"""Where a long text may be cut: between what a reader sees as characters."""

import unicodedata
from collections.abc import Callable, Iterator

_JOINER = "\u200d"
# No character that anybody types is longer
_LONGEST = 64


def pieces(text: str, room: int, measure: Callable[[str], int]) -> Iterator[tuple[int, int | None]]:
    """(start, stop) of parts of at most `room` bytes as measured; the last goes to the end."""
    start = 0
    while measure(text[start:]) > room:
        stop = _border(text, start, _longest(text, start, room, measure))
        yield start, stop
        start = stop
    yield start, None


def _longest(text: str, start: int, room: int, measure: Callable[[str], int]) -> int:
    low, high = start + 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[start:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    return low


def _border(text: str, start: int, stop: int) -> int:
    """The last place up to `stop` that is not inside a character."""
    for place in range(stop, max(start, stop - _LONGEST), -1):
        if not _inside(text, start, place):
            return place
    return stop


def _inside(text: str, start: int, place: int) -> bool:
    if place >= len(text):
        return False
    before, after = text[place - 1], text[place]
    if _JOINER in {before, after} or (before, after) == ("\r", "\n"):
        return True
    if unicodedata.category(after).startswith("M") or 0x1F3FB <= ord(after) <= 0x1F3FF:
        return True
    if not _is_flag(after):
        return False
    flags = 0
    while place - flags > start and _is_flag(text[place - flags - 1]):
        flags += 1
    return flags % 2 == 1


def _is_flag(letter: str) -> bool:
    """Half of one: flags are two letters of these."""
    return 0x1F1E6 <= ord(letter) <= 0x1F1FF
