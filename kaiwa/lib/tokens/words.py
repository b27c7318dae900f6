"""What the index holds of a text, and what a query asks of it.

Words of spaced scripts and numbers are held whole and asked for by their beginning. Everything else (Japanese, marks,
emoji) is held as pairs of neighbours, the last letter of a stretch with END; so one letter is the beginning of a
pair, and no dictionary decides what can be found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from kaiwa.lib.tokens.folding import SOLID, Folded, fold

# Neither can be in a folded text
END = "\x02"
MARK = "\x01"

# A word longer than this is known by its beginning
LONGEST_WORD = 60
# Beyond this many letters of one text nothing is found
LONGEST_TEXT = 20_000

_RUN = re.compile(rf"(?P<letters>[^\W\d_{SOLID}]+)|(?P<digits>\d+)|(?P<rest>(?:[_{SOLID}]|[^\w\s])+)")
_PLAIN_MARKS = re.compile(r"[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]+")


def tokens_of(texts: Iterable[str]) -> set[str]:
    """What the index holds of these texts together."""
    found: set[str] = set()
    for text in texts:
        for run in _RUN.finditer(fold(text[:LONGEST_TEXT])):
            word = run[0]
            if run.lastgroup == "rest":
                found.update(map("".join, pairwise(word)))
                found.add(word[-1] + END)
            else:
                found.add(word[:LONGEST_WORD])
    return found


@dataclass(frozen=True, slots=True)
class Term:
    """A stretch of a query without spaces, folded: to be found as it stands, a word from its beginning on."""

    text: str

    def places(self, folded: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a folded text."""
        at = folded.find(self.text)
        while at >= 0:
            if at == 0 or not _one_word(folded[at - 1], self.text[0]):
                yield at, at + len(self.text)
            at = folded.find(self.text, at + 1)

    def is_in(self, folded: str) -> bool:
        return next(self.places(folded), None) is not None

    def conditions(self) -> list[str]:
        """What the index must hold, in the language of tsquery. Holding it does not say that the term is there."""
        runs = [(run.lastgroup, run[0]) for run in _RUN.finditer(self.text)]
        telling = [(kind, run) for kind, run in runs if not _PLAIN_MARKS.fullmatch(run)] or runs
        found: list[str] = []
        for kind, run in telling:
            if kind != "rest":
                whole = run != runs[-1][1] and len(run) <= LONGEST_WORD
                found.append(_quoted(run[:LONGEST_WORD]) + ("" if whole else ":*"))
            elif len(run) == 1:
                found.append(_quoted(run) + ":*")
            else:
                found += [_quoted(run[at : at + 2]) for at in range(len(run) - 1)]
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for: every term, in any order."""

    terms: Sequence[Term]

    @classmethod
    def read(cls, query: str) -> Self:
        words = dict.fromkeys(fold(word) for word in query.split())
        return cls([Term(word) for word in words if _RUN.search(word)])

    def __bool__(self) -> bool:
        return bool(self.terms)

    @property
    def is_telling(self) -> bool:
        """Whether any of it is more than the first letter of something."""
        return any(not _is_vague(each) for each in self._conditions())

    def tsquery(self, within: Sequence[str], *, quick: bool = False) -> str:
        """The index's answer is a little too large: `is_in` decides. `within`: at least one of these tokens.

        `quick` leaves out what takes the index long and tells it little: first letters, of which it holds many.
        """
        conditions = self._conditions()
        if quick:
            conditions = [each for each in conditions if not _is_vague(each)] or conditions[:2]
        places = " | ".join(map(_quoted, within))
        return " & ".join([*conditions, f"({places})"])

    def _conditions(self) -> list[str]:
        return list(dict.fromkeys(each for term in self.terms for each in term.conditions()))

    def is_in(self, texts: Sequence[str]) -> bool:
        """Whether each term is in one of the texts."""
        folded = [fold(text[:LONGEST_TEXT]) for text in texts]
        return all(any(term.is_in(text) for text in folded) for term in self.terms)

    def marks(self, folded: Folded) -> list[tuple[int, int]]:
        """Where the terms stand in the original, in order; what touches is one."""
        found = sorted(
            folded.original(start, end) for term in self.terms for start, end in term.places(folded.text)
        )
        merged: list[tuple[int, int]] = []
        for start, end in found:
            if merged and start <= merged[-1][1]:
                merged[-1] = merged[-1][0], max(end, merged[-1][1])
            else:
                merged.append((start, end))
        return merged


def _one_word(before: str, letter: str) -> bool:
    """Whether a word or number goes through between these two."""
    one, other = _RUN.match(before), _RUN.match(letter)
    return one is not None and other is not None and one.lastgroup == other.lastgroup != "rest"


def _is_vague(condition: str) -> bool:
    return condition.endswith(":*") and len(condition) <= len("'x':*")


def _quoted(token: str) -> str:
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
