"""In which browsers a page of ours is open: there the page tells by itself, and nothing is pushed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from kaiwa.notifications.models import Browser

# How often who knows of open pages says so, and how long that holds
SAY_EVERY = timedelta(seconds=20)
_HOLDS = timedelta(seconds=50)


def until() -> datetime:
    """How long it holds that a page is open now."""
    return timezone.now() + _HOLDS


def opened(sessions: Collection[str]) -> None:
    """Pages are open in the browsers with these session keys."""
    Browser.objects.filter(session__session_key__in=sessions).update(open_until=until())


def closed(sessions: Collection[str]) -> None:
    """The last pages there were closed, as far as the caller knows; another edge may know of more, and says so."""
    Browser.objects.filter(session__session_key__in=sessions).update(open_until=None)
