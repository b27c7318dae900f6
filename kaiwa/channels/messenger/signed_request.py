"""What Facebook posts when a person removes the app or wants their data deleted, and whether it is from Facebook.

https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kaiwa.channels.messenger import values

# The real ones have some 300 characters
_LONGEST = 8192
# Ours or Facebook's clock may be a little fast, but nothing is signed tomorrow
_AHEAD = timedelta(minutes=10)


class NotFacebook(ValueError):
    """Not signed with our app's secret, or not readable. The text says which, for the log."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """The person, as our app sees them, and when they said it."""

    user_id: str
    at: datetime


def farewell(signed: str, secret: str, *, now: datetime) -> Farewell:
    """Raises NotFacebook."""
    payload = read(signed, secret)
    try:
        user_id = values.identifier(payload.get("user_id"), "user_id")
        # Only the guide says that it is always there
        at = values.when(payload.get("issued_at"), now.timestamp())
    except values.UnreadableItem as error:
        raise NotFacebook(str(error)) from error
    if at > now + _AHEAD:
        raise NotFacebook("issued in the future")
    return Farewell(user_id, at)


def read(signed: str, secret: str) -> dict[str, Any]:
    """The payload of a signed_request whose signature is right. Raises NotFacebook."""
    signature, dot, payload = signed.partition(".")
    if not secret or not dot or len(signed) > _LONGEST or not signed.isascii():
        raise NotFacebook("no signed_request")
    # Over the characters as they came, before anything is decoded
    expected = hmac.new(secret.encode(), payload.encode(), hashlib.sha256).digest()
    if not hmac.compare_digest(_decoded(signature), expected):
        raise NotFacebook("wrong signature")
    try:
        found = json.loads(_decoded(payload))
    except (ValueError, RecursionError) as error:
        raise NotFacebook("unreadable payload") from error
    if not isinstance(found, dict) or found.get("algorithm") != "HMAC-SHA256":
        raise NotFacebook("another algorithm")
    return found


def sign(payload: dict[str, Any], secret: str) -> str:
    """As Facebook makes one."""
    body = urlsafe_b64encode(json.dumps(payload, separators=(",", ":")).encode()).rstrip(b"=")
    signature = hmac.new(secret.encode(), body, hashlib.sha256).digest()
    return f"{urlsafe_b64encode(signature).rstrip(b'=').decode()}.{body.decode()}"


def _decoded(part: str) -> bytes:
    """Facebook leaves the padding away."""
    try:
        return urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError as error:
        raise NotFacebook("not base64") from error
