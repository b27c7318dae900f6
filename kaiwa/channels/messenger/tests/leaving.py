"""Facebook's callbacks as it makes them, and what they leave behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from kaiwa.channels.messenger.signed_request import sign
from kaiwa.channels.models import Channel
from kaiwa.sandbox.tests.conftest import SECRET
from kaiwa.workspaces.models import AuditEntry
from kaiwa.workspaces.tests.people import Browser

MISAKI = "10229471188230001"
DEAUTHORIZE, DELETE = "/connect/messenger/deauthorize", "/connect/messenger/delete-data"


def signed(user: str = MISAKI, *, secret: str = SECRET, ago: timedelta = timedelta(0)) -> dict[str, str]:
    at = int((timezone.now() - ago).timestamp())
    payload = {"algorithm": "HMAC-SHA256", "issued_at": at, "user_id": user}
    return {"signed_request": sign(payload, secret)}


def call(visitor: Browser, path: str, form: dict[str, str]) -> Any:
    """As Facebook does: a form, and neither session nor CSRF token."""
    return visitor.client.post(path, form)


def states() -> set[tuple[str, str]]:
    return set(Channel.objects.values_list("state", "problem_code"))


def codes() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("code", flat=True))
