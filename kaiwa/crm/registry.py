"""The CRMs of this installation, by name."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from kaiwa.crm.base import Backend


def backends() -> dict[str, Backend]:
    """All CRMs of settings.CRMS, by their name, in that order."""
    return dict(_named(path) for path in settings.CRMS)


def backend(name: str) -> Backend:
    """The CRM called `name`. Raises KeyError."""
    return backends()[name]


@cache
def _named(path: str) -> tuple[str, Backend]:
    instance: Backend = import_string(path)()
    return instance.name, instance
