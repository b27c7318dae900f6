"""Which stored number is the one somebody writes from, however it is written (TL-09..12, H-05, D-52)."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat

from kaiwa.crm.matching import numbers

_WIDE = str.maketrans("0123456789+-()", "０１２３４５６７８９＋－（）")
# Mobile numbers of each country, as far as their length and beginning go
_MOBILE = {
    "JP": ("90", 8),
    "DE": ("151", 8),
    "US": ("212", 7),
    "BR": ("119", 8),
}


@st.composite
def mobiles(draw: st.DrawFn) -> tuple[str, str]:
    """Region and E.164."""
    region = draw(st.sampled_from(sorted(_MOBILE)))
    begins, more = _MOBILE[region]
    rest = draw(st.text("0123456789", min_size=more, max_size=more))
    number = phonenumbers.parse(begins + rest, region)
    assume(phonenumbers.is_possible_number(number))
    return region, phonenumbers.format_number(number, PhoneNumberFormat.E164)


@st.composite
def written(draw: st.DrawFn, region: str, number: str) -> str:
    """The number as somebody of that country may have typed it."""
    parsed = phonenumbers.parse(number)
    national = phonenumbers.national_significant_number(parsed)
    trunk = "" if region == "US" else "0"
    text = draw(
        st.sampled_from(
            [
                number,
                f"00{number[1:]}",
                phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL),
                phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL),
                phonenumbers.format_number(parsed, PhoneNumberFormat.RFC3966),
                national,
                f"{trunk}{national}",
                f"+{parsed.country_code} ({trunk}){national}" if trunk else number,
            ]
        )
    )
    separator = draw(st.sampled_from(["", "-", " ", ".", "\u2010", "\u3000"]))
    if separator and text[1:].isdigit():
        text = separator.join([text[:4], text[4:8], text[8:]])
    if draw(st.booleans()):
        text = text.translate(_WIDE)
    return f"{text}{draw(st.sampled_from(['', ' ext. 12', ' 内線3']))}"


@given(st.data())
def test_a_number_is_found_however_it_is_written(data):
    region, number = data.draw(mobiles())
    text = data.draw(written(region, number))
    found = numbers.best(number, [text], region)
    assert found is not None and found.same, text


@given(st.data())
def test_another_number_is_never_taken_for_it(data):
    region, number = data.draw(mobiles())
    other_region, other = data.draw(mobiles())
    assume(number != other)
    text = data.draw(written(other_region, other))
    found = numbers.best(number, [text], region)
    # Without its country, a number can be that of two: only whoever has the same digits at the end
    national = phonenumbers.national_significant_number(phonenumbers.parse(other))
    assume(not number.endswith(national.removeprefix("0")))
    assert found is None or not found.same, text


MIKA = "+819012345678"


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        ("+81 90-1234-5678", "number_equal"),
        ("010 81 90 1234 5678", "number_equal"),
        ("090-1234-5678", "number_cut"),
        ("9012345678", "number_cut"),
        ("12345678", "number_cut"),
        ("1234567", None),
        ("080-1234-5678", "other_number"),
        ("03-1234-5678", "other_number"),
        ("+82 90 1234 5678", "other_number"),
        ("ask her", None),
        ("080-1234-5678 / 090-1234-5678", "number_cut"),
        ("", None),
    ],
)
def test_what_is_a_match_and_what_is_not(stored, code):
    """TL-10..12: equal, or equal to what remains when it is cut from the left, never fewer than 8 digits."""
    found = numbers.best(MIKA, [stored], "JP")
    assert (found.code if found else None) == code


@pytest.mark.parametrize("stored", ["+55 11 8765-4321", "(11) 8765-4321", "8765-4321"])
def test_brazil_s_ninth_digit_is_asked_about(stored):
    """D-52."""
    found = numbers.best("+5511987654321", [stored], "BR")
    assert found is not None
    assert found.code in {"same_tail_other_number", "number_cut"}
    assert (found.code == "number_cut") == (stored == "8765-4321")
    swapped = numbers.best("+551187654321", ["+55 11 98765-4321"], "BR")
    assert swapped is not None and swapped.code == "same_tail_other_number"
