"""One form for what reads the same: width, case, accents, and hiragana beside katakana.

Kana are folded as browsers do when they find in a page: りんご and リンゴ are one word to whoever looks for it,
and people write both. Voiced marks and small kana stay apart (はん, ばん, ぱん).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

# Scripts written without spaces: no dictionary, so any two neighbours may be looked for
SOLID = (
    r"\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u303b"
    r"\u3041-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    r"\uf900-\ufaff\U00020000-\U0003ffff"
)
_GAP = re.compile(rf"(?<=[{SOLID}]) +(?=[{SOLID}])")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` folded, and where each of its characters came from: (start, end) in the original, in code points."""

    text: str
    places: list[tuple[int, int]]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """What a stretch of the folded text was, in the original."""
        return self.places[start][0], self.places[end - 1][1]


def fold(text: str) -> str:
    """What is compared. Spaces within Japanese go: 山田 太郎 is 山田太郎."""
    return _GAP.sub("", _fold(text))


def fold_with_places(text: str) -> Folded:
    """As `fold`, and where each character came from; slower, for what a person will see."""
    letters: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        folded = _fold(text[start:end])
        letters.append(folded)
        places += [(start, end)] * len(folded)
    whole = "".join(letters)
    kept: list[tuple[int, int]] = []
    at = 0
    for gap in _GAP.finditer(whole):
        kept += places[at : gap.start()]
        at = gap.end()
    return Folded(_GAP.sub("", whole), kept + places[at:])


def _fold(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_table())
    return unicodedata.normalize("NFKC", text).casefold().translate(_table())


@cache
def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for code in (*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)):
        plain = "".join(c for c in unicodedata.normalize("NFD", chr(code)) if not unicodedata.combining(c))
        table[code] = plain
    for code in range(0x30A1, 0x30F7):
        table[code] = chr(code - 0x60)
    table |= {0x30FD: "ゝ", 0x30FE: "ゞ"}
    # Accents of their own, what picks how an emoji is drawn, and what cannot be seen
    table |= dict.fromkeys((*range(0x0300, 0x0370), *range(0xFE00, 0xFE10)))
    table |= dict.fromkeys(
        (0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
    )
    table |= dict.fromkeys(range(0x20), " ") | {0x7F: " ", 0x0A: "\n", 0x0D: "\n"}
    return table


def _clusters(text: str) -> list[tuple[int, int]]:
    """Stretches that are normalised each for itself: a letter with the marks that may melt into it."""
    starts = [at for at, letter in enumerate(text) if at == 0 or not _melts(letter)]
    return list(pairwise([*starts, len(text)]))


def _melts(letter: str) -> bool:
    if letter < "\u0300":
        return False
    first = unicodedata.normalize("NFKD", letter)[0]
    # Marks, halfwidth voiced marks among them, and the Korean letters that form a syllable with the one before
    return unicodedata.category(first)[0] == "M" or "\u1161" <= first <= "\u11ff"
