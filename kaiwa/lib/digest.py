"""Secrets that we hand out once and keep only as a digest."""

import hashlib


def digest(secret: str) -> str:
    """SHA-256, in hex: a slow hash adds nothing to 256 random bits, and this one can be looked up."""
    return hashlib.sha256(secret.encode()).hexdigest()
