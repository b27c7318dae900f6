"""Whether the practice exchange signed these very bytes."""

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "x-hub-signature-256"


def verify(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    given = headers.get(HEADER, "")
    return bool(secret) and hmac.compare_digest(given.encode("utf-8", "replace"), sign(body, secret).encode())


def sign(body: bytes, secret: str) -> str:
    """The header's value."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
