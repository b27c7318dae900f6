"""What is shown of a hit: a stretch of its text around the first mark, and where the marks stand in the whole."""

from __future__ import annotations

from kaiwa.conversations.search.shapes import SnippetShape
from kaiwa.conversations.search.words import LONGEST_TEXT, Wanted
from kaiwa.lib.tokens.folding import fold_with_places

# Letters before the first mark and in all: three lines of a narrow list
BEFORE = 18
LENGTH = 140
MOST_MARKS = 50


def snippet(text: str, wanted: Wanted) -> SnippetShape:
    """Marks count code points of the whole text; the stretch begins at `start`."""
    marks = wanted.marks(fold_with_places(text[:LONGEST_TEXT]))[:MOST_MARKS]
    first = marks[0][0] if marks else 0
    start = 0 if len(text) <= LENGTH or first <= BEFORE * 2 else _begin(text, first)
    return SnippetShape(
        text=text[start : start + LENGTH],
        start=start,
        cut_before=start > 0,
        cut_after=start + LENGTH < len(text),
        marks=marks,
    )


def _begin(text: str, first: int) -> int:
    """A little before the first mark; not within a word or a letter of several code points where that can be helped."""
    earliest = max(0, min(first - BEFORE, len(text) - LENGTH))
    for at in range(earliest, first):
        if text[at - 1] in " \n\u3000、。!?！？":
            return at
    return earliest
