"""Phone numbers as people write them: what can be known of each, and by what it is looked for.

A number is *complete* when it says its country: then it has one form, E.164. Any other is *partial*: digits that the
complete number may end with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from babel.core import get_global
from phonenumbers import CountryCodeSource

# Fewer digits tell nobody apart; so many at the end are what is looked for
FEWEST = 8
# A field that somebody pasted a letter into is not a list of numbers
_LONGEST = 500
_MOST = 20

_SAYS_COUNTRY = {CountryCodeSource.FROM_NUMBER_WITH_PLUS_SIGN, CountryCodeSource.FROM_NUMBER_WITH_IDD}
_URI_EXTENSION = re.compile(r";\s*(ext|phone-context|isub)=[^;,]*", re.IGNORECASE)
_EXTENSION = re.compile(r"(ext(ension|n)?\b|内線|#|(?<=\d)\s*x(?=[\s.]*\d)).*", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;、|\n\r]")


@dataclass(frozen=True, slots=True)
class Number:
    """`digits`: with the country's where it is complete, else without the leading 0 of the country's own calls."""

    digits: str
    complete: bool

    @property
    def e164(self) -> str:
        """Empty where the number does not say its country."""
        return f"+{self.digits}" if self.complete else ""

    @property
    def national(self) -> str:
        """As it is dialled within its country, without the leading 0."""
        if not self.complete:
            return self.digits
        return phonenumbers.national_significant_number(phonenumbers.parse(self.e164)).removeprefix("0")

    @property
    def tail(self) -> str:
        return self.digits[-FEWEST:]


def read(raw: str, region: str) -> list[Number]:
    """Every number that a field holds, in its order. `region`: whose ways of dialling abroad are known, as JP."""
    text = "".join(
        c for c in unicodedata.normalize("NFKC", raw[:_LONGEST]) if unicodedata.category(c) != "Cf"
    )
    found = (_number(part, region) for part in _parts(_URI_EXTENSION.sub("", text)))
    return list(dict.fromkeys(number for number in found if number is not None))[:_MOST]


def region_of(time_zone: str) -> str:
    """The country whose clock this is: Asia/Tokyo is JP; empty where no country says so."""
    return str(get_global("zone_territories").get(time_zone, "")).removeprefix("001")


def _parts(text: str) -> Iterator[str]:
    for part in _BETWEEN.split(text):
        one = _EXTENSION.sub("", part)
        # 03-1234-5678 / 090-1234-5678 are two, and 0171/1234567 is one as Germans write it
        kept = ""
        for piece in one.split("/"):
            kept = f"{kept} {piece}" if kept else piece
            if len(_digits(kept)) >= FEWEST:
                yield kept
                kept = ""
        if kept:
            yield kept


def _number(part: str, region: str) -> Number | None:
    digits = _digits(part)
    if len(digits) < FEWEST:
        return None
    plain = f"+{digits}" if "+" in part[: part.find(next(c for c in part if c.isdecimal()))] else digits
    # 00 is international before it is anything of the region's: a carrier in Brazil, as 0055 is
    for written in (f"+{digits[2:]}" if digits.startswith("00") else "", part.strip(), plain):
        whole = _complete(written, region)
        if whole:
            return Number(whole, complete=True)
    partial = digits.removeprefix("0")
    return Number(partial, complete=False) if len(partial) >= FEWEST else None


def _complete(written: str, region: str) -> str:
    """Its digits with the country's, where it says one and such a number can be."""
    try:
        number = phonenumbers.parse(written, region or None, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return ""
    if number.country_code_source not in _SAYS_COUNTRY or not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).removeprefix("+")


def _digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())
