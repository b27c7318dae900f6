"""Phone numbers as people write them (H-05, TL-07 … TL-13)."""

from __future__ import annotations

import pytest

from kaiwa.lib.phone import Number, read, region_of


@pytest.mark.parametrize(
    ("raw", "region", "digits"),
    [
        ("+81 90-1234-5678", "JP", "819012345678"),
        ("＋８１ ９０−１２３４−５６７８", "JP", "819012345678"),
        ("+81 090-1234-5678", "JP", "819012345678"),
        ("010 49 89 63648018", "JP", "498963648018"),
        ("0049 89 63648018", "JP", "498963648018"),
        ("+49 (0) 89 / 63648018", "DE", "498963648018"),
        ("tel:+498963648018;ext=18", "DE", "498963648018"),
        ("+1 (212) 555-1234 x12", "US", "12125551234"),
        ("011 81 90 1234 5678", "US", "819012345678"),
        ("+55 11 91234-5678", "BR", "5511912345678"),
    ],
)
def test_a_number_that_says_its_country_is_complete(raw, region, digits):
    assert read(raw, region) == [Number(digits, complete=True)]


@pytest.mark.parametrize(
    ("raw", "region", "digits"),
    [
        ("090-1234-5678", "JP", "9012345678"),
        ("０９０－１２３４－５６７８", "JP", "9012345678"),
        ("٠٩٠١٢٣٤٥٦٧٨", "JP", "9012345678"),
        ("03-1234-5678 内線12", "JP", "312345678"),
        ("089/63648018", "DE", "8963648018"),
        ("0171/1234567", "DE", "1711234567"),
        ("(11) 91234-5678", "BR", "11912345678"),
    ],
)
def test_any_other_is_the_end_of_one_without_the_0_of_calls_at_home(raw, region, digits):
    assert read(raw, region) == [Number(digits, complete=False)]


def test_a_complete_number_is_known_by_how_it_is_dialled_at_home():
    assert read("+81 90-1234-5678", "DE")[0].national == read("090-1234-5678", "JP")[0].national


def test_a_field_holds_several():
    assert [number.digits for number in read("03-1234-5678 / 090-1234-5678、+49 89 63648018", "JP")] == [
        "312345678",
        "9012345678",
        "498963648018",
    ]


@pytest.mark.parametrize("raw", ["", "日本", "+", "1234567", "内線12", "+１２３４"])
def test_fewer_than_eight_digits_are_no_number(raw):
    assert read(raw, "JP") == []


def test_a_clock_tells_the_country():
    assert [region_of(zone) for zone in ("Asia/Tokyo", "Europe/Berlin", "UTC")] == ["JP", "DE", ""]
