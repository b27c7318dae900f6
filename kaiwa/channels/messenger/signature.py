"""Whether Meta signed these very bytes, and its question whether this address is ours."""

import hashlib
import hmac
from collections.abc import Mapping

HEADER = "x-hub-signature-256"


def verify(body: bytes, headers: Mapping[str, str], secret: str) -> bool:
    """Over the bytes as they came: Meta escapes non-ASCII text its own way, which re-serialising changes."""
    given = headers.get(HEADER, "")
    if not secret or not given.startswith("sha256="):
        return False
    # Bytes, because compare_digest refuses non-ASCII str
    return hmac.compare_digest(given[7:].encode("utf-8", "replace"), sign(body, secret).encode())


def sign(body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def challenge(query: Mapping[str, str], token: str) -> str | None:
    """`hub.challenge` to echo when Meta knows our verify token, else None."""
    given = query.get("hub.verify_token", "")
    if query.get("hub.mode") != "subscribe" or not token:
        return None
    if not hmac.compare_digest(given.encode("utf-8", "replace"), token.encode()):
        return None
    return query.get("hub.challenge", "")
