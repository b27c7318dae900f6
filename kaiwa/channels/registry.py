"""The providers of this installation, by name."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from kaiwa.channels.base import Provider


@cache
def providers() -> dict[str, Provider]:
    """All providers of settings.CHANNELS, by their name."""
    instances: list[Provider] = [import_string(path)() for path in settings.CHANNELS]
    return {provider.name: provider for provider in instances}


def provider(name: str) -> Provider:
    """The provider called `name`. Raises KeyError."""
    return providers()[name]
