"""Countries and currencies that can be chosen, by their codes."""

from functools import cache

import phonenumbers
from babel.numbers import get_territory_currencies, list_currencies


@cache
def codes() -> frozenset[str]:
    """Countries in which numbers are dialled."""
    return frozenset(phonenumbers.SUPPORTED_REGIONS)


@cache
def currencies() -> frozenset[str]:
    return frozenset(list_currencies())


@cache
def in_use() -> frozenset[str]:
    """Those that somebody pays with today."""
    return frozenset(currency for region in codes() for currency in get_territory_currencies(region))
