"""Whether a stored number is the one somebody writes from (H-05). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import phonenumbers

from kaiwa.lib import phone
from kaiwa.lib.phone import Number

Code = Literal["number_equal", "number_cut", "same_tail_other_number", "other_number"]

# How much each says: a field with several numbers is as good as its best
_RANK: dict[Code, int] = {"number_equal": 0, "number_cut": 1, "same_tail_other_number": 2, "other_number": 3}
_BRAZIL = 55


@dataclass(frozen=True, slots=True)
class Verdict:
    """`stored`: the number as somebody typed it; `digits`: those of it that are equal."""

    code: Code
    number: str
    stored: str
    digits: int = 0

    @property
    def same(self) -> bool:
        return self.code in {"number_equal", "number_cut"}

    @property
    def params(self) -> dict[str, Any]:
        told: dict[str, Any] = {"number": self.number, "stored": self.stored}
        return told | {"digits": self.digits} if self.digits else told


def verdict(incoming: str, stored: Number) -> Code | None:
    """`incoming` in international form. None: another number, of which the end may well be the same.

    A stored number that says its country must be equal. One that does not must be what remains of the incoming one
    when it is cut from the left, 8 digits at least.
    """
    digits = incoming.removeprefix("+")
    if stored.complete:
        return "number_equal" if stored.digits == digits else None
    return "number_cut" if len(stored.digits) >= phone.FEWEST and digits.endswith(stored.digits) else None


def best(incoming: str, stored: Iterable[str], region: str) -> Verdict | None:
    """The best that can be said of somebody's numbers; None when they have none at all."""
    found: list[Verdict] = []
    for raw in stored:
        for number in phone.read(raw, region):
            code = verdict(incoming, number) or (
                "same_tail_other_number" if near(incoming, number) else "other_number"
            )
            equal = len(number.digits) if code in {"number_equal", "number_cut"} else 0
            found.append(Verdict(code, incoming, raw, equal))
    return min(found, key=lambda each: (_RANK[each.code], -each.digits), default=None)


def near(incoming: str, stored: Number) -> bool:
    """Whether both would be one if Brazil had not put a 9 before its mobile numbers (D-52): worth a question."""
    try:
        parsed = phonenumbers.parse(incoming)
    except phonenumbers.NumberParseException:
        return False
    if parsed.country_code != _BRAZIL:
        return False
    ours = _without_nine(incoming.removeprefix(f"+{_BRAZIL}"))
    theirs = stored.digits.removeprefix(str(_BRAZIL)) if stored.complete else stored.digits
    theirs = _without_nine(theirs)
    return ours == theirs or (not stored.complete and len(theirs) == phone.FEWEST and ours.endswith(theirs))


def is_complete(number: str) -> bool:
    """Whether this is a number in international form that can be."""
    found = phone.read(number, "")
    return len(found) == 1 and found[0].e164 == number


def _without_nine(national: str) -> str:
    """Area code of two digits, and eight more."""
    area, rest = national[:2], national[2:]
    if len(rest) == phone.FEWEST + 1 and rest.startswith("9"):
        return area + rest[1:]
    # Without an area code, as people write it down at home
    if len(national) == phone.FEWEST + 1 and national.startswith("9"):
        return national[1:]
    return national
