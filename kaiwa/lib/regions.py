"""Countries and currencies that can be chosen, by their codes."""

from functools import cache

import phonenumbers
from babel.numbers import list_currencies


@cache
def codes() -> frozenset[str]:
    """Countries in which numbers are dialled."""
    return frozenset(phonenumbers.SUPPORTED_REGIONS)


@cache
def currencies() -> frozenset[str]:
    return frozenset(list_currencies())
